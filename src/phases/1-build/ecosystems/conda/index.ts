import type { Ecosystem } from '../ecosystem.ts';
import { software } from '../traces.ts';
import { condaEnvironment } from './environment/index.ts';
import { condaMeta } from './meta/index.ts';

export const conda: Ecosystem = {
  type: 'conda',
  title: 'Packages of conda',
  kind: 'registry',
  versionOrder: 'pep440',
  extractors: [condaMeta],
  declared: [condaEnvironment],
  traces: [software('packages of conda', 'conda-meta/*.json')],
};
