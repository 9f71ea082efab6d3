import type { Ecosystem } from '../ecosystem.ts';
import { database } from '../traces.ts';

export const brew: Ecosystem = {
  type: 'brew',
  title: 'Packages of Homebrew',
  kind: 'registry',
  traces: [database('Homebrew', 'Cellar/*/*/INSTALL_RECEIPT.json', 'Cellar/*/*/.brew/*.rb')],
};
