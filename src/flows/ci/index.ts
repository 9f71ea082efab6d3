/** Everything that can be judged of a project, in one report. */
export { ci, type ProjectInput } from './ci.ts';
