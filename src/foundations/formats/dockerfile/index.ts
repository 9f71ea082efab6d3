/** Dockerfiles with positions, and the expansion of their words. */
export * from './dockerfile.ts';
export { type ExpandOptions, type Expansion, expandWord, expandWords } from './expand.ts';
export { commandOffset, keywords as dockerfileKeywords } from './instruction.ts';
export { readDockerfile } from './read-dockerfile.ts';
export { globalArguments } from './stages.ts';
export { splitWords } from './words.ts';
