import type { RecordKind } from '../record-kind.ts';
import { fillDecision } from './fill.ts';
import { type DecisionPayload, decisionPayloadShape } from './payload.ts';
import { tellDecision } from './tell.ts';

export const decisionKind: RecordKind<DecisionPayload> = {
  name: 'decision',
  phase: 'deploy',
  shape: 1,
  says: 'The answer of a gate, with the digests of what it was given.',
  kept: false,
  payload: decisionPayloadShape,
  fill: fillDecision,
  tell: tellDecision,
  sighting: true,
  handlesName: true,
  use: { says: 'admitted', holds: ({ decision }) => decision.allowed },
};
