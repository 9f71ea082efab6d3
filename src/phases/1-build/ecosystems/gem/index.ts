import { asWritten, type Ecosystem } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';

export const gem: Ecosystem = {
  type: 'gem',
  title: 'Ruby gems',
  kind: 'registry',
  versionOrder: 'gem',
  traces: [
    software('Ruby gems', 'specifications/*.gemspec', 'specifications/default/*.gemspec', '*.gem'),
    lockFiles('lock files of Bundler', 'gem', 'image', 'Gemfile.lock', 'gems.locked'),
  ],
  osv: { name: 'RubyGems', separator: '/', normalise: asWritten },
  upgrade: (name, version) => `Run \`bundle update ${name}\` to get ${version} or later.`,
};
