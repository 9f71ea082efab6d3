/** The use cases: what the doors, and a program that uses Seaworthy as a library, call. */
export * from './settings.ts';
