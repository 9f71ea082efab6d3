import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { VersionRange } from '../../../../../core/index.ts';
import { readRanges } from './ranges.ts';

const byNumber = {
  compare: (a: string, b: string): number => Number(a) - Number(b),
  hasPlace: (version: string): boolean => /^\d+$/.test(version),
};

type Events = readonly Readonly<Record<string, string>>[];

const flatten = (events: Events, order: typeof byNumber | undefined = byNumber, more: object = {}) =>
  readRanges({ ranges: [{ type: 'ECOSYSTEM', events }], ...more }, order, 'x').ranges;

test('osv ranges: events become intervals', () => {
  const cases: readonly [Events, readonly VersionRange[]][] = [
    [[{ introduced: '0' }], [{}]],
    [[{ introduced: '0' }, { fixed: '5' }], [{ fixed: '5' }]],
    [[{ introduced: '3' }, { last_affected: '5' }], [{ introduced: '3', lastAffected: '5' }]],
    [[{ introduced: '5' }, { last_affected: '5' }], [{ introduced: '5', lastAffected: '5' }]],
    [[{ last_affected: '5' }, { introduced: '5' }], [{ introduced: '5', lastAffected: '5' }]],
    // One interval ends where the next begins: NSWG-ECO-104.
    [
      [{ introduced: '1' }, { last_affected: '5' }, { introduced: '5' }, { last_affected: '7' }],
      [
        { introduced: '1', lastAffected: '5' },
        { introduced: '5', lastAffected: '7' },
      ],
    ],
    [[{ introduced: '5' }, { fixed: '5' }], [{ introduced: '5', fixed: '5' }]],
    [
      [{ introduced: '0' }, { fixed: '2' }, { introduced: '4' }],
      [{ fixed: '2' }, { introduced: '4' }],
    ],
    [
      [{ introduced: '0' }, { fixed: '2' }, { introduced: '2' }],
      [{ fixed: '2' }, { introduced: '2' }],
    ],
    // Several events in one object are several events.
    [[{ introduced: '1', fixed: '2' }], [{ introduced: '1', fixed: '2' }]],
    // Not sorted: 10 comes after 9, and 0 before everything.
    [
      [{ fixed: '12' }, { introduced: '9' }, { fixed: '3' }, { introduced: '0' }, { introduced: '10' }],
      [{ fixed: '3' }, { introduced: '9', fixed: '12' }],
    ],
    // The first end counts, as in the evaluation of the schema.
    [[{ introduced: '0' }, { last_affected: '7' }, { last_affected: '4' }], [{ lastAffected: '4' }]],
    [[{ fixed: '4' }], []],
    [[{ introduced: '1' }, { limit: '5' }, { limit: '8' }], [{ introduced: '1', fixed: '8' }]],
    [[{ introduced: '1' }, { limit: '*' }], [{ introduced: '1' }]],
    [[], []],
  ];
  for (const [events, expected] of cases) assert.deepEqual(flatten(events), expected, JSON.stringify(events));
});

test('osv ranges: without an order the record is taken as it is', () => {
  const events = [{ introduced: 'b' }, { fixed: 'd' }, { introduced: 'a' }, { last_affected: 'c' }];
  assert.deepEqual(flatten(events, undefined), [
    { introduced: 'b', fixed: 'd' },
    { introduced: 'a', lastAffected: 'c' },
  ]);
});

test('osv ranges: a bound without a place in the order stays where the record has it', () => {
  const cases: readonly [Events, readonly VersionRange[]][] = [
    [[{ introduced: '3' }, { fixed: 'x' }], [{ introduced: '3', fixed: 'x' }]],
    [[{ introduced: '3' }, { last_affected: 'x' }], [{ introduced: '3', lastAffected: 'x' }]],
    [[{ introduced: '3' }, { limit: '5' }, { limit: 'x' }], [{ introduced: '3', fixed: 'x' }]],
    [
      [{ introduced: '0' }, { fixed: '1' }, { introduced: 'x' }, { fixed: '3' }],
      [{ fixed: '1' }, { introduced: 'x', fixed: '3' }],
    ],
    [
      [{ introduced: '0' }, { fixed: '1' }, { introduced: '2' }, { fixed: 'x' }],
      [{ fixed: '1' }, { introduced: '2', fixed: 'x' }],
    ],
  ];
  for (const [events, expected] of cases) assert.deepEqual(flatten(events), expected, JSON.stringify(events));
});

test('osv ranges: bounds that GitHub writes beside the events', () => {
  const bound = (text: string) => ({ database_specific: { last_known_affected_version_range: text } });
  assert.deepEqual(flatten([{ introduced: '2' }], byNumber, bound('< 4')), [{ introduced: '2', fixed: '4' }]);
  assert.deepEqual(flatten([{ introduced: '0' }], byNumber, bound('<= 4')), [{ lastAffected: '4' }]);
  assert.deepEqual(flatten([{ introduced: '0' }, { fixed: '5' }], byNumber, bound('<= 4')), [{ fixed: '5' }]);
  assert.deepEqual(flatten([{ introduced: '0' }], byNumber, bound('about 4')), [{}]);
});

test('osv ranges: commits are no versions', () => {
  const git = { type: 'GIT', repo: 'https://example.com/x', events: [{ introduced: '0' }, { fixed: 'abc' }] };
  assert.deepEqual(readRanges({ ranges: [git] }, byNumber, 'x'), { ranges: [], hasCommits: true });
  assert.deepEqual(readRanges({}, byNumber, 'x'), { ranges: [], hasCommits: false });
});

/** The schema's own evaluation, written down as it stands there. */
function evaluate(events: Events, version: number): boolean {
  const at = (event: Readonly<Record<string, string>>): number => Number(Object.values(event)[0]);
  let vulnerable = false;
  for (const event of [...events].sort((a, b) => at(a) - at(b))) {
    if ('introduced' in event && version >= at(event)) vulnerable = true;
    else if ('fixed' in event && version >= at(event)) vulnerable = false;
    else if ('last_affected' in event && version > at(event)) vulnerable = false;
  }
  return vulnerable;
}

test('osv ranges: the intervals hold what the evaluation of the schema says, in whatever order', () => {
  const kind = fc.constantFrom('introduced', 'fixed', 'last_affected');
  const events = fc
    .uniqueArray(fc.nat(20), { maxLength: 8 })
    .chain((versions) =>
      fc.tuple(
        ...versions.map((version) => kind.map((name) => ({ [name]: String(version) }) as Record<string, string>)),
      ),
    );
  fc.assert(
    fc.property(events, (some) => {
      const ranges = flatten(some);
      for (let version = 0; version <= 21; version++) {
        const inside = ranges.some(
          ({ introduced, fixed, lastAffected }) =>
            version >= Number(introduced ?? 0) &&
            (fixed === undefined || version < Number(fixed)) &&
            (lastAffected === undefined || version <= Number(lastAffected)),
        );
        assert.equal(inside, evaluate(some, version), `${JSON.stringify(some)} at ${version}`);
      }
    }),
    { numRuns: 300 },
  );
});
