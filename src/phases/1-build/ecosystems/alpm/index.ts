import type { Ecosystem } from '../ecosystem.ts';
import { database } from '../traces.ts';
import { alpmLocal } from './local/index.ts';

export const alpm: Ecosystem = {
  type: 'alpm',
  title: 'Packages of Arch Linux',
  kind: 'system',
  lowerCase: true,
  versionOrder: 'alpm',
  extractors: [alpmLocal],
  traces: [
    {
      ...database('pacman', 'var/lib/pacman/local/ALPM_DB_VERSION', 'var/lib/pacman/local/*/desc'),
      types: ['alpm'],
      reach: 'image',
    },
  ],
  upgrade: (name, version) => `Run \`pacman -Syu\` to get ${name} ${version} or later.`,
};
