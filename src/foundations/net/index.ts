/** The only way out of the process: the network, and programs. */
export * from './http.ts';
