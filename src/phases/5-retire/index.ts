/** When may it go: what is in registries, what still needs it, a plan of what may be deleted, and its careful execution. */

export { type AppliedEntry, type ApplyResult, applyRetirement } from './apply/apply-retirement.ts';
export { type ApprovedPlan, parsePlan } from './apply/parse-plan.ts';
export { buildGraph } from './graph/build-graph.ts';
export { listRegistry, type RegistryAccess } from './listing/list-registry.ts';
export type { RegistryListing } from './listing/listing.ts';
export { planRetirement } from './plan/plan-retirement.ts';
export { defaultRetirePolicy, type RetirePolicy } from './plan/policy.ts';
export type { DeleteEntry, KeepEntry, RetirePlan } from './plan/retire-plan.ts';
export { readReferences } from './uses/read-references.ts';
export { joinUses, noUses, type UseFact, type Uses } from './uses/uses.ts';
