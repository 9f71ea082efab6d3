import type { Ecosystem } from '../ecosystem.ts';
import { database } from '../traces.ts';

export const guix: Ecosystem = {
  type: 'guix',
  title: 'Packages of Guix',
  kind: 'system',
  traces: [database('Guix', 'gnu/store/')],
};
