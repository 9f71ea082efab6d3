/** What is it doing: sensors, captures, detection rules, profiles, responses. */

export * from './captures/index.ts';
export * from './fields/index.ts';
export * from './in-use/index.ts';
export * from './replay/index.ts';
export * from './rules/index.ts';
export * from './sensor/index.ts';
export * from './state/index.ts';
