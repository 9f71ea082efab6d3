/** The command line. Programs use the room `flows` instead; this door is for the tools and tests of the repository. */
export type { Host } from './host.ts';
export { referencePages } from './reference/index.ts';
export { cli } from './run.ts';
export { openScripts } from './start/scripts.ts';
