import type { Ecosystem } from '../ecosystem.ts';
import { software } from '../traces.ts';
import { pearRegistry } from './registry/index.ts';

export const pear: Ecosystem = {
  type: 'pear',
  title: 'PHP packages of PEAR',
  kind: 'registry',
  versionOrder: 'composer',
  extractors: [pearRegistry],
  traces: [software('PHP packages of PEAR', '.registry/*.reg', '.registry/*/*.reg')],
};
