import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Digest } from '../../../core/index.ts';
import { fallbackTag } from '../../../foundations/images/index.ts';
import { buildGraph } from '../graph/build-graph.ts';
import type { RegistryListing } from '../listing/listing.ts';
import { noUses, type Uses } from '../uses/uses.ts';
import { planRetirement } from './plan-retirement.ts';
import type { RetirePolicy } from './policy.ts';
import type { RetirePlan } from './retire-plan.ts';
import { testDigest, testFacts, testListing } from './testing/samples.ts';

const now = new Date('2026-06-01T00:00:00.000Z');
const policy: RetirePolicy = {
  keepLast: 0,
  youngerThanDays: 0,
  keepTags: ['keep*'],
  usedWithinDays: 0,
  keepBases: true,
  orphans: 'keep',
};
const asked: Uses = { ...noUses, sources: ['ledger'] };

function plan(
  listing: RegistryListing | readonly RegistryListing[],
  changes: { policy?: Partial<RetirePolicy>; uses?: Partial<Uses> } = {},
): RetirePlan {
  const listings = 'registry' in listing ? [listing] : listing;
  return planRetirement(buildGraph(listings), { ...asked, ...changes.uses }, { ...policy, ...changes.policy }, now);
}

/** Digest numbers of what is deleted, in order; of what stays with its rules. */
const numberOf = (digest: Digest): number => Number.parseInt(digest.slice(-8), 16);
const deleted = (made: RetirePlan): readonly number[] => made.delete.map(({ digest }) => numberOf(digest));
const kept = (made: RetirePlan): Readonly<Record<number, string>> =>
  Object.fromEntries(
    made.keep.map(({ digest, reasons }) => [numberOf(digest), reasons.map(({ rule }) => rule).join(' ')]),
  );

const tag = (name: string, number: number) => ({ tag: name, digest: testDigest(number) });
const one = (
  manifests: readonly ReturnType<typeof testFacts>[],
  tags: readonly ReturnType<typeof tag>[],
  more: object = {},
): RegistryListing => testListing([{ repository: 'app', manifests, tags, ...more }]);

test('an index keeps what it lists; one that goes goes before what it lists', () => {
  const manifests = [
    testFacts(1),
    testFacts(2),
    testFacts(3),
    testFacts(9, { children: [testDigest(1), testDigest(2)] }),
    testFacts(8, { children: [testDigest(2), testDigest(3)] }),
  ];
  const made = plan(one(manifests, [tag('keep', 9), tag('v1', 8)]));
  assert.deepEqual(deleted(made), [8, 3]);
  assert.deepEqual(kept(made), { 1: 'child', 2: 'child', 9: 'kept-tag' });
  assert.equal(made.keep[0]?.reasons[0]?.text, 'listed by index 000000000000 tagged keep');
});

test('attachments stay and go with their subject, of whatever kind and depth', () => {
  const manifests = [
    testFacts(1),
    testFacts(2),
    testFacts(3, { subject: testDigest(1), kind: 'artifact' }),
    testFacts(4, { subject: testDigest(3), kind: 'artifact' }),
    testFacts(5, { kind: 'artifact' }),
    testFacts(6, { children: [testDigest(3)] }),
    testFacts(7, { subject: testDigest(2), kind: 'artifact' }),
  ];
  const tags = [
    tag('keep', 2),
    tag('v1', 1),
    tag(`${fallbackTag(testDigest(1))}.sig`, 5),
    tag(fallbackTag(testDigest(1)), 6),
  ];
  const made = plan(one(manifests, tags));
  assert.deepEqual(kept(made), { 2: 'kept-tag', 7: 'attached' });
  assert.deepEqual(deleted(made), [1, 5, 6, 3, 4]);
});

test('an attachment of two subjects stays with either; the SBOM of equal images is one manifest', () => {
  const manifests = [testFacts(1), testFacts(2), testFacts(5, { kind: 'artifact' })];
  const attached = [tag(`${fallbackTag(testDigest(1))}.sbom`, 5), tag(`${fallbackTag(testDigest(2))}.sbom`, 5)];
  const made = plan(one(manifests, [tag('keep', 2), tag('v1', 1), ...attached]));
  assert.deepEqual(deleted(made), [1]);
  assert.deepEqual(deleted(plan(one(manifests, [tag('v2', 2), tag('v1', 1), ...attached]))), [1, 2, 5]);
});

test('signatures kept in another repository go with their subject', () => {
  const image = { repository: 'app', manifests: [testFacts(1)], tags: [tag('v1', 1)] };
  const signature = {
    repository: 'signatures',
    manifests: [testFacts(5, { kind: 'artifact' })],
    tags: [tag(`${fallbackTag(testDigest(1))}.sig`, 5)],
  };
  assert.deepEqual(deleted(plan(testListing([image, signature]))), [1, 5]);
  const orphan = testListing([signature]);
  assert.deepEqual(kept(plan(orphan)), { 5: 'orphan' });
  assert.deepEqual(deleted(plan(orphan, { policy: { orphans: 'delete' } })), [5]);
  const notWhole = testListing([signature], false);
  assert.deepEqual(kept(plan(notWhole, { policy: { orphans: 'delete' } })), { 5: 'orphan' });
});

test('what is in use stays, with the indexes it may be pulled by', () => {
  const manifests = [
    testFacts(1),
    testFacts(2),
    testFacts(3),
    testFacts(9, { children: [testDigest(1), testDigest(2)] }),
  ];
  const uses = { facts: [{ digest: testDigest(1), why: 'seen running', when: '2026-05-01T00:00:00.000Z' }] };
  const made = plan(one(manifests, [tag('v1', 9), tag('v2', 3)]), { uses });
  assert.deepEqual(kept(made), { 1: 'in-use child', 2: 'child', 9: 'holds-used' });
  assert.deepEqual(deleted(made), [3]);
  const old = plan(one(manifests, [tag('v1', 9)]), { uses, policy: { usedWithinDays: 10 } });
  assert.deepEqual(deleted(old), [9, 1, 2, 3]);
  const reason = old.delete.find(({ digest }) => digest === testDigest(1))?.reasons.at(-1);
  assert.equal(reason?.text, 'not in use for 10 days: last seen running (2026-05-01)');
});

test('references keep by tag, by digest, by whatever tag, and by another host name', () => {
  const listing = one([testFacts(1), testFacts(2)], [tag('v1', 1), tag('v2', 2)]);
  const keepBy = (reference: string, anyTag = false): readonly number[] => {
    const uses = { references: [{ reference, source: 'pod.yaml', anyTag }] };
    return Object.keys(kept(plan(listing, { uses }))).map(Number);
  };
  assert.deepEqual(keepBy('r.test/app:v1'), [1]);
  assert.deepEqual(keepBy(`r.test/app@${testDigest(2)}`), [2]);
  assert.deepEqual(keepBy(`elsewhere.test/other:x@${testDigest(2)}`), [2]);
  assert.deepEqual(keepBy('localhost:5000/app:v2'), [2]);
  assert.deepEqual(keepBy('r.test/app', true), [1, 2]);
  assert.deepEqual(keepBy('r.test/app:v9'), []);
  assert.deepEqual(keepBy('r.test/other:v1'), []);
  const uses = { references: [{ reference: 'r.test/app:v9', source: 'pod.yaml' }] };
  assert.match(plan(listing, { uses }).warnings.join(), /pod\.yaml names r\.test\/app:v9, which is not there/);
});

test('the newest images of a repository stay: images are counted, and not tags; attachments do not count', () => {
  const at = (day: number) => ({ created: `2026-01-0${day}T00:00:00.000Z` });
  const manifests = [
    testFacts(1, at(1)),
    testFacts(2, at(2)),
    testFacts(3, at(3)),
    testFacts(5, { ...at(9), kind: 'artifact' }),
  ];
  const tags = [
    tag('v1', 1),
    tag('v2', 2),
    tag('v3', 3),
    tag('v3.0', 3),
    tag('latest', 3),
    tag(`${fallbackTag(testDigest(3))}.sig`, 5),
  ];
  const made = plan(one(manifests, tags), { policy: { keepLast: 2, keepTags: [] } });
  assert.deepEqual(kept(made), { 2: 'last', 3: 'last', 5: 'attached' });
  assert.match(
    made.delete[0]?.reasons.map(({ text }) => text).join('; ') ?? '',
    /number 3 of 3 tagged images of its repository, from 2026-01-01; the newest 2 stay/,
  );
  // Of one time with the last that stays, and of no known time: both may be among the newest.
  const same = [testFacts(1, at(2)), testFacts(2, at(2)), testFacts(3, at(3)), testFacts(4)];
  const all = [tag('v1', 1), tag('v2', 2), tag('v3', 3), tag('v4', 4)];
  assert.deepEqual(deleted(plan(one(same, all), { policy: { keepLast: 2, keepTags: [] } })), []);
});

test('young images and those of unknown age stay; an index is as young as its youngest; a new signature makes nothing young', () => {
  const manifests = [
    testFacts(1, { created: '2026-05-30T00:00:00.000Z' }),
    testFacts(2, { created: '2020-01-01T00:00:00.000Z' }),
    testFacts(3),
    testFacts(4, { created: '2020-01-01T00:00:00.000Z' }),
    testFacts(5, { subject: testDigest(4), kind: 'artifact', created: '2026-05-31T00:00:00.000Z' }),
    testFacts(9, { children: [testDigest(1), testDigest(2)] }),
  ];
  const tags = [tag('v1', 9), tag('v3', 3), tag('v4', 4)];
  const changes = { policy: { youngerThanDays: 30, keepTags: [] } };
  const made = plan(one(manifests, tags), changes);
  assert.deepEqual(kept(made), { 1: 'young child', 2: 'child', 3: 'age-unknown', 9: 'young' });
  assert.deepEqual(deleted(made), [4, 5]);
  // Evidence of yesterday shows that it was there yesterday: it may have been pushed then.
  const firstSeen = [{ digest: testDigest(4), when: '2026-05-31T00:00:00.000Z' }];
  assert.deepEqual(deleted(plan(one(manifests, tags), { ...changes, uses: { firstSeen } })), []);
});

test('the images that a kept one is built upon stay', () => {
  const layers = (...numbers: readonly number[]) => ({ layers: numbers.map((number) => testDigest(1_000 + number)) });
  const manifests = [
    testFacts(1, layers(1)),
    testFacts(2, layers(1, 2)),
    testFacts(3, layers(1, 2, 3)),
    testFacts(4, layers(1, 4)),
    testFacts(9, { children: [testDigest(1)] }),
  ];
  const listing = one(manifests, [tag('keep', 3), tag('v2', 2), tag('base', 9), tag('v4', 4)]);
  assert.deepEqual(kept(plan(listing)), { 1: 'base base child', 2: 'base', 3: 'kept-tag', 9: 'holds-used' });
  assert.deepEqual(deleted(plan(listing, { policy: { keepBases: false } })), [9, 1, 2, 4]);
});

test('what could not be read keeps its whole repository, and is told', () => {
  const problem = { code: 'E_NETWORK', where: 'r.test/app', why: 'tag v7: 500' } as const;
  const listing = testListing([
    { repository: 'app', manifests: [testFacts(1)], problems: [problem] },
    { repository: 'other', manifests: [testFacts(2)] },
  ]);
  const made = plan(listing);
  assert.deepEqual(kept(made), { 1: 'not-read' });
  assert.deepEqual(deleted(made), [2]);
  assert.deepEqual(made.problems, [problem]);
  assert.equal(made.bytes.exact, false);
});

test('when what is in use could not be determined, everything stays', () => {
  const made = plan(one([testFacts(1)], []), { uses: { unknown: [{ source: 'ledger', why: 'damaged' }] } });
  assert.deepEqual(kept(made), { 1: 'use-unknown' });
  assert.deepEqual(made.delete, []);
  assert.match(made.warnings.join(), /could not be determined: ledger: damaged/);
});

test('bytes: shared blobs are counted once, and only when nothing that stays needs them', () => {
  const blob = (number: number, size: number) => ({ digest: testDigest(1_000 + number), size });
  const manifests = [
    testFacts(1, { size: 1, blobs: [blob(1, 1_000), blob(2, 200)] }),
    testFacts(2, { size: 1, blobs: [blob(1, 1_000), blob(3, 30)] }),
    testFacts(3, { size: 1, blobs: [blob(2, 200), blob(4, 4)] }),
  ];
  const made = plan(one(manifests, [tag('keep', 2)]));
  assert.deepEqual(made.bytes, { freed: 206, kept: 1_031, exact: true });
  assert.deepEqual(
    made.delete.map(({ frees }) => frees),
    [1, 205],
  );
});

test('a policy that keeps nothing, or makes no sense, is refused', () => {
  const listing = one([], []);
  for (const changes of [
    { keepTags: [] },
    { keepLast: -1 },
    { keepLast: 1.5 },
    { youngerThanDays: Number.NaN },
    { keepTags: [''] },
  ])
    assert.throws(() => plan(listing, { policy: changes }), { code: 'E_USAGE' }, JSON.stringify(changes));
});
