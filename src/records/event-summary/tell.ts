import { count, minuteOf } from '../../core/index.ts';
import type { Told } from '../record-kind.ts';
import { first } from '../sentences.ts';
import type { EventSummary } from './payload.ts';

/** What a watch saw: alerts and lost events above all. */
export function tellEventSummary(summary: EventSummary): readonly Told[] {
  const { events, alertsInAll, alerts, lost } = summary;
  const byRule = Map.groupBy(alerts, ({ rule }) => rule || 'a rule without a name');
  return [
    {
      title: `Watched: ${count(alertsInAll, 'alert')} in ${count(events, 'event')}`,
      outcome: alertsInAll > 0 ? 'bad' : lost > 0 ? 'unknown' : 'good',
      details: [
        ...first(
          [...byRule].map(([rule, of]) => {
            const priority = of[0]?.priority ?? '';
            return `${rule}${priority === '' ? '' : ` (${priority})`}${of.length > 1 ? `, ${of.length} times` : ''}`;
          }),
        ),
        `from ${minuteOf(summary.first)} to ${minuteOf(summary.last)} UTC`,
        ...(lost > 0 ? [`${count(lost, 'event')} lost: what happened in them is not known`] : []),
      ],
    },
  ];
}
