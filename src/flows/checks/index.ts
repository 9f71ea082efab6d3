/** The catalogue of checks. */
export { checksNamed, findChecks } from './find-checks.ts';
export { checkFamilies, type ListedCheck, listChecks } from './list-checks.ts';
