/** What changed from one report to another. */
export * from './diff-findings.ts';
export * from './diff-packages.ts';
export * from './diff-reports.ts';
export * from './load-report.ts';
