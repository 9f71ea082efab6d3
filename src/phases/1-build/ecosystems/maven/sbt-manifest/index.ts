import { unlockedManifests } from '../../unlocked.ts';

/** Builds of sbt of which no lock file says what they take. */
export const sbtManifest = unlockedManifests({
  id: 'sbt-manifest',
  version: 2,
  title: 'Builds of sbt without a lock file (build.sbt)',
  manifests: [],
  programs: ['build.sbt'],
  locks: ['build.sbt.lock'],
  lock: '`sbt dependencyLockWrite`',
  wants: () => [],
});
