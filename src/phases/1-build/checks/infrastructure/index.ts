/** What is wrong with registries, tasks and clusters that templates and plans make. */
export { resourceChecks } from './checks.ts';
export { lintInfrastructure } from './lint-infrastructure.ts';
export { infrastructureByContent, readInfrastructureFile } from './read/read-file.ts';
export { isAboutContainers } from './types.ts';
