import type { Decision, Digest } from '../../core/index.ts';
import { digest, object, type Shape, text, time } from '../shape.ts';
import { decisionShape } from '../shapes/decision.ts';
import { factsShape } from './facts.ts';

/** Payload of a `decision` record. */
export interface DecisionPayload<Facts = unknown> {
  readonly gate: { readonly name: string; readonly digest: Digest };
  /** The time by which it was judged (ISO 8601). */
  readonly judged: string;
  readonly decision: Decision;
  /** What the gate was given, as far as it is not in records that they name: `RecordedFacts` of the gate's flow. */
  readonly facts: Facts;
}

export const decisionPayloadShape: Shape<DecisionPayload> = object<DecisionPayload>({
  gate: object<DecisionPayload['gate']>({ name: text, digest }),
  judged: time,
  decision: decisionShape,
  facts: factsShape,
});
