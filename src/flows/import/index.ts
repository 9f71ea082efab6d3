/** Reports of other tools, beside our own. */
export { type ImportOptions, importReports } from './import-reports.ts';
