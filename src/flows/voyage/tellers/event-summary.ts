import { requireShape } from '../../ledger/payloads.ts';
import { list, members, number, text } from '../payload.ts';
import type { Teller } from '../teller.ts';
import { first, many } from '../words.ts';

/** What a watch saw: alerts and lost events above all. */
export const tellEventSummary: Teller = (record) => {
  const payload = members(record.payload);
  requireShape(record, 'event-summary', Object.keys(payload).length > 0);
  const listed = list(payload.alerts).map(members);
  const alerts = Array.isArray(payload.alerts) ? listed.length : number(payload.alerts);
  const lost = number(payload.lost);
  const events = number(payload.events);
  return [
    {
      phase: 'run',
      title: `Watched: ${many(alerts, 'alert')} in ${many(events, 'event')}`,
      outcome: alerts > 0 ? 'bad' : lost > 0 ? 'unknown' : 'good',
      details: [
        ...(lost > 0 ? [`${many(lost, 'event')} lost: what happened in them is not known`] : []),
        ...first(
          listed.map((one) => text(one.rule) || text(one.output) || text(one.title) || 'an alert without a name'),
        ),
      ],
    },
  ];
};
