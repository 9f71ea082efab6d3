/** Which image another was built from, how sure that is, and what of the findings comes from there. Pure; knows no network. */

export { type CandidateReason, candidateTags, mostTags } from './candidate-tags.ts';
export { chainIdOf } from './chain-ids.ts';
export { imageBuild } from './image-build.ts';
export type { KnownBase } from './known-base.ts';
export { proveBase } from './prove-base.ts';
export { baseListLimits, readKnownBases } from './read-known-bases.ts';
export { countFindings, markFindings } from './split-findings.ts';
export { tellBase } from './tell-base.ts';
export { writtenBases } from './write-known-bases.ts';
