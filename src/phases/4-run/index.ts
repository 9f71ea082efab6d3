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
  absentText,
  alertJson,
  alertText,
  type CompiledRule,
  compileRules,
  describeRules,
  type EngineOptions,
  EventView,
  type ExtraOutput,
  FindingTally,
  isoTime,
  type LoadedRules,
  type LoadProblem,
  loadRules,
  type Match,
  parseTemplate,
  problemText,
  type RuleEngine,
  type RuleInSight,
  type RulePattern,
  RuleSelection,
  readPriority,
  render,
  ruleSources,
  type SeenFinding,
  valueText,
} from './rules/index.ts';
export { jsonSight } from './sources/json-lines/index.ts';
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
export { SystemState, type Thread } from './state/index.ts';
