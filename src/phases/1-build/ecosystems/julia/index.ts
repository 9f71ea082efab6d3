import { asWritten, type Ecosystem } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';
import { juliaDepot } from './depot/index.ts';

export const julia: Ecosystem = {
  type: 'julia',
  title: 'Julia packages',
  kind: 'registry',
  versionOrder: 'semver',
  extractors: [juliaDepot],
  traces: [
    software('Julia packages', 'packages/*/*/Project.toml', 'environments/*/Manifest.toml'),
    lockFiles('lock files of Julia', 'julia', 'image', 'Manifest.toml', 'JuliaManifest.toml'),
  ],
  osv: { name: 'Julia', separator: '/', normalise: asWritten },
};
