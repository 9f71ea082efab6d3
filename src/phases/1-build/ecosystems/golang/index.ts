import { type Ecosystem, lowerCase } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';
import { goBinary } from './binary/index.ts';
import { goMod } from './module/index.ts';
import { goUpgradeWords } from './upgrade-words.ts';

/** What Go's advisories call the parts that come with the toolchain and not as modules. */
const toolchain: ReadonlySet<string> = new Set(['stdlib', 'toolchain']);

export const golang: Ecosystem = {
  type: 'golang',
  title: 'Go modules',
  kind: 'registry',
  versionOrder: 'go',
  extractors: [goBinary],
  declared: [goMod],
  traces: [
    software('Go modules (source)', 'pkg/mod/cache/download/'),
    lockFiles('module files of Go', 'golang', 'image', 'go.mod', 'go.sum', 'go.work.sum', 'vendor/modules.txt'),
  ],
  // purl-spec once asked for lower case; no two modules differ by case alone.
  osv: { name: 'Go', separator: '/', normalise: lowerCase },
  upgrade: (name, version, installed) =>
    toolchain.has(name) ? `Rebuild with Go ${version} or later.` : goUpgradeWords(name, version, installed),
};
