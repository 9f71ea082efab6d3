/** Detection rules: rules files of Falco as they are, judged over events of any source. */
export { type Alert, type AlertFormat, alertJson, alertText } from './alert.ts';
export type { CompiledMacro, CompiledRule, ExtraOutput } from './compiled.ts';
export { type Described, describeRules, type RulesDescription } from './describe.ts';
export { compileRules, type EngineOptions, type Match, type RuleEngine } from './engine.ts';
export { commonFields, EventView, isoTime, type RuntimeEvent } from './event.ts';
export { eventParameters, genericEvents, isEventName, namedEvents } from './event-names.ts';
export { findingIdOfRule, severityOfPriority } from './finding.ts';
export { FindingTally, type SeenFinding } from './finding-tally.ts';
export { type Priority, priorities, readPriority } from './items.ts';
export { type JsonValue, writeJson } from './json-text.ts';
export { lintRules, type RuleLint } from './lints.ts';
export { type FileResult, type LoadedRules, type LoadOptions, loadRules, type RulesFile } from './load-rules.ts';
export { loadResultJson, problemText } from './load-text.ts';
export {
  type LoadErrorCode,
  type LoadProblem,
  type LoadWarningCode,
  loadErrors,
  loadWarnings,
  type RulePlace,
} from './problems.ts';
export { needsPlugin, noPlugins } from './requirements.ts';
export type { RuleInSight } from './rules-in-sight.ts';
export { type RulePattern, RuleSelection } from './selection.ts';
export type { SourceSight } from './sight.ts';
export { builtInPlugins, defaultSource, engineVersion, type RuleSource, ruleSources } from './sources.ts';
export { parseTemplate, type Rendered, render, type Template } from './template.ts';
export { eventOfFields, type TestEvent } from './test-event.ts';
export { absentText, printableText, valueText } from './value-text.ts';
