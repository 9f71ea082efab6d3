/** What is wrong with Compose files. */
export { composeChecks } from './checks.ts';
export { type ComposeResult, lintCompose } from './lint-compose.ts';
export { type ComposeProject, maxComposeBytes, type ReadProjectFile, readComposeProject } from './read/read-project.ts';
export { composeByContent, composeByName, defaultNames, isComposeDocument, overrideNames } from './read/recognise.ts';
