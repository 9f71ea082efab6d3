/** When may it go: what is in registries, what still needs it, a plan of what may be deleted, and its careful execution. */

export * from './apply/apply-retirement.ts';
export * from './apply/parse-plan.ts';
export * from './apply/tombstone.ts';
export * from './graph/build-graph.ts';
export * from './graph/graph.ts';
export * from './listing/list-registry.ts';
export * from './listing/list-repository.ts';
export * from './listing/listing.ts';
export * from './plan/plan-retirement.ts';
export * from './plan/policy.ts';
export * from './plan/retire-plan.ts';
export * from './uses/read-references.ts';
export * from './uses/uses.ts';
