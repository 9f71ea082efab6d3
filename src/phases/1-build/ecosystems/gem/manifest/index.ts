import { unlockedManifests } from '../../unlocked.ts';

/** Ruby projects of which no lock file says what Bundler would install. */
export const gemManifest = unlockedManifests({
  id: 'gem-manifest',
  version: 1,
  title: 'Ruby projects without a lock file (Gemfile, gems.rb)',
  manifests: [],
  programs: ['Gemfile', 'gems.rb'],
  locks: ['Gemfile.lock', 'gems.locked'],
  lock: '`bundle lock`',
  wants: () => [],
});
