import type { Ecosystem } from '../ecosystem.ts';
import { database } from '../traces.ts';
import { brewCellar, kegOf } from './cellar/index.ts';

export const brew: Ecosystem = {
  type: 'brew',
  title: 'Packages of Homebrew',
  kind: 'registry',
  versionOrder: 'rpm',
  extractors: [brewCellar],
  ownFolder: kegOf,
  traces: [
    {
      ...database('Homebrew', 'Cellar/*/*/INSTALL_RECEIPT.json', 'Cellar/*/*/.brew/*.rb'),
      types: ['brew'],
      reach: 'image',
    },
  ],
};
