import type { RecordKind } from '../record-kind.ts';
import { type EventSummary, eventSummaryShape } from './payload.ts';
import { tellEventSummary } from './tell.ts';

export const eventSummaryKind: RecordKind<EventSummary> = {
  name: 'event-summary',
  phase: 'run',
  shape: 1,
  says: 'What a watch saw of a subject: counts of events, alerts, events lost.',
  kept: false,
  payload: eventSummaryShape,
  tell: tellEventSummary,
  sighting: true,
  use: { says: 'seen running' },
};
