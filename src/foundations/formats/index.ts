/** Readers of hostile bytes. */
export * from './json/access.ts';
export * from './json/parse-json.ts';
export * from './zip/read-zip.ts';
