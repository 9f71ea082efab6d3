/** What is wrong with Dockerfiles, wherever they lie. */
export type { LintPayload } from '../../records/index.ts';
export { lint } from './lint.ts';
