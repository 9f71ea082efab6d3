import { unlockedManifests } from '../../unlocked.ts';

/** Swift packages of which no lock file says what they are built with. */
export const swiftManifest = unlockedManifests({
  id: 'swift-manifest',
  version: 2,
  title: 'Swift packages without a lock file (Package.swift)',
  manifests: [],
  programs: ['Package.swift'],
  locks: ['Package.resolved'],
  below: ['.build'],
  lock: '`swift package resolve`',
  wants: () => [],
});
