import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Digest, defaultLimits, fixedClock, SeaworthyError } from '../../../core/index.ts';
import type { Tombstone } from '../../../records/index.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { listRegistry } from '../listing/list-registry.ts';
import { planRetirement } from '../plan/plan-retirement.ts';
import { defaultRetirePolicy, type RetirePolicy } from '../plan/policy.ts';
import { noUses } from '../uses/uses.ts';
import { type ApplyOptions, type ApplyResult, applyRetirement } from './apply-retirement.ts';
import { type ApprovedPlan, parsePlan } from './parse-plan.ts';
import { type MemoryRepository, memoryRepository } from './testing/memory-repository.ts';

const clock = fixedClock('2026-06-01T00:00:00.000Z');
const policy: RetirePolicy = { ...defaultRetirePolicy, keepLast: 0, youngerThanDays: 0, keepTags: ['keep*'] };

async function planOf(repository: MemoryRepository, known: readonly Digest[] = []): Promise<ApprovedPlan> {
  const access = { registry: 'r.test', repositories: async () => ['app'], open: () => repository.upkeep };
  const listing = await listRegistry(access, { limits: defaultLimits, clock, known });
  assert.deepEqual(listing.repositories[0]?.problems, []);
  const plan = planRetirement(buildGraph([listing]), { ...noUses, sources: ['test'] }, policy, clock.now());
  return parsePlan(Buffer.from(JSON.stringify(plan)), 'plan.json');
}

interface Run {
  readonly result: ApplyResult;
  readonly tombstones: readonly Tombstone[];
}

async function apply(
  plan: ApprovedPlan,
  repository: MemoryRepository,
  changes: Partial<ApplyOptions> = {},
  earlier: readonly Tombstone[] = [],
): Promise<Run> {
  const tombstones = [...earlier];
  const result = await applyRetirement(plan, {
    open: () => repository.upkeep,
    limits: defaultLimits,
    clock,
    freshFor: 0,
    inUse: async () => undefined,
    record: async (tombstone) => void tombstones.push(tombstone),
    isRecorded: async ({ digest }, by) => tombstones.some((one) => one.digest === digest && one.plan === by),
    ...changes,
  });
  return { result, tombstones };
}

/** An index of two with an attachment that has one itself, all to go; an index that stays shares a part. */
function scene(listsReferrers: boolean) {
  const repository = memoryRepository('r.test/app', listsReferrers);
  const [a, b, c] = [repository.image('a'), repository.image('b'), repository.image('c')];
  const old = repository.index([a, b], 'v1');
  const kept = repository.index([b, c], 'keep');
  const signature = repository.attach(old, 'signature');
  const stamp = repository.attach(signature, 'stamp of the signature');
  const keptSignature = repository.attach(kept, 'signature of what stays');
  return { repository, a, b, c, old, kept, signature, stamp, keptSignature };
}

const both = [true, false];

for (const listsReferrers of both) {
  const how = listsReferrers ? 'with lists of referrers' : 'with fallback tags';

  test(`a plan is followed, what stays is whole, tombstones tell the rest: ${how}`, async () => {
    const { repository, a, b, c, old, kept, signature, stamp, keptSignature } = scene(listsReferrers);
    const plan = await planOf(repository);
    const dry = await apply(plan, repository, { dryRun: true });
    assert.equal(dry.result.counts['would-delete'], plan.delete.length);
    assert.deepEqual(dry.tombstones, []);
    const { result, tombstones } = await apply(plan, repository, {
      preserve: async (entry) => [{ what: 'inventory', digest: entry.digest }],
    });
    assert.equal(result.counts.deleted, plan.delete.length);
    for (const digest of [a, old, signature, stamp]) assert.ok(!repository.manifests.has(digest));
    for (const digest of [b, c, kept, keptSignature]) assert.deepEqual(repository.lacks(digest), []);
    assert.deepEqual(
      tombstones.map(({ digest, state, plan: by }) => ({ digest, state, by })),
      plan.delete.map(({ digest }) => ({ digest, state: 'deleted', by: plan.digest })),
    );
    const stone = tombstones.find(({ digest }) => digest === old);
    assert.deepEqual(stone?.tags, ['v1']);
    assert.deepEqual(stone?.preserved, [{ what: 'inventory', digest: old }]);
    assert.ok((stone?.reasons.length ?? 0) > 0);
    const again = await apply(plan, repository, {}, tombstones);
    assert.equal(again.result.counts.gone, plan.delete.length);
    assert.equal(again.tombstones.length, tombstones.length);
  });

  const changes: Readonly<Record<string, (world: ReturnType<typeof scene>) => Partial<ApplyOptions> | undefined>> = {
    'a tag was set on it': ({ repository, old }) => void repository.tags.set('v9', old),
    'its tag was moved': ({ repository, c }) => void repository.tags.set('v1', c),
    'somebody signed it': ({ repository, old }) => void repository.attach(old, 'another signature'),
    'cosign signed it': ({ repository, old }) =>
      void repository.tags.set(`${old.replace(':', '-')}.sig`, repository.image('cosign')),
    'a new index lists it': ({ repository, old }) => void repository.index([old], 'all'),
    'it is in use': ({ old }) => ({ inUse: async ({ digest }) => (digest === old ? 'seen running' : undefined) }),
    'its variant is in use': ({ a }) => ({
      inUse: async (_, digests) => (digests.includes(a) ? 'seen running' : undefined),
    }),
    'its inventory cannot be kept': ({ old }) => ({
      preserve: async ({ digest }) => {
        if (digest === old) throw new SeaworthyError('E_LEDGER', 'the ledger is full');
        return [];
      },
    }),
  };
  for (const [change, make] of Object.entries(changes))
    test(`${change}: it is spared with all it needs and all that hangs on it: ${how}`, async () => {
      const world = scene(listsReferrers);
      const plan = await planOf(world.repository);
      const { result, tombstones } = await apply(plan, world.repository, make(world) ?? {});
      for (const digest of [world.old, world.a, world.signature, world.stamp])
        assert.ok(world.repository.manifests.has(digest), JSON.stringify(result.entries));
      assert.deepEqual(tombstones, []);
      assert.ok(
        result.entries.every(({ outcome, why }) => ['skipped', 'failed'].includes(outcome) && why !== undefined),
      );
    });

  test(`a change between two deletions is seen: ${how}`, async () => {
    const { repository, old, a, signature } = scene(listsReferrers);
    const plan = await planOf(repository);
    const progress: ApplyOptions['progress'] = (entry) => {
      if (entry.digest === a) repository.tags.set('rescued', a);
    };
    const { result } = await apply(plan, repository, { progress });
    assert.ok(!repository.manifests.has(old) && !repository.manifests.has(signature));
    assert.ok(repository.manifests.has(a));
    assert.equal(
      result.entries.find(({ digest }) => digest === a)?.why,
      'tag rescued points to it since the plan was made',
    );
  });
}

test('a run that is cut off anywhere is finished by the next one, each tombstone written once', async () => {
  const { length } = (await planOf(scene(false).repository)).delete;
  for (let calls = 0; calls < length; calls++)
    for (const place of ['before the record', 'after the record'] as const) {
      const { repository, kept } = scene(false);
      const plan = await planOf(repository);
      const tombstones: Tombstone[] = [];
      const cut: ApplyOptions['record'] = async (tombstone) => {
        if (tombstones.length === calls && place === 'before the record') throw new Error('cut off');
        tombstones.push(tombstone);
        if (tombstones.length > calls) throw new Error('cut off');
      };
      await assert.rejects(apply(plan, repository, { record: cut }), /cut off/);
      const { result, tombstones: all } = await apply(plan, repository, {}, tombstones);
      assert.equal(result.counts.deleted + result.counts.gone, length);
      assert.deepEqual(all.map(({ digest }) => digest).sort(), plan.delete.map(({ digest }) => digest).sort());
      assert.deepEqual(repository.lacks(kept), []);
    }
});

test('what has no tag goes when it is known, and its parts only after it', async () => {
  const repository = memoryRepository('r.test/app', true);
  const part = repository.image('part');
  const old = repository.index([part], 'v1');
  repository.tags.delete('v1');
  assert.deepEqual((await planOf(repository)).delete, []);
  const plan = await planOf(repository, [old]);
  assert.deepEqual(
    plan.delete.map(({ digest }) => digest),
    [old, part],
  );
  // A plan that says nothing of the index does not make its part free.
  const partOnly = { ...plan, delete: plan.delete.slice(1), keep: new Set([`r.test/app@${old}` as const]) };
  const { result } = await apply(partOnly, repository);
  assert.match(result.entries[0]?.why ?? '', /^index [0-9a-f]{12}, which is there, lists it$/);
});

test('a registry that cannot be read, refuses, or does not do what it says: told, and nothing goes unseen', async () => {
  const failing: Readonly<Record<string, (repository: MemoryRepository) => object>> = {
    'does not have the list of tags': () => ({
      tags: async () => Promise.reject(new SeaworthyError('E_NETWORK', 'the list is not there', { why: '500' })),
    }),
    refuses: () => ({ delete: async () => Promise.reject(new SeaworthyError('E_WRITE', 'it is not allowed')) }),
    'serves it still': () => ({ delete: async () => true }),
  };
  for (const [what, make] of Object.entries(failing)) {
    const { repository } = scene(true);
    const plan = await planOf(repository);
    const before = repository.manifests.size;
    const broken = { ...repository, upkeep: { ...repository.upkeep, ...make(repository) } };
    const { result, tombstones } = await apply(plan, broken);
    assert.equal(repository.manifests.size, before, what);
    assert.deepEqual(tombstones, [], what);
    assert.ok(result.counts.failed > 0 && result.counts.deleted === 0, what);
  }
});

test('plans that were tampered with are refused', async () => {
  const { repository } = scene(true);
  const access = { registry: 'r.test', repositories: async () => ['app'], open: () => repository.upkeep };
  const listing = await listRegistry(access, { limits: defaultLimits, clock });
  const plan = planRetirement(buildGraph([listing]), noUses, policy, clock.now());
  const [first, second] = plan.delete;
  assert.ok(first !== undefined && second !== undefined);
  const bad: Readonly<Record<string, unknown>> = {
    'another schema': { ...plan, schema: 'x' },
    'another version': { ...plan, schemaVersion: 2 },
    'another order': { ...plan, delete: plan.delete.toReversed() },
    'kept and deleted': { ...plan, keep: [...plan.keep, first] },
    'a key of another': { ...plan, delete: [{ ...first, key: second.key }] },
    'no key': { ...plan, keep: [{ key: '../../x' }] },
    'a list that is none': { ...plan, delete: [{ ...first, parents: 'x' }] },
    'no entries': { ...plan, delete: undefined },
  };
  for (const [what, value] of Object.entries(bad))
    assert.throws(() => parsePlan(Buffer.from(JSON.stringify(value)), 'plan.json'), SeaworthyError, what);
});

test('whatever others do between the deletions, every tag can be pulled and nothing loses what it hangs on', async () => {
  const action = fc.record({
    at: fc.nat({ max: 12 }),
    what: fc.constantFrom('tag', 'index', 'attach'),
    which: fc.nat({ max: 30 }),
  });
  const world = fc.record({
    listsReferrers: fc.boolean(),
    indexes: fc.array(fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
    attached: fc.array(fc.nat({ max: 8 }), { maxLength: 3 }),
    keep: fc.nat({ max: 4 }),
    actions: fc.array(action, { maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(world, async ({ listsReferrers, indexes, attached, keep, actions }) => {
      const repository = memoryRepository('r.test/app', listsReferrers);
      const images = Array.from({ length: 6 }, (_, at) => repository.image(`image ${at}`));
      for (const [at, children] of indexes.entries())
        repository.index(
          [...new Set(children)].flatMap((child) => images[child] ?? []),
          at === keep ? 'keep' : `v${at}`,
        );
      const pick = (which: number): Digest | undefined =>
        [...repository.manifests.keys()][which % repository.manifests.size];
      for (const which of attached) {
        const subject = pick(which);
        if (subject !== undefined) repository.attach(subject, `attachment ${which}`);
      }
      const plan = await planOf(repository, images);
      const added = new Map<Digest, Digest>();
      let done = 0;
      const progress = (): void => {
        for (const { what, which } of actions.filter(({ at }) => at === done)) {
          const target = pick(which);
          // A list of referrers that was replaced may lack parts already: nobody can pull it.
          if (target === undefined || repository.lacks(target).length > 0) continue;
          if (what === 'tag') repository.tags.set(`new${which}`, target);
          else if (what === 'index') repository.index([target], `all${which}`);
          else added.set(repository.attach(target, `late ${which}`), target);
        }
        done++;
      };
      await apply(plan, repository, { progress });
      for (const [tag, digest] of repository.tags) {
        // A list of referrers names what went before it was written again.
        if (tag.startsWith('sha256-')) continue;
        assert.deepEqual(repository.lacks(digest), [], `${tag} cannot be pulled`);
      }
      for (const key of plan.keep)
        assert.deepEqual(repository.lacks(key.slice(key.indexOf('@') + 1) as Digest), [], 'what stays lacks a part');
      for (const [artifact, subject] of added) {
        assert.ok(repository.manifests.has(artifact), 'a new attachment went');
        assert.ok(repository.manifests.has(subject), 'what was signed meanwhile went');
      }
    }),
    { numRuns: 150 },
  );
});
