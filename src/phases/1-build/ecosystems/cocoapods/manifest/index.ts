import { unlockedManifests } from '../../unlocked.ts';

/** Projects of CocoaPods of which no lock file says what they are built with. */
export const podManifest = unlockedManifests({
  id: 'pod-manifest',
  version: 2,
  title: 'Projects of CocoaPods without a lock file (Podfile)',
  manifests: [],
  programs: ['Podfile'],
  locks: ['Podfile.lock'],
  below: ['Pods'],
  lock: '`pod install`',
  wants: () => [],
});
