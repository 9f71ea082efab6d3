import type { RecordKind } from '../record-kind.ts';
import { type RetirePlanPayload, retirePlanShape } from './payload.ts';
import { tellRetirePlan } from './tell.ts';

export const retirePlanKind: RecordKind<RetirePlanPayload> = {
  name: 'retire-plan',
  phase: 'retire',
  shape: 1,
  says: 'What is to be removed and why.',
  kept: false,
  payload: retirePlanShape,
  tell: tellRetirePlan,
};
