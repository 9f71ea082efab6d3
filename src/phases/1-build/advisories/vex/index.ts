/** What others say of flaws in products: VEX documents, and what they come to for a finding. */
export { type Applied, applyVex } from './apply.ts';
export { repositoryName } from './fit-image.ts';
export type { VexSource } from './judge.ts';
export type { LookedAt } from './looked-at.ts';
export { readName } from './name.ts';
export { statementsOf } from './of-findings.ts';
export { isVex, readVex } from './read-vex.ts';
