import type { EventSummary } from './payload.ts';

export const example: EventSummary = {
  by: 'watch',
  first: '2026-03-04T12:00:00.000000000Z',
  last: '2026-03-04T18:30:00.000000000Z',
  events: 81_234,
  alertsInAll: 3,
  findings: [
    {
      finding: {
        kind: 'runtime',
        id: 'runtime/shell-in-a-container',
        aliases: [],
        title: 'Shell in a container',
        details: 'a shell was started',
        severity: 'low',
        severitySource: 'rule priority Notice',
        location: { kind: 'runtime', host: 'node-1', process: '/bin/sh', object: '/dev/pts/0' },
        evidence: [{ kind: 'rule', statement: 'Rule “Shell in a container” holds.', source: 'rules.yaml' }],
        fix: { state: 'remedy', action: 'investigate', advice: 'Look at the process and what started it.' },
        risk: { score: 20, factors: [{ name: 'priority', effect: '20', why: 'the rule calls it Notice' }] },
        references: [],
        fingerprint: '0123456789abcdef0123456789abcdef',
      },
      count: 2,
      first: '2026-03-04T13:00:00.000000000Z',
      last: '2026-03-04T15:00:00.000000000Z',
    },
  ],
  rules: { on: 12, silent: 2 },
  lost: 7,
  lostByKind: { open: 7 },
  limits: ['it was not seen to its end: cut off'],
  containers: ['3f2a91c0de11'],
};

export const others: readonly EventSummary[] = [
  { ...example, by: 'replay', alertsInAll: 0, findings: [], lost: 0, lostByKind: {}, limits: [] },
];
