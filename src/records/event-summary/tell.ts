import { count, minuteOf } from '../../core/index.ts';
import type { Told } from '../record-kind.ts';
import { first } from '../sentences.ts';
import type { EventSummary, SeenOften } from './payload.ts';

const how: Readonly<Record<EventSummary['by'], string>> = { watch: 'Watched', replay: 'Replayed' };

/** What rules found in a watch or a replay, how often and when last; what was lost, and whether there was anybody to find something. */
export function tellEventSummary(summary: EventSummary): readonly Told[] {
  const { by, events, alertsInAll, findings, lost, limits, rules } = summary;
  const counted = findings.reduce((sum, one) => sum + one.count, 0);
  const judging = rules === undefined ? 0 : rules.on - rules.silent;
  const isWhole = lost === 0 && limits.length === 0 && judging > 0;
  return [
    {
      title: `${how[by]}: ${count(alertsInAll, 'alert')} in ${count(events, 'event')}`,
      outcome: alertsInAll > 0 ? 'bad' : isWhole ? 'good' : 'unknown',
      details: [
        ...first(linesByRule(findings)),
        ...(counted < alertsInAll ? [`${count(alertsInAll - counted, 'alert')} more, whose findings had no room`] : []),
        `from ${minuteOf(summary.first)} to ${minuteOf(summary.last)} UTC`,
        ...judgedBy(rules),
        ...(lost > 0 ? [`${count(lost, 'event')} lost: what happened in them is not known`] : []),
        ...limits.map((limit) => `may be missing something: ${limit}`),
      ],
    },
  ];
}

/** What was found, one line a rule, with how often and when last: the processes and files that it spoke of are in the record. */
export function linesByRule(findings: readonly SeenOften[]): readonly string[] {
  const same = Map.groupBy(findings, ({ finding }) => JSON.stringify([finding.title, finding.severitySource]));
  return [...same.values()].map((of) => {
    const times = of.reduce((sum, one) => sum + one.count, 0);
    const last = of.map((one) => one.last).reduce((a, b) => (a > b ? a : b));
    const { title = '', severity, severitySource } = of[0]?.finding ?? {};
    const word = severity === 'unknown' ? severitySource : severity;
    return `${title} (${word}), ${times > 1 ? `${times} times, last ` : ''}at ${minuteOf(last)}`;
  });
}

function judgedBy(rules: EventSummary['rules']): readonly string[] {
  if (rules === undefined) return ['how many rules judged it was not noted'];
  const { on, silent } = rules;
  if (on - silent <= 0) return ['no rule judged it: that there is no alert says nothing'];
  return [`judged by ${count(on - silent, 'rule')}${silent > 0 ? `; ${silent} more cannot speak of such events` : ''}`];
}
