/** The catalogue of checks. */
export { findChecks } from './find-checks.ts';
export { checkFamilies, type ListedCheck, listChecks } from './list-checks.ts';
