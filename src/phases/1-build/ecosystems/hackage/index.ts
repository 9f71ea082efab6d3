import { asWritten, type Ecosystem } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';
import { cabalFreeze } from './freeze/index.ts';
import { haskellPackages } from './package-db/index.ts';
import { stackLock } from './stack/index.ts';

export const hackage: Ecosystem = {
  type: 'hackage',
  title: 'Haskell packages',
  kind: 'registry',
  namespace: 'none',
  versionOrder: 'hackage',
  extractors: [haskellPackages],
  declared: [cabalFreeze, stackLock],
  traces: [
    software('Haskell packages', 'package.conf.d/*.conf', 'package.db/*.conf'),
    lockFiles('lock files of Haskell', 'hackage', 'image', 'stack.yaml.lock', 'cabal.project.freeze'),
  ],
  osv: { name: 'Hackage', separator: '/', normalise: asWritten },
};
