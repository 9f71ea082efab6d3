/** What is wrong with Dockerfiles, wherever they lie. */
export { type LintPayload, lint } from './lint.ts';
