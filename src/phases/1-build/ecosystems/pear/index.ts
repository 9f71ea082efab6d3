import type { Ecosystem } from '../ecosystem.ts';
import { software } from '../traces.ts';

export const pear: Ecosystem = {
  type: 'pear',
  title: 'PHP packages of PEAR',
  kind: 'registry',
  versionOrder: 'composer',
  traces: [software('PHP packages of PEAR', '.registry/*.reg', '.registry/*/*.reg')],
};
