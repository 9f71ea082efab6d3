import type { Ecosystem } from '../ecosystem.ts';
import { database } from '../traces.ts';

export const chocolatey: Ecosystem = {
  type: 'chocolatey',
  title: 'Packages of Chocolatey',
  kind: 'registry',
  traces: [database('Chocolatey', 'chocolatey/lib/*/*.nuspec')],
};
