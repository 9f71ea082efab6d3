import { type Ecosystem, lowerCase } from '../ecosystem.ts';
import { githubWorkflow } from './workflow/index.ts';

export const githubActions: Ecosystem = {
  type: 'githubactions',
  title: 'Actions of GitHub workflows',
  kind: 'registry',
  versionOrder: 'semver',
  declared: [githubWorkflow],
  osv: { name: 'GitHub Actions', separator: '/', normalise: lowerCase },
  upgrade: (name, version) => `Use ${name} at ${version} or later, pinned by its commit.`,
};
