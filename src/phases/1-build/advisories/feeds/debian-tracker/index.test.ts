import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeedRecord } from '../../feed.ts';
import { debianTracker } from './index.ts';

function parse(json: unknown, release = 'bookworm') {
  return debianTracker.parse(`debian-tracker/${release}`, [
    { path: 'data/json', bytes: Buffer.from(JSON.stringify(json)) },
  ]);
}

function stateOf(state: object): object {
  const { records } = parse({ pkg: { 'CVE-2030-0001': { releases: { bookworm: state } } } });
  const [record] = [...records] as FeedRecord[];
  assert.ok(record?.kind === 'advisory');
  const { status, ranges, severity, note } = record.advisory;
  return { status, ranges, ...(severity ? { severity: severity.level } : {}), ...(note ? { note } : {}) };
}

test('tracker: every state is kept apart', () => {
  const open = { status: 'open', urgency: 'not yet assigned' };
  const cases: readonly [object, object][] = [
    [
      { status: 'resolved', fixed_version: '1.2-3', urgency: 'medium' },
      { status: 'affected', ranges: [{ fixed: '1.2-3' }], severity: 'medium' },
    ],
    [
      { status: 'resolved', fixed_version: '0', urgency: 'unimportant' },
      { status: 'unaffected', ranges: [], severity: 'negligible' },
    ],
    [open, { status: 'affected', ranges: [{}] }],
    [
      { ...open, urgency: 'low**' },
      { status: 'affected', ranges: [{}], severity: 'low' },
    ],
    [
      { ...open, urgency: null, nodsa: null, nodsa_reason: null },
      { status: 'affected', ranges: [{}], note: 'no DSA' },
    ],
    [
      { ...open, nodsa: 'Minor issue', nodsa_reason: '' },
      { status: 'affected', ranges: [{}], note: 'no DSA: Minor issue' },
    ],
    [
      { ...open, nodsa: 'Next update', nodsa_reason: 'postponed' },
      { status: 'affected', ranges: [{}], note: 'postponed: Next update' },
    ],
    [
      { ...open, nodsa: 'Too risky', nodsa_reason: 'ignored' },
      { status: 'wont-fix', ranges: [{}], note: 'ignored: Too risky' },
    ],
    [
      { status: 'open', urgency: 'end-of-life' },
      { status: 'end-of-life', ranges: [{}] },
    ],
    [
      { status: 'undetermined', urgency: 'not yet assigned' },
      { status: 'undetermined', ranges: [{}] },
    ],
  ];
  for (const [state, expected] of cases) assert.deepEqual(stateOf(state), expected, JSON.stringify(state));
});

test('tracker: only the release that was asked for', () => {
  const json = {
    a: {
      'CVE-2030-0001': {
        releases: { bookworm: { status: 'open' }, sid: { status: 'resolved', fixed_version: '2-1' } },
      },
      'CVE-2030-0002': { releases: { sid: { status: 'open' } } },
    },
  };
  assert.equal([...parse(json).records].length, 1);
  assert.equal([...parse(json, 'sid').records].length, 2);
  const gone = parse(json, 'buster');
  assert.deepEqual([...gone.records], []);
  assert.deepEqual(gone.problems, ['The tracker does not follow buster (any more); it follows bookworm, sid.']);
});

test('tracker: a record in another shape is told, the rest is read', () => {
  const flaws = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [
      `CVE-2030-00${index + 10}`,
      { releases: { bookworm: { status: 'open' } } },
    ]),
  );
  const odd = { 'CVE-2030-0001': { releases: { bookworm: { status: 'pending' } } }, 'CVE-2030-0002': 7 };
  const parsed = parse({ a: { ...flaws, ...odd } });
  assert.equal([...parsed.records].length, 30);
  assert.equal(parsed.problems.length, 2);
  assert.deepEqual(parsed.unread, parsed.problems);
  assert.match(parsed.problems[0] ?? '', /status "pending" is not known.*a CVE-2030-0001/);
});
