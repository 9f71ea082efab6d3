import type { Ecosystem } from '../ecosystem.ts';
import { database, lockFiles } from '../traces.ts';

export const nix: Ecosystem = {
  type: 'nix',
  title: 'Packages of Nix',
  kind: 'system',
  versionOrder: 'nix',
  traces: [
    database('Nix', 'nix/var/nix/db/db.sqlite', 'nix/store/'),
    lockFiles('lock files of Nix', 'nix', 'image', 'flake.lock'),
  ],
};
