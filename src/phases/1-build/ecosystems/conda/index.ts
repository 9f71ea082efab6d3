import type { Ecosystem } from '../ecosystem.ts';
import { database } from '../traces.ts';

export const conda: Ecosystem = {
  type: 'conda',
  title: 'Packages of conda',
  kind: 'registry',
  versionOrder: 'pep440',
  traces: [database('conda', 'conda-meta/*.json', 'conda-meta/history')],
};
