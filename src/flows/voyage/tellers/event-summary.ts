import { count, minuteOf } from '../../../core/index.ts';
import { requireShape } from '../../ledger/payloads.ts';
import { list, members, number, text } from '../payload.ts';
import type { Teller } from '../teller.ts';
import { first } from '../words.ts';

/** What a watch saw: alerts and lost events above all. */
export const tellEventSummary: Teller = (record) => {
  const payload = members(record.payload);
  const { events, alertsInAll } = payload;
  const lost = number(payload.lost);
  requireShape(record, 'event-summary', typeof events === 'number' && typeof alertsInAll === 'number');
  const alerts = number(alertsInAll);
  const byRule = Map.groupBy(list(payload.alerts).map(members), ({ rule }) => text(rule) || 'a rule without a name');
  const span = [payload.first, payload.last].map(text).filter(Boolean).map(minuteOf);
  return [
    {
      phase: 'run',
      title: `Watched: ${count(alerts, 'alert')} in ${count(number(events), 'event')}`,
      outcome: alerts > 0 ? 'bad' : lost > 0 ? 'unknown' : 'good',
      details: [
        ...first(
          [...byRule].map(([rule, of]) => {
            const priority = text(of[0]?.priority);
            return `${rule}${priority === '' ? '' : ` (${priority})`}${of.length > 1 ? `, ${of.length} times` : ''}`;
          }),
        ),
        ...(span.length === 2 ? [`from ${span.join(' to ')} UTC`] : []),
        ...(lost > 0 ? [`${count(lost, 'event')} lost: what happened in them is not known`] : []),
      ],
    },
  ];
};
