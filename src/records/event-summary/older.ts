import { fingerprint } from '../../core/index.ts';
import type { EventSummary, EventSummary1, SeenOften } from './payload.ts';

/** A summary of before findings were kept, as one of today: one finding for each rule, of which no more is known than that it spoke. */
export function fromAlerts({ alerts, ...rest }: EventSummary1): EventSummary {
  const byRule = Map.groupBy(alerts, ({ rule, priority }) => JSON.stringify([rule, priority]));
  return { ...rest, by: 'watch', limits: [], findings: [...byRule.values()].map(findingOf) };
}

function findingOf(alerts: EventSummary1['alerts']): SeenOften {
  const { rule = '', priority = '' } = alerts[0] ?? {};
  const times = alerts.map(({ time }) => time).sort();
  const [first = '', last = first] = [times[0], times.at(-1)];
  const title = rule || 'a rule without a name';
  const id = `runtime/${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  return {
    finding: {
      kind: 'runtime',
      id,
      aliases: [],
      title,
      severity: 'unknown',
      severitySource: priority === '' ? 'not noted' : `rule priority ${priority}`,
      location: { kind: 'whole' },
      evidence: [{ kind: 'observation', statement: 'The rule spoke; of what was not noted.', source: 'ledger' }],
      fix: { state: 'remedy', action: 'investigate', advice: 'Look at what ran at that time.' },
      risk: { score: 0, factors: [] },
      references: [],
      fingerprint: fingerprint('runtime', id),
    },
    count: alerts.length,
    first,
    last,
  };
}
