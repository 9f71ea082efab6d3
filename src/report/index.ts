/** Findings and decisions in every output format. */
export { explainError, isErrorCode } from './explanation/error.ts';
export { explainFinding } from './explanation/finding.ts';
export * from './format.ts';
export * from './format-list.ts';
export { reportJsonSchema } from './json/published-schema.ts';
export { maxReportLength, readReport } from './json/read.ts';
export { clean } from './terminal/clean.ts';
export { makeStyle, type Style } from './terminal/style.ts';
export { cut, cutStart, displayWidth, fit, wrap } from './terminal/width.ts';
export { type VoyageFormat, voyageFormats } from './voyage/voyage-formats.ts';
