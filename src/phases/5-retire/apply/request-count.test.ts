import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultLimits, fixedClock } from '../../../core/index.ts';
import type { RepositoryUpkeep } from '../../../foundations/images/index.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { listRegistry } from '../listing/list-registry.ts';
import { planRetirement } from '../plan/plan-retirement.ts';
import { defaultRetirePolicy, type RetirePolicy } from '../plan/policy.ts';
import { noUses } from '../uses/uses.ts';
import { type ApplyResult, applyRetirement } from './apply-retirement.ts';
import { parsePlan } from './parse-plan.ts';
import { type MemoryRepository, memoryRepository } from './testing/memory-repository.ts';

const clock = fixedClock('2026-06-01T00:00:00.000Z');
const policy: RetirePolicy = { ...defaultRetirePolicy, keepLast: 0, youngerThanDays: 0, keepTags: ['keep*'] };

/** A slow registry that counts what it is asked. */
function slow(upkeep: RepositoryUpkeep, milliseconds: number) {
  const counts: Record<string, number> = {};
  const counted = Object.fromEntries(
    Object.entries(upkeep).map(([name, ask]) => [
      name,
      typeof ask !== 'function'
        ? ask
        : async (...parts: readonly unknown[]) => {
            counts[name] = (counts[name] ?? 0) + 1;
            await sleep(milliseconds);
            return (ask as (...parts: readonly unknown[]) => unknown)(...parts);
          },
    ]),
  ) as unknown as RepositoryUpkeep;
  return { counted, counts };
}

async function follow(repository: MemoryRepository): Promise<{ result: ApplyResult; counts: Record<string, number> }> {
  const access = { registry: 'r.test', repositories: async () => ['app'], open: () => repository.upkeep };
  const listing = await listRegistry(access, { limits: defaultLimits, clock });
  const plan = planRetirement(buildGraph([listing]), { ...noUses, sources: ['test'] }, policy, clock.now());
  const { counted, counts } = slow(repository.upkeep, 1);
  const result = await applyRetirement(parsePlan(Buffer.from(JSON.stringify(plan)), 'plan.json'), {
    open: () => counted,
    limits: defaultLimits,
    clock,
    // Less than reading the repository takes: what is read anew for every entry shows.
    freshFor: 1,
    inUse: async () => undefined,
    record: async () => undefined,
    isRecorded: async () => false,
  });
  return { result, counts };
}

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((all, one) => all + one, 0);

test('a hundred and fifty images, each with a tag of its own: so many requests for each, and not the whole list again', async () => {
  const count = 150;
  const repository = memoryRepository('r.test/app', false);
  for (let at = 0; at < count; at++) repository.image(`image ${at}`, `v${at}`);
  for (let at = 0; at < count; at++) repository.image(`kept ${at}`, `keep${at}`);
  const { result, counts } = await follow(repository);
  assert.equal(result.counts.deleted, count);
  const { resolve = 0, manifest = 0, ...rest } = counts;
  assert.equal(manifest, 2 * count, 'each manifest is read once');
  // There, the list of names, what hangs on it, deleted, gone.
  assert.ok(sum(rest) <= 5 * count, JSON.stringify(counts));
  // Every tag at first, each one's own before it goes, and all again as often as it costs a tenth of the time: not once for each.
  assert.ok(resolve <= 3 * count + 10 * count, JSON.stringify(counts));
});

test('one image with five hundred tags: each tag is asked for twice at most', async () => {
  const count = 500;
  const repository = memoryRepository('r.test/app', true);
  const image = repository.image('image', 'v0');
  for (let at = 1; at < count; at++) repository.tags.set(`v${at}`, image);
  const { result, counts } = await follow(repository);
  assert.equal(result.counts.deleted, 1);
  assert.ok(sum(counts) <= 2 * count + 20, JSON.stringify(counts));
});
