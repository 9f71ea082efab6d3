/** Rules that users wrote for other scanners, read as they are. */

export { readSecretRules } from './read-secret-rules.ts';
export { RuleFinder } from './rule-finder.ts';
export type { RuleSet } from './user-rule.ts';
