/** What an image was built from and how it was kept, with what the ledger and the team's list know. */

export { baseProblem } from './base-problem.ts';
export { addBases, basesFile, type ListedBases, listedBases } from './known-bases.ts';
export type { NamesSaid } from './ledger-bases.ts';
export { type UpkeepFacts, upkeepFacts, withUpkeep } from './with-upkeep.ts';
