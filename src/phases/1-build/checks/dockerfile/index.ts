/** What is wrong with a Dockerfile. */
export { type AskedPackage, askedPackages } from './asked-packages.ts';
export type { Breach, DockerfileCheck } from './check.ts';
export { dockerfileChecks } from './checks/index.ts';
export { type LintOptions, type LintResult, lintDockerfile } from './lint-dockerfile.ts';
export { mendDockerfile } from './mends/mend-dockerfile.ts';
export { dockerfileByName, type NameSays, whyNoDockerfile } from './recognise.ts';
