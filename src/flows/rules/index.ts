/** Rules files looked at by themselves: whether they load, what is in them, what fields they may use, and whether their tests hold. */

export { type CheckedFile, checkRules, type RulesCheck } from './check-rules.ts';
export type { RuleChoice } from './chosen-rules.ts';
export { describe as describeRules } from './describe-rules.ts';
export { type ListedField, listFields, type SourceFields } from './list-fields.ts';
export { type RulesTested, type TestedCase, testRules } from './test-rules.ts';
