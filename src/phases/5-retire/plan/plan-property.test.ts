import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Digest } from '../../../core/index.ts';
import { defined } from '../../../core/index.ts';
import { fallbackTag } from '../../../foundations/images/index.ts';
import { parsePlan } from '../apply/parse-plan.ts';
import { buildGraph } from '../graph/build-graph.ts';
import type { ListedManifest, RegistryListing, RepositoryListing } from '../listing/listing.ts';
import { noUses, type Uses } from '../uses/uses.ts';
import { planRetirement } from './plan-retirement.ts';
import type { RetirePolicy } from './policy.ts';
import { testDigest, testFacts, testListing } from './testing/samples.ts';

/** A manifest as chance makes it: an index lists some of those before it, a referrer hangs on one before it. */
interface Spec {
  readonly repository: number;
  readonly children: readonly number[];
  readonly subject: number | undefined;
  readonly blobs: readonly number[];
  readonly tags: readonly string[];
  /** Which one before it a tag made of a digest names, and its ending. */
  readonly hangsByTag: { readonly on: number; readonly ending: string } | undefined;
  readonly created: number | undefined;
}

const number = fc.nat({ max: 30 });
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 2 });
const spec: fc.Arbitrary<Spec> = fc.record({
  repository: fc.nat({ max: 1 }),
  children: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(number, { maxLength: 4 })),
  subject: maybe(number),
  blobs: fc.array(fc.nat({ max: 12 }), { maxLength: 4 }),
  tags: fc.array(fc.constantFrom('v1', 'v2', 'v3', 'latest', 'keep'), { maxLength: 2 }),
  hangsByTag: maybe(fc.record({ on: number, ending: fc.constantFrom('', '.sig', '.att', '.sbom') })),
  created: maybe(fc.nat({ max: 400 })),
});
const policies: fc.Arbitrary<RetirePolicy> = fc.record({
  keepLast: fc.nat({ max: 3 }),
  youngerThanDays: fc.constantFrom(0, 30, 200),
  keepTags: fc.constantFrom(['keep'], ['latest', 'app:v*'], ['none']),
  usedWithinDays: fc.constantFrom(0, 100),
  keepBases: fc.boolean(),
  orphans: fc.constantFrom('keep', 'delete'),
});
const now = new Date('2026-06-01T00:00:00.000Z');
const dayBefore = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();
const names = ['app', 'web/site'];

function listingOf(specs: readonly Spec[]): RegistryListing {
  const before = (at: number, wanted: number): Digest | undefined =>
    at === 0 ? undefined : testDigest(1 + (wanted % at));
  const repositories = names.map((repository, place): Pick<RepositoryListing, 'repository' | 'manifests' | 'tags'> => {
    const manifests: ListedManifest[] = [];
    const tags = new Map<string, Digest>();
    for (const [at, one] of specs.entries()) {
      if (one.repository !== place) continue;
      const children = [...new Set(one.children.flatMap((wanted) => before(at, wanted) ?? []))];
      const subject = one.subject === undefined ? undefined : before(at, one.subject);
      const blobs = [...new Set(one.blobs)].map((blob) => ({ digest: testDigest(1_000 + blob), size: 1 << blob }));
      manifests.push(
        testFacts(1 + at, {
          kind: children.length > 0 ? 'index' : subject === undefined ? 'image' : 'artifact',
          children,
          blobs,
          layers: children.length > 0 ? [] : blobs.map(({ digest }) => digest),
          ...defined({ subject }),
          ...(one.created === undefined ? {} : { created: dayBefore(one.created) }),
        }),
      );
      for (const tag of one.tags) tags.set(tag, testDigest(1 + at));
      const on = one.hangsByTag === undefined ? undefined : before(at, one.hangsByTag.on);
      if (on !== undefined) tags.set(`${fallbackTag(on)}${one.hangsByTag?.ending ?? ''}`, testDigest(1 + at));
    }
    return { repository, manifests, tags: [...tags].map(([tag, digest]) => ({ tag, digest })) };
  });
  return testListing(repositories);
}

/** What a manifest needs in its repository to be pulled, by nothing but its own bytes. */
function pullable(manifests: ReadonlyMap<Digest, ListedManifest>, had: ReadonlySet<Digest>, digest: Digest): boolean {
  const pending = [digest];
  const seen = new Set<Digest>();
  for (const next of pending) {
    if (seen.has(next)) continue;
    seen.add(next);
    const facts = manifests.get(next);
    // A sparse index lacked it from the start.
    if (facts === undefined && had.has(next)) return false;
    pending.push(...(facts?.children ?? []));
  }
  return true;
}

const scenes = fc.record({
  specs: fc.array(spec, { maxLength: 25 }),
  policy: policies,
  used: fc.array(fc.tuple(number, fc.nat({ max: 200 })), { maxLength: 3 }),
  named: fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom('v1', 'v2', 'v3', 'latest')), { maxLength: 2 }),
});

function usesOf(used: readonly (readonly [number, number])[], named: readonly (readonly [string, string])[]): Uses {
  return {
    ...noUses,
    sources: ['test'],
    facts: used.map(([at, days]) => ({ digest: testDigest(1 + at), why: 'seen running', when: dayBefore(days) })),
    references: named.map(([repository, tag]) => ({ reference: `r.test/${repository}:${tag}`, source: 'test' })),
  };
}

const allows = (policy: RetirePolicy): boolean =>
  policy.keepLast > 0 || policy.youngerThanDays > 0 || policy.keepTags.length > 0;

test('at every moment of the deletions all that stays can be pulled, and what is still there is whole', () => {
  fc.assert(
    fc.property(scenes, ({ specs, policy, used, named }) => {
      fc.pre(allows(policy));
      const listing = listingOf(specs);
      const uses = usesOf(used, named);
      const plan = planRetirement(buildGraph([listing]), uses, policy, now);

      const all = listing.repositories.flatMap(({ repository, manifests }) =>
        manifests.map(({ digest }) => `r.test/${repository}@${digest}`),
      );
      const both = [...plan.keep, ...plan.delete].map(({ key }) => key);
      assert.deepEqual([...both].sort(), [...all].sort(), 'each manifest is kept or deleted, once');
      for (const { reasons } of [...plan.keep, ...plan.delete]) assert.ok(reasons.length > 0, 'each has a reason');

      const stays = new Set<string>(plan.keep.map(({ key }) => key));
      for (const { reasons } of plan.keep)
        for (const { by } of reasons) assert.ok(by === undefined || stays.has(by), 'what keeps something stays itself');

      for (const { digest, repository } of plan.delete) {
        const days = used.filter(([at]) => testDigest(1 + at) === digest).map(([, ago]) => ago);
        const counts = policy.usedWithinDays === 0 ? Number.POSITIVE_INFINITY : policy.usedWithinDays;
        assert.ok(
          days.every((ago) => ago > counts),
          'nothing in use goes',
        );
        const tags = listing.repositories.find((one) => one.repository === repository)?.tags ?? [];
        const own = tags.filter((tag) => tag.digest === digest).map(({ tag }) => tag);
        assert.ok(!own.some((tag) => named.some(([where, name]) => where === repository && name === tag)));
        assert.ok(!own.some((tag) => policy.keepTags.includes(tag)), 'no kept tag goes');
      }

      for (const { repository, manifests } of listing.repositories) {
        const there = new Map(manifests.map((facts) => [facts.digest, facts]));
        const had = new Set(there.keys());
        const keeps = plan.keep.filter((entry) => entry.repository === repository);
        const check = (): void => {
          for (const { digest } of keeps) assert.ok(pullable(there, had, digest), 'a kept image lacks a part');
          for (const digest of there.keys())
            assert.ok(pullable(there, had, digest), 'what is still there lacks a part');
        };
        check();
        for (const entry of plan.delete) {
          if (entry.repository !== repository) continue;
          assert.ok(there.delete(entry.digest));
          check();
        }
      }
      parsePlan(Buffer.from(JSON.stringify(plan)), 'plan');
    }),
    { numRuns: 400 },
  );
});

test('attachments go only with all their subjects, and after them; those of what stays stay', () => {
  fc.assert(
    fc.property(scenes, ({ specs, policy, used, named }) => {
      fc.pre(allows(policy));
      // Referrers that list manifests can hang on what they list: then lists decide the order.
      const plain = specs.map((one) =>
        one.children.length > 0 ? { ...one, subject: undefined, hangsByTag: undefined } : one,
      );
      const plan = planRetirement(buildGraph([listingOf(plain)]), usesOf(used, named), policy, now);
      const order = new Map<string, number>(plan.delete.map(({ key }, at) => [key, at]));
      const stays = new Set<string>(plan.keep.map(({ key }) => key));
      for (const { key, subjects, attachments } of plan.delete) {
        for (const subject of subjects) {
          assert.ok(!stays.has(subject), 'an attachment of what stays is deleted');
          assert.ok((order.get(subject) ?? -1) < (order.get(key) ?? 0), 'an attachment goes before its subject');
        }
        for (const attachment of attachments) assert.ok(stays.has(attachment) || order.has(attachment));
      }
    }),
    { numRuns: 300 },
  );
});

test('bytes freed are what a collector of everything that nothing names frees', () => {
  fc.assert(
    fc.property(scenes, ({ specs, policy, used, named }) => {
      fc.pre(allows(policy));
      const listing = listingOf(specs);
      const plan = planRetirement(buildGraph([listing]), usesOf(used, named), policy, now);
      const facts = new Map<string, ListedManifest>(
        listing.repositories.flatMap(({ repository, manifests }) =>
          manifests.map((one): [string, ListedManifest] => [`r.test/${repository}@${one.digest}`, one]),
        ),
      );
      const stored = (keys: Iterable<string>): number => {
        const blobs = new Map<string, number>();
        for (const key of keys) {
          const one = facts.get(key);
          if (one === undefined) continue;
          blobs.set(one.digest, one.size);
          for (const { digest, size } of one.blobs) blobs.set(digest, size);
        }
        return [...blobs.values()].reduce((sum, size) => sum + size, 0);
      };
      const left = stored(plan.keep.map(({ key }) => key));
      assert.deepEqual(plan.bytes, { freed: stored(facts.keys()) - left, kept: left, exact: true });
      assert.equal(
        plan.delete.reduce((sum, { frees }) => sum + frees, 0),
        plan.bytes.freed,
      );
    }),
    { numRuns: 200 },
  );
});

test('the plan is the same in whatever order a registry lists', () => {
  const reversed = (listing: RegistryListing): RegistryListing => ({
    ...listing,
    repositories: listing.repositories
      .map((one) => ({ ...one, manifests: one.manifests.toReversed(), tags: one.tags.toReversed() }))
      .reverse(),
  });
  fc.assert(
    fc.property(scenes, ({ specs, policy, used, named }) => {
      fc.pre(allows(policy));
      const listing = listingOf(specs);
      const uses = usesOf(used, named);
      const make = (one: RegistryListing): string =>
        JSON.stringify(planRetirement(buildGraph([one]), uses, policy, now));
      assert.equal(make(listing), make(reversed(listing)));
    }),
    { numRuns: 150 },
  );
});
