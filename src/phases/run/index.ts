/** What is it doing: sensors, captures, detection rules, profiles, responses. */
export * from './rules/index.ts';
