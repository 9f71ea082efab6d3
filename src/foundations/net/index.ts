/** The only way out of the process: the network, and programs. */
export { plainHttpAllowed } from './address.ts';
export * from './create-http.ts';
export * from './file-http.ts';
export * from './http.ts';
export { SlowBody, slowestPace } from './pace.ts';
export * from './run-program.ts';
export * from './start-program.ts';
export * from './unix-http.ts';
