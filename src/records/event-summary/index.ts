import type { OlderShape, RecordKind } from '../record-kind.ts';
import { fromAlerts } from './older.ts';
import { type EventSummary, type EventSummary1, eventSummary1Shape, eventSummaryShape } from './payload.ts';
import { tellEventSummary } from './tell.ts';

const shape1: OlderShape<EventSummary, EventSummary1> = { payload: eventSummary1Shape, today: fromAlerts };

export const eventSummaryKind: RecordKind<EventSummary> = {
  name: 'event-summary',
  phase: 'run',
  shape: 2,
  says: 'What a watch or a replay saw of a subject: counts of events, what rules found, how much was lost.',
  kept: false,
  payload: eventSummaryShape,
  older: [shape1],
  tell: tellEventSummary,
  sighting: true,
  use: { says: 'seen running' },
};
