import { asWritten, type Ecosystem } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';
import { gemfileLock } from './lock/index.ts';
import { gemManifest } from './manifest/index.ts';
import { gemSpecifications } from './specifications/index.ts';

/** `gems/NAME-VERSION` beside the folder of specifications; those of Ruby's own gems lie among its library. */
function ownFolder(path: string): string | undefined {
  const [, home = '', full] = /^((?:.*\/)?)specifications\/([^/]+)\.gemspec$/.exec(path) ?? [];
  return full === undefined ? undefined : `${home}gems/${full}`;
}

export const gem: Ecosystem = {
  type: 'gem',
  title: 'Ruby gems',
  kind: 'registry',
  namespace: 'none',
  versionOrder: 'gem',
  extractors: [gemSpecifications],
  declared: [gemfileLock, gemManifest],
  traces: [
    software('specifications of Ruby gems', 'specifications/*.gemspec', 'specifications/default/*.gemspec'),
    // RubyGems and Bundler keep the archives of what they installed.
    lockFiles('archives of Ruby gems in a cache', 'gem', 'image', 'cache/*.gem'),
    software('archives of Ruby gems', '*.gem'),
    lockFiles('lock files of Bundler', 'gem', 'image', 'Gemfile.lock', 'gems.locked'),
  ],
  osv: { name: 'RubyGems', separator: '/', normalise: asWritten },
  upgrade: (name, version) => `Run \`bundle update ${name}\` to get ${version} or later.`,
  ownFolder,
};
