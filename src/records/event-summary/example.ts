import type { EventSummary } from './payload.ts';

export const example: EventSummary = {
  first: '2026-03-04T12:00:00.000000000Z',
  last: '2026-03-04T18:30:00.000000000Z',
  events: 81_234,
  alertsInAll: 1,
  alerts: [{ rule: 'Shell in a container', priority: 'Notice', time: '2026-03-04T13:00:00.000000000Z' }],
  lost: 7,
  lostByKind: { open: 7 },
  containers: ['3f2a91c0de11'],
};
