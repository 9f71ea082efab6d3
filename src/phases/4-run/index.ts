/** What is it doing: sensors, captures, detection rules, profiles, responses. */

export {
  type AskSocket,
  ContainerDirectory,
  parseContainer,
} from './containers/index.ts';
export { SyscallEvent } from './fields/index.ts';
export {
  inUseEvidence,
  packagesInUse,
  type TouchedContainer,
  TouchedFiles,
  type TouchingContainer,
} from './in-use/index.ts';
export { captureSight, type JsonReplaySummary, type ReplaySummary, replayCapture, replayJson } from './replay/index.ts';
export {
  type Alert,
  type AlertFormat,
  absentText,
  alertJson,
  alertText,
  builtInPlugins,
  type CompiledRule,
  commonFields,
  compileRules,
  describeRules,
  type EngineOptions,
  EventView,
  type ExtraOutput,
  eventOfFields,
  FindingTally,
  findingIdOfRule,
  isoTime,
  type LoadedRules,
  type LoadOptions,
  type LoadProblem,
  lintRules,
  loadResultJson,
  loadRules,
  type Match,
  needsPlugin,
  noPlugins,
  type Priority,
  parseTemplate,
  problemText,
  type RuleEngine,
  type RuleInSight,
  type RuleLint,
  type RulePattern,
  RuleSelection,
  type RulesDescription,
  type RulesFile,
  readPriority,
  render,
  ruleSources,
  type SeenFinding,
  severityOfPriority,
  type TestEvent,
  valueText,
} from './rules/index.ts';
export { JsonJudge, jsonSight, parseDocument } from './sources/json-lines/index.ts';
export { type CaptureEvent, CaptureReader, type EventType, eventTypes } from './sources/scap/index.ts';
export {
  countersBetween,
  type EventOrigin,
  FrameReader,
  lostByName,
  lostInAll,
  neededEvents,
  noCounters,
  type SensorCounters,
  SensorFeed,
  sensorSight,
  watchSensor,
} from './sources/sensor/index.ts';
export { type ContainerInfo, SystemState, type Thread } from './state/index.ts';
