/** Evaluators that know nothing of containers. */
export * from './falco/index.ts';
