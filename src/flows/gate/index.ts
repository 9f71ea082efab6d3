/** May it run: facts found out first, then judged by the gate, then kept. */
export { makeServerCertificate, pathGlobExpression, type ServerCertificate } from '../../foundations/formats/index.ts';
export { gateSchema, inScope, type NameScope } from '../../phases/3-deploy/index.ts';
export * from './admission.ts';
export { type RecordedDecision, type RecordedFacts, type Replay, readDecision } from './decision-record.ts';
export * from './gate-check.ts';
export { initGate, type NewGate } from './init-gate.ts';
export type { GateInput } from './load-gate.ts';
