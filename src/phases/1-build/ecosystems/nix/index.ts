import type { Ecosystem } from '../ecosystem.ts';
import { database, lockFiles } from '../traces.ts';
import { nixStore, storeFolder } from './store/index.ts';

export const nix: Ecosystem = {
  type: 'nix',
  title: 'Packages of Nix',
  kind: 'system',
  versionOrder: 'nix',
  extractors: [nixStore],
  ownFolder: storeFolder,
  traces: [
    { ...database('Nix', 'nix/var/nix/db/db.sqlite', 'nix/store/'), types: ['nix'], reach: 'image' },
    lockFiles('lock files of Nix', 'nix', 'image', 'flake.lock'),
  ],
};
