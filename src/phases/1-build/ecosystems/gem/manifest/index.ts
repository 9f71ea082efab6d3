import { unlockedManifests } from '../../unlocked.ts';

const gemLine = /^gem[ (]{1,4}['"]([A-Za-z0-9._-]{1,128})['"](?!.*\b(?:if|unless)\b)/gm;

/** Ruby projects of which no lock file says what Bundler would install. */
export const gemManifest = unlockedManifests({
  id: 'gem-manifest',
  version: 2,
  title: 'Ruby projects without a lock file (Gemfile, gems.rb)',
  manifests: [],
  programs: ['Gemfile', 'gems.rb'],
  locks: ['Gemfile.lock', 'gems.locked'],
  below: ['vendor'],
  lock: '`bundle lock`',
  wants: () => [],
  // A program, but a line that is no part of a condition or a loop asks whatever it does. Gems for other systems are in the lock file too.
  required: (_, bytes) => [...new TextDecoder().decode(bytes).matchAll(gemLine)].flatMap(([, name]) => name ?? []),
});
