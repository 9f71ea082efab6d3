import { unlockedManifests } from '../../unlocked.ts';

/** Builds of Gradle of which no lock file says what they take. */
export const gradleManifest = unlockedManifests({
  id: 'gradle-manifest',
  version: 2,
  title: 'Builds of Gradle without a lock file (build.gradle, build.gradle.kts)',
  manifests: [],
  programs: ['build.gradle', 'build.gradle.kts'],
  locks: ['gradle.lockfile', 'gradle/dependency-locks/*.lockfile'],
  lock: '`gradle dependencies --write-locks`',
  wants: () => [],
});
