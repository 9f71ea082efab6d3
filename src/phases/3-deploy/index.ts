/** May it run here, and is here safe. */
export * from './admission/index.ts';
export * from './gate/index.ts';
export * from './pod-security/index.ts';
