/** What changed from one report to another. */
export * from './diff-reports.ts';
export * from './load-report.ts';
