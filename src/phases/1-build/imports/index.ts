/** Reports of other tools, read into our words, and who tells of the same joined. Pure. */
export type { ImportedRun } from './imported.ts';
export { safe as safeText } from './join/finding.ts';
export type { Catalogue } from './join/identity.ts';
export { joinReports, type ReadReport } from './join/join.ts';
export { importFormats } from './list.ts';
export { notImported, partName } from './odd.ts';
export { importFormat, maxImportBytes, readImport } from './read-report.ts';
