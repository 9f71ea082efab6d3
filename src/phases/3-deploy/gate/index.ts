/** What may run: one file, judged over facts that were found out before. */
export * from './facts.ts';
export * from './gate.ts';
export * from './judge.ts';
export { holdsForIndex } from './judge-image.ts';
export { inScope, type NameScope } from './name-scope.ts';
export { type RequiredImageFacts, repositoryOf, requiredFacts } from './required-facts.ts';
export { ruleKinds } from './rules/index.ts';
export { gateSchema } from './settings/gate-schema.ts';
export { gateTemplate } from './settings/gate-template.ts';
export { type GateOptions, namespacesLeftAlone, readGate } from './settings/read-gate.ts';
