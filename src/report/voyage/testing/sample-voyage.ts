import {
  type Digest,
  defined,
  type Outcome,
  type Phase,
  phases,
  type Voyage,
  type VoyageEvent,
} from '../../../core/index.ts';
import { hostileText } from '../../testing/sample-report.ts';

/* A voyage for tests: every outcome, every phase, hostile text wherever text comes from outside. */

const digest = (character: string): Digest => `sha256:${character.repeat(64)}`;

export { hostileText };

function event(
  sequence: number,
  phase: Phase | undefined,
  kind: string,
  outcome: Outcome,
  title: string,
  more: Partial<VoyageEvent> = {},
): VoyageEvent {
  const time = new Date(Date.UTC(2026, 2, sequence, 12)).toISOString();
  return {
    time,
    ...defined({ phase }),
    kind,
    title,
    outcome,
    details: ['one sentence', hostileText],
    record: { sequence, digest: digest(String(sequence % 10)), producer: `seaworthy ${hostileText}` },
    ...more,
  };
}

const events: readonly VoyageEvent[] = [
  event(1, 'build', 'inventory', 'info', 'Holds 4 packages, Debian GNU/Linux 12'),
  event(2, 'build', 'scan', 'bad', `Scanned: 3 findings ${hostileText}`, { details: [`${'long'.repeat(60)} word`] }),
  event(3, 'ship', 'signature', 'good', 'Signature checked: trusted', { verdict: true, about: digest('b') }),
  event(4, 'deploy', 'decision', 'bad', 'Refused by gate production', {
    verdict: true,
    about: `workload:${hostileText}`,
  }),
  event(5, 'build', 'scan', 'good', 'Scanned: nothing found'),
  event(6, 'deploy', 'decision', 'good', 'Admitted by gate production', { verdict: true, details: [] }),
  event(7, 'run', 'in-use', 'unknown', '2 packages seen in use, watched for 6 hours'),
  event(7, 'run', 'in-use', 'info', 'A second thing that the same record tells'),
];

export const sampleVoyage: Voyage = {
  schemaVersion: '1.0',
  tool: { name: 'seaworthy', version: '1.2.3' },
  created: '2026-04-01T00:00:00.000Z',
  subject: digest('a'),
  names: [`registry.example/shop:1.4${hostileText}`, digest('b'), `other${hostileText}`],
  others: [{ subject: digest('c'), last: '2026-02-01T00:00:00.000Z' }],
  integrity: { ok: true, checked: 40, problems: [], more: 0 },
  phases: phases.map((phase) => ({ phase, events: events.filter((one) => one.phase === phase) })),
  unplaced: [event(8, undefined, hostileText, 'info', `A record of kind ${hostileText}, shape 1`)],
  untold: 3,
  open: [
    {
      phase: 'build',
      outcome: 'bad',
      title: `1 finding ${hostileText}`,
      details: [hostileText],
      remedy: `Update ${hostileText}`,
    },
    { phase: 'ship', outcome: 'unknown', title: 'No signature is known', details: [] },
    { phase: 'run', outcome: 'info', title: '2 of 4 packages not seen in use', details: ['watched for 6 hours'] },
  ],
};

/** Of a ledger that was tampered with. */
export const damagedVoyage: Voyage = {
  ...sampleVoyage,
  integrity: { ok: false, checked: 40, problems: [`record 7: ${hostileText}`], more: 2 },
};

/** Not all of the ledger was checked this time. */
export const laterVoyage: Voyage = {
  ...sampleVoyage,
  integrity: {
    ok: true,
    checked: 2,
    since: {
      sequence: 99_998,
      time: '2026-03-02T08:00:00.000Z',
      all: { sequence: 90_000, time: '2026-02-01T08:00:00.000Z' },
    },
    problems: [],
    more: 0,
  },
};

/** Nothing is told and nothing is open. */
export const emptyVoyage: Voyage = {
  ...sampleVoyage,
  names: [],
  others: [],
  phases: phases.map((phase) => ({ phase, events: [] })),
  unplaced: [],
  untold: 0,
  open: [],
};

/** So many events that the picture shows only some of them. */
export const longVoyage: Voyage = {
  ...sampleVoyage,
  phases: phases.map((phase, index) => ({
    phase,
    events: Array.from({ length: 20 }, (_, step) =>
      event(1 + step * phases.length + index, phase, 'scan', 'info', `Step ${step}`),
    ),
  })),
};
