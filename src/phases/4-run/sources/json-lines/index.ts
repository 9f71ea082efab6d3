/** Sources whose events are JSON: what is known of each, how files of them are read, and how they are judged. */
export { JsonDocuments, parseDocument } from './json-documents.ts';
export { JsonJudge, jsonSight } from './json-judge.ts';
export type { JsonSource } from './json-source.ts';
export { jsonSources } from './sources.ts';
