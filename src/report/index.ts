/** Findings and decisions in every output format. */
export * from './format.ts';
export * from './formats.ts';
export { readReport } from './json/read.ts';
