import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standingEvent, type Voyage, voyageEvents } from '../../core/index.ts';
import type { NewRecord } from '../../foundations/ledger/index.ts';
import {
  digestOf,
  finding,
  firstFindings,
  life,
  packages,
  scan,
  shellFinding,
  tombstone,
  watched,
} from './testing/records.ts';
import { fresh, known, signatureOf, titles, told } from './testing/voyages.ts';

const eventOf = (found: Voyage, sequence: number) =>
  voyageEvents(found).filter((event) => event.record.sequence === sequence);

test('what is open, the gravest first', async () => {
  const found = await told(life);
  assert.deepEqual(
    found.open.map(({ phase, outcome, title }) => `${phase} ${outcome} ${title}`),
    [
      'build bad 1 finding known to be exploited',
      'build unknown The data behind the newest scan is 23 days 1 hour old',
      'deploy unknown The gate let it in without knowing everything: 1 rule not assessed (workload:shop/Deployment/web)',
      'run info 2 of 4 packages not seen in use in 1 watch of 6 hours 30 minutes in all',
    ],
  );
  assert.match(found.open[3]?.details.join('\n') ?? '', /watched between 2026-03-09 12:00 and 2026-03-09 18:30 UTC/);
});

test('open questions, one by one', async () => {
  const problem = { code: 'E_FORMAT', message: 'torn', where: 'lib/x', part: 'deb', incomplete: true };
  const [made, checked] = [signatureOf(3), signatureOf(5)];
  const untrusted = { ...(checked.payload as object), verdict: 'not-trusted', why: 'by another key' };
  const cases: readonly (readonly [string, readonly NewRecord[], RegExp, boolean])[] = [
    ['never scanned', [made], /^Never scanned$/, true],
    ['scanned', [known('scan', scan([]), fresh)], /^Never scanned$/, false],
    [
      'incomplete',
      [known('scan', scan([], 'image', { problems: [problem] }), fresh)],
      /not complete: 1 thing missed/,
      true,
    ],
    ['fixable', [known('scan', scan(firstFindings), fresh)], /^1 high or critical finding that can be fixed$/, true],
    [
      'low',
      [known('scan', scan([finding('CVE-1', 'low', packages[0], { fixed: '9' })]), fresh)],
      /can be fixed/,
      false,
    ],
    [
      'set aside',
      [known('scan', scan([finding('CVE-1', 'critical', packages[0], { fixed: '9', suppressed: true })]), fresh)],
      /fix/,
      false,
    ],
    ['fresh data', [known('scan', scan([]), fresh)], /^The data behind/, false],
    ['data of no date', [known('scan', scan([]), { data: [{ id: 'x', date: 'soon' }] })], /of no known date/, true],
    ['no signature', [known('scan', scan([]), fresh)], /^No signature is known$/, true],
    ['signed only', [made], /signature was never checked$/, true],
    ['checked', [made, checked], /signature/, false],
    ['not trusted', [made, known('signature', untrusted)], /^The signature asked of key f+ was not trusted$/, true],
    ['trusted later', [known('signature', untrusted), known('signature', checked.payload)], /not trusted/, false],
    ['no gate', [made], /^No gate has decided about it$/, true],
    ['refused', [known('decision', life[6]?.payload)], /^The gate keeps it out$/, true],
    ['in use, contents not known', [known('in-use', life[10]?.payload)], /not seen in use/, false],
  ];
  for (const [name, records, pattern, expected] of cases) {
    const open = titles(await told(records));
    assert.equal(
      open.some((title) => pattern.test(title)),
      expected,
      `${name}: ${open.join(' | ')}`,
    );
  }
});

test('an image that was removed has nothing open, until it is seen again', async () => {
  const removed = known('tombstone', tombstone);
  const over = await told([...life, removed]);
  assert.deepEqual(over.open, []);
  assert.match(eventOf(over, 14)[0]?.details.join('\n') ?? '', /kept of it: inventory 555555555555/);
  const judgedAgain = known('scan', scan(firstFindings, 'inventory'), fresh);
  assert.deepEqual((await told([...life, removed, judgedAgain])).open, []);
  const seen = await told([...life, removed, known('in-use', life[10]?.payload)]);
  assert.ok(titles(seen).includes('Seen again after it was removed'));
});

test('what rules found while it ran is open where it is grave, each fact once', async () => {
  const summary = (...severities: readonly string[]): object => {
    const at = { count: 2, first: '2026-03-09T12:00:00Z', last: '2026-03-09T13:00:00Z' };
    const findings = severities.map((severity) => ({ finding: shellFinding('Shell', severity), ...at }));
    return watched(5, findings.length, 0, [], { findings });
  };
  const openOf = async (...payloads: readonly object[]): Promise<readonly string[]> =>
    (await told([known('scan', scan([]), fresh), ...payloads.map((payload) => known('event-summary', payload))])).open
      .filter(({ phase }) => phase === 'run')
      .map(({ outcome, title, details }) => `${outcome}: ${title}: ${details[0]}`);
  assert.deepEqual(await openOf(summary()), []);
  assert.deepEqual(await openOf(summary('low', 'medium', 'negligible')), []);
  assert.deepEqual(await openOf(summary('high')), [
    'bad: 1 high, critical or unrated finding while it ran: Shell (high), 2 times, last at 2026-03-09 13:00',
  ]);
  assert.deepEqual(await openOf(summary('critical'), summary('critical', 'low')), [
    'bad: 1 high, critical or unrated finding while it ran: Shell (critical), 4 times, last at 2026-03-09 13:00',
  ]);
  assert.deepEqual(await openOf(summary('unknown')), [
    'unknown: 1 high, critical or unrated finding while it ran: Shell (rule priority Notice), 2 times, last at 2026-03-09 13:00',
  ]);
});

test('a check for a signer who never signed is noted, and stains nothing', async () => {
  const [made, checked] = [signatureOf(3), signatureOf(5)];
  const other = { kind: 'key', fingerprint: digestOf('3'), algorithm: 'ecdsa-p256' };
  const failed = { ...(checked.payload as object), verdict: 'not-trusted', why: 'by another key', verified: [] };
  const [serious, curious] = [known('signature', failed), known('signature', { ...failed, signer: other })];
  const open = { ...failed, signer: other, verdict: 'undetermined', why: 'no answer' };
  const cases: readonly (readonly [string, readonly NewRecord[], readonly string[], readonly string[]])[] = [
    ['of a signer who signed', [made, serious], ['good', 'bad'], ['bad: The signature asked of']],
    ['of one who was trusted', [checked, serious], ['good', 'bad'], ['bad: The signature asked of']],
    ['of anybody else', [made, checked, curious], ['good', 'good', 'info'], []],
    ['of one who signed later', [serious, made, checked], ['info', 'good', 'good'], []],
    ['where nobody signed', [curious], ['info'], ['unknown: No signature is known']],
    [
      'that nobody could answer',
      [checked, known('signature', open)],
      ['good', 'unknown'],
      ['unknown: The signature asked'],
    ],
    [
      'of one who signed an attestation only',
      [known('attestation', made.payload), checked, curious, known('attestation', failed)],
      ['good', 'good', 'info', 'bad'],
      ['bad: The attestation asked of'],
    ],
  ];
  const standings = new Map<string, unknown>();
  for (const [name, records, outcomes, questions] of cases) {
    const found = await told(records);
    const ship = found.phases[1]?.events ?? [];
    assert.deepEqual(
      ship.toSorted((a, b) => a.record.sequence - b.record.sequence).map(({ outcome }) => outcome),
      outcomes,
      name,
    );
    standings.set(name, standingEvent(ship)?.outcome);
    const asked = found.open
      .filter(({ phase }) => phase === 'ship')
      .map(({ outcome, title }) => `${outcome}: ${title}`);
    assert.equal(asked.length, questions.length, `${name}: ${asked.join(' | ')}`);
    for (const [at, text] of questions.entries()) assert.ok(asked[at]?.startsWith(text), `${name}: ${asked[at]}`);
  }
  assert.equal(standings.get('of anybody else'), 'good');
  assert.equal(standings.get('where nobody signed'), 'info');
  assert.equal(standings.get('of one who was trusted'), 'bad');
});
