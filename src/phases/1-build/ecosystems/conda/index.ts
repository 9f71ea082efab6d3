import type { Ecosystem } from '../ecosystem.ts';
import { database } from '../traces.ts';

export const conda: Ecosystem = {
  type: 'conda',
  title: 'Packages of conda',
  kind: 'registry',
  traces: [database('conda', 'conda-meta/*.json', 'conda-meta/history')],
};
