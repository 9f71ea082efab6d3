import type { Ecosystem } from '../ecosystem.ts';
import { software } from '../traces.ts';
import { condaMeta } from './meta/index.ts';

export const conda: Ecosystem = {
  type: 'conda',
  title: 'Packages of conda',
  kind: 'registry',
  versionOrder: 'pep440',
  extractors: [condaMeta],
  traces: [software('packages of conda', 'conda-meta/*.json')],
};
