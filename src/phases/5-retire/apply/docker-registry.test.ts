import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DockerRegistry,
  dockerRegistry,
  type FixtureDigest,
  imageBlobs,
  imageIndex,
  inTemporaryDirectory,
  layer,
  skipWithoutDockerRegistry,
} from '../../../../lab/fixtures/index.ts';
import { type Digest, defaultLimits, fixedClock } from '../../../core/index.ts';
import {
  type ArtifactStore,
  createRegistryClient,
  emptyConfig,
  formatArtifact,
  listRepositories,
  mediaType,
  type RegistryClient,
  registryStore,
  repositoryUpkeep,
} from '../../../foundations/images/index.ts';
import { createHttp, type Http } from '../../../foundations/net/index.ts';
import type { Tombstone } from '../../../records/index.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { listRegistry } from '../listing/list-registry.ts';
import { planRetirement } from '../plan/plan-retirement.ts';
import { defaultRetirePolicy } from '../plan/policy.ts';
import type { RetirePlan } from '../plan/retire-plan.ts';
import { noUses } from '../uses/uses.ts';
import { applyRetirement } from './apply-retirement.ts';
import { parsePlan } from './parse-plan.ts';

/* Against Debian's docker-registry, which keeps no lists of referrers, and its garbage collector. */

const skip = skipWithoutDockerRegistry;
const clock = fixedClock('2026-06-01T00:00:00.000Z');
const policy = { ...defaultRetirePolicy, keepLast: 0, youngerThanDays: 0, keepTags: ['keep*'] };

async function withHttp<T>(host: string, work: (http: Http) => Promise<T>): Promise<T> {
  const http = createHttp({ offline: false, timeout: 20_000, userAgent: 'test', plainHttpHosts: [host], retries: 0 });
  try {
    return await work(http);
  } finally {
    await http.close();
  }
}

const clientAt = (host: string, http: Http, repository: string): RegistryClient =>
  createRegistryClient({ http, registry: host, repository, limits: defaultLimits, plainHttpHosts: [host] });

function image(architecture: string, ...texts: readonly string[]) {
  const layers = texts.map((text) => layer([{ path: `${text}.txt`, body: text.repeat(500) }]));
  return imageBlobs({ layers, platform: { os: 'linux', architecture } });
}

async function sign(store: ArtifactStore, subject: Digest, type: string, text: string): Promise<Digest> {
  const artifactType = 'application/vnd.test';
  await store.putBlob(emptyConfig.bytes);
  const blob = { mediaType: artifactType, ...(await store.putBlob(Buffer.from(text))) };
  const { bytes } = await store.manifest(subject);
  const about = { mediaType: type, digest: subject, size: bytes.length };
  return store.attach(formatArtifact({ artifactType, blob, annotations: {}, subject: about }));
}

/** Two indexes that share a variant, all on one base layer; signatures with signatures; a cosign tag; an image that is in two repositories. */
async function fill(registry: DockerRegistry, http: Http): Promise<void> {
  const shared = image('arm64', 'base', 'shared');
  const [one, two, plain] = [
    image('amd64', 'base', 'one'),
    image('amd64', 'base', 'two'),
    image('amd64', 'base', 'plain'),
  ];
  const cosign = image('amd64', 'cosign');
  // Nobody else writes: nothing to wait for.
  const store = registryStore(clientAt(registry.host, http, 'team/app'), {
    sleep: async () => {},
    random: () => 0.5,
    now: () => 0,
  });
  for (const [tag, variant] of [
    ['v1', one],
    ['keep', two],
  ] as const) {
    await registry.push('team/app', `${tag}-arm64`, shared);
    await registry.push('team/app', `${tag}-amd64`, variant);
    const index = imageIndex([variant.manifest, shared.manifest]);
    await registry.putManifest('team/app', tag, index.descriptor, index.bytes);
    const signature = await sign(store, index.descriptor.digest, mediaType.ociIndex, `signature of ${tag}`);
    await sign(store, signature, mediaType.ociManifest, `stamp on the signature of ${tag}`);
    const name = `${variant.manifest.digest.replace(':', '-')}.sig`;
    await registry.push('team/app', name, tag === 'keep' ? image('amd64', 'cosign of keep') : cosign);
  }
  await registry.push('team/app', 'plain', plain);
  await registry.push('tools', 'keep', plain);
}

async function planOf(host: string, http: Http): Promise<RetirePlan> {
  const access = {
    registry: host,
    repositories: () => listRepositories(clientAt(host, http, 'x')),
    open: (repository: string) => repositoryUpkeep(clientAt(host, http, repository)),
  };
  const listing = await listRegistry(access, { limits: defaultLimits, clock });
  assert.equal(listing.whole, true);
  assert.deepEqual(
    listing.repositories.flatMap(({ problems }) => problems),
    [],
  );
  return planRetirement(buildGraph([listing]), { ...noUses, sources: ['test'] }, policy, clock.now());
}

/** Bytes of all blobs that the registry stores. */
async function storedBytes(registry: DockerRegistry): Promise<number> {
  const root = join(registry.data, 'docker/registry/v2/blobs');
  let sum = 0;
  for (const file of await readdir(root, { recursive: true, withFileTypes: true }))
    if (file.isFile()) sum += (await stat(join(file.parentPath, file.name))).size;
  return sum;
}

/** Pulls all of a manifest as an engine does. Returns how many documents and blobs that was. */
async function pull(registry: DockerRegistry, repository: string, digest: Digest): Promise<number> {
  const accept = [mediaType.ociIndex, mediaType.ociManifest].join(', ');
  const response = await fetch(`${registry.url}/v2/${repository}/manifests/${digest}`, { headers: { accept } });
  assert.equal(response.status, 200, `${repository}@${digest}`);
  type Part = { readonly digest: Digest; readonly size: number };
  const document = (await response.json()) as { manifests?: Part[]; config?: Part; layers?: Part[] };
  let count = 1;
  for (const child of document.manifests ?? []) count += await pull(registry, repository, child.digest);
  for (const part of [...(document.config ? [document.config] : []), ...(document.layers ?? [])]) {
    const blob = await fetch(`${registry.url}/v2/${repository}/blobs/${part.digest}`);
    assert.equal(blob.status, 200, `${repository}, blob ${part.digest}`);
    assert.equal((await blob.arrayBuffer()).byteLength, part.size);
    count++;
  }
  return count;
}

async function checkAfter(registry: DockerRegistry, plan: RetirePlan, before: number): Promise<void> {
  await registry.collectGarbage();
  let pulled = 0;
  for (const { repository, digest } of plan.keep) pulled += await pull(registry, repository, digest);
  assert.ok(pulled > plan.keep.length);
  for (const { repository, digest } of plan.delete) {
    const response = await fetch(`${registry.url}/v2/${repository}/manifests/${digest}`, {
      headers: { accept: '*/*' },
    });
    assert.equal(response.status, 404);
    if (!plan.keep.some((entry) => entry.digest === digest))
      await assert.rejects(readFile(registry.blobFile(digest as FixtureDigest)), { code: 'ENOENT' });
  }
  assert.equal(await storedBytes(registry), before - plan.bytes.freed);
}

test('docker-registry: deleted and collected, every kept image is pulled whole, and what is freed is what was said', {
  skip,
}, async () => {
  await using registry = await dockerRegistry();
  await withHttp(registry.host, async (http) => {
    await fill(registry, http);
    const plan = await planOf(registry.host, http);
    // v1, its amd64 variant, signature, stamp, their two lists, cosign's; and the plain image here but not in `tools`.
    assert.equal(plan.delete.length, 8);
    assert.equal(plan.keep.length, 9);
    assert.deepEqual(plan.delete.find(({ tags }) => tags.includes('plain'))?.frees, 0);
    const before = await storedBytes(registry);
    const tombstones: Tombstone[] = [];
    const result = await applyRetirement(parsePlan(Buffer.from(JSON.stringify(plan)), 'plan'), {
      open: (_, repository) => repositoryUpkeep(clientAt(registry.host, http, repository)),
      limits: defaultLimits,
      clock,
      inUse: async () => undefined,
      record: async (tombstone) => void tombstones.push(tombstone),
      isRecorded: async () => false,
    });
    assert.deepEqual(
      result.entries.map(({ outcome, why }) => why ?? outcome),
      plan.delete.map(() => 'deleted'),
    );
    assert.equal(result.frees, plan.bytes.freed);
    assert.equal(tombstones.length, plan.delete.length);
    await checkAfter(registry, plan, before);
    assert.deepEqual((await planOf(registry.host, http)).delete, []);
  });
});

/** Applies a plan; tombstones are lines of a file. */
const worker = `
  const [, host, file, room, images, net, core] = process.argv;
  const { applyRetirement, parsePlan } = await import(room);
  const { createRegistryClient, repositoryUpkeep } = await import(images);
  const { createHttp } = await import(net);
  const { defaultLimits: limits, systemClock: clock } = await import(core);
  const { appendFileSync, readFileSync } = await import('node:fs');
  const http = createHttp({ offline: false, timeout: 20000, userAgent: 'test', plainHttpHosts: [host], retries: 0 });
  const open = (registry, repository) =>
    repositoryUpkeep(createRegistryClient({ http, registry, repository, limits, plainHttpHosts: [host] }));
  process.stdout.write('started');
  const result = await applyRetirement(parsePlan(readFileSync(file), file), {
    open, limits, clock,
    inUse: async () => undefined,
    record: async (tombstone) => appendFileSync(file + '.tombstones', JSON.stringify(tombstone) + '\\n'),
    isRecorded: async ({ digest }) => readFileSync(file + '.tombstones', 'utf8').includes('"digest":"' + digest),
  });
  await http.close();
  process.exitCode = result.counts.deleted + result.counts.gone === result.entries.length ? 0 : 9;
`;

/** Runs the worker, and kills it so long after its work began; to the end when absent. Whether it ended by itself. */
async function runWorker(host: string, file: string, killAfter?: number): Promise<boolean> {
  const rooms = [
    '../index.ts',
    '../../../foundations/images/index.ts',
    '../../../foundations/net/index.ts',
    '../../../core/index.ts',
  ];
  const modules = rooms.map((room) => new URL(room, import.meta.url).href);
  const child = spawn(process.execPath, ['--input-type=module', '--eval', worker, host, file, ...modules], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdout.once('data', () => {
    if (killAfter !== undefined) void sleep(killAfter).then(() => child.kill('SIGKILL'));
  });
  const code = await ended;
  assert.ok(code === 0 || code === null, `the worker ended with ${String(code)}`);
  return code === 0;
}

test('docker-registry: killed again and again, then finished: the same end, each tombstone once', {
  skip,
}, async () => {
  await using registry = await dockerRegistry();
  await inTemporaryDirectory((folder) =>
    withHttp(registry.host, async (http) => {
      await fill(registry, http);
      const plan = await planOf(registry.host, http);
      const before = await storedBytes(registry);
      const file = join(folder, 'plan.json');
      await writeFile(file, JSON.stringify(plan));
      await writeFile(`${file}.tombstones`, '');
      let killed = 0;
      for (let round = 0; round < 4; round++) {
        if (!(await runWorker(registry.host, file, 15 + Math.random() * 160))) killed++;
        for (const { repository, digest } of plan.keep) await pull(registry, repository, digest);
      }
      assert.ok(killed > 0, 'no run was killed in the middle');
      assert.ok(await runWorker(registry.host, file));
      const lines = (await readFile(`${file}.tombstones`, 'utf8')).trim().split('\n');
      const stones = lines.map((line) => JSON.parse(line) as Tombstone);
      const name = ({ repository, digest }: { repository: string; digest: Digest }): string =>
        `${repository}@${digest}`;
      assert.deepEqual(stones.map(name).sort(), plan.delete.map(name).sort());
      await checkAfter(registry, plan, before);
    }),
  );
});
