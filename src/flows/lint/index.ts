/** What is wrong with Dockerfiles, Compose files and manifests, wherever they lie. */
export type { LintPayload } from '../../records/index.ts';
export { chooseChecks } from './choose-checks.ts';
export { lint } from './lint.ts';
export { type LintFixed, type LintFixOptions, type LintFixResult, lintFix } from './lint-fix.ts';
