import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Digest, defaultLimits, defined, fixedClock, SeaworthyError } from '../../../core/index.ts';
import { digestBytes, mediaType, type RepositoryUpkeep } from '../../../foundations/images/index.ts';
import { memoryRepository } from '../apply/testing/memory-repository.ts';
import { listRegistry } from './list-registry.ts';
import { type ListOptions, listRepository } from './list-repository.ts';
import type { RepositoryListing } from './listing.ts';
import { readManifest } from './read-manifest.ts';

const place = { registry: 'r.test', repository: 'app' };

function scene(listsReferrers: boolean) {
  const repository = memoryRepository('r.test/app', listsReferrers);
  const [a, b] = [repository.image('a'), repository.image('b')];
  const index = repository.index([a, b], 'v1');
  const signature = repository.attach(index, 'signature');
  return { repository, a, b, index, signature };
}

const list = (upkeep: RepositoryUpkeep, options: Partial<ListOptions> = {}): Promise<RepositoryListing> =>
  listRepository(upkeep, place, { limits: defaultLimits, ...options });

test('all that tags lead to is read, and what hangs on it', async () => {
  for (const listsReferrers of [true, false]) {
    const { repository, a, b, index, signature } = scene(listsReferrers);
    const listing = await list(repository.upkeep);
    const digests = new Set(listing.manifests.map(({ digest }) => digest));
    for (const digest of [a, b, index, signature]) assert.ok(digests.has(digest));
    assert.deepEqual(listing.problems, []);
    assert.deepEqual(listing.referrers, listsReferrers ? [{ subject: index, referrers: [signature] }] : []);
    const facts = listing.manifests.find(({ digest }) => digest === signature);
    assert.equal(facts?.subject, index);
    assert.equal(facts?.kind, 'artifact');
  }
});

test('parts that are not there are told as missing; a tag to nothing has no digest', async () => {
  const { repository, a } = scene(true);
  repository.manifests.delete(a);
  repository.tags.set('dangling', a);
  const listing = await list(repository.upkeep);
  assert.deepEqual(listing.missing, [a]);
  assert.deepEqual(
    listing.tags.find(({ tag }) => tag === 'dangling'),
    { tag: 'dangling' },
  );
  assert.deepEqual(listing.problems, []);
});

test('a digest known from elsewhere may be that of a configuration: no problem, and nothing is missing', async () => {
  const { repository } = scene(true);
  const known = digestBytes(Buffer.from('a configuration'));
  const manifest: RepositoryUpkeep['manifest'] = async (name) => {
    if (name === known) throw new SeaworthyError('E_NETWORK', 'answers unexpectedly: 500');
    return repository.upkeep.manifest(name);
  };
  const problems = async (isNoManifest: () => Promise<boolean>, options: Partial<ListOptions>): Promise<number> => {
    const listing = await list({ ...repository.upkeep, manifest, isNoManifest }, options);
    assert.ok(!listing.missing.includes(known));
    return listing.problems.length;
  };
  assert.equal(await problems(async () => true, { known: [known] }), 0);
  assert.equal(await problems(async () => false, { known: [known] }), 1);
  assert.equal(await problems(() => Promise.reject(new SeaworthyError('E_NETWORK', 'x')), { known: [known] }), 1);
  repository.tags.set('odd', known);
  const resolve = async () => ({ digest: known, mediaType: mediaType.ociManifest });
  const named = { ...repository.upkeep, manifest, resolve, isNoManifest: async () => true };
  assert.equal((await list(named)).problems.length, 1, 'what a tag names must be read');
});

test('whatever fails is a problem of the listing', async () => {
  const fail = async (): Promise<never> => {
    throw new SeaworthyError('E_NETWORK', 'the registry is in trouble');
  };
  const faults: Readonly<Record<string, Partial<RepositoryUpkeep>>> = {
    'list of tags': { tags: fail },
    'a tag': { resolve: fail },
    'a manifest': { manifest: fail },
    'a list of referrers': { referrers: fail },
    'a tag that is none': { tags: async () => ['../../x/manifests/v1', 'v1'] },
    'bytes that are no manifest': {
      manifest: async (digest) => ({ bytes: Buffer.from('[]'), digest: digest as Digest, mediaType: '' }),
    },
  };
  for (const [what, fault] of Object.entries(faults)) {
    const { repository } = scene(true);
    const { problems } = await list({ ...repository.upkeep, ...fault });
    assert.ok(problems.length > 0, what);
  }
});

test('lists of referrers of some manifests and not of others are a problem', async () => {
  const { repository, a, index } = scene(true);
  const { upkeep } = repository;
  const referrers: RepositoryUpkeep['referrers'] = async (subject) =>
    subject === a ? undefined : upkeep.referrers(subject);
  const { problems } = await list({ ...upkeep, referrers });
  assert.match(problems[0]?.why ?? '', /of some manifests and not of others/);
  assert.ok(index);
});

test('a configuration that cannot be read leaves the time unknown', async () => {
  const repository = memoryRepository('r.test/app', true);
  repository.image('a', 'v1');
  const times = async (created: unknown): Promise<string | undefined> => {
    const blob = async (): Promise<Uint8Array> => Buffer.from(JSON.stringify({ created }));
    return (await list({ ...repository.upkeep, blob })).manifests[0]?.created;
  };
  assert.equal(await times('2026-01-02T03:04:05.123456789Z'), '2026-01-02T03:04:05.123Z');
  assert.equal(await times('2026-01-02T03:04:05+02:00'), '2026-01-02T01:04:05.000Z');
  for (const hidden of [
    '1970-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '1980-01-01T00:00:00Z',
    'yesterday',
    7,
    undefined,
  ])
    assert.equal(await times(hidden), undefined);
});

test('schema 1 is known by its type and not read', async () => {
  const { repository } = scene(true);
  const digest = digestBytes(Buffer.from('old'));
  repository.tags.set('old', digest);
  const { upkeep } = repository;
  const resolve: RepositoryUpkeep['resolve'] = async (tag) =>
    tag === 'old' ? { digest, mediaType: mediaType.dockerManifest1Signed } : upkeep.resolve(tag);
  const { problems, manifests } = await list({ ...upkeep, resolve });
  assert.deepEqual(problems, []);
  assert.equal(manifests.find((facts) => facts.digest === digest)?.kind, 'opaque');
});

test('a document that is both manifest and index needs what both need; foreign layers are stored elsewhere', () => {
  const part = (text: string, type = 'application/vnd.oci.image.layer.v1.tar') => ({
    mediaType: type,
    digest: digestBytes(Buffer.from(text)),
    size: 3,
  });
  const document = {
    config: part('config', mediaType.ociConfig),
    layers: [part('own'), part('foreign', 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip')],
    manifests: [part('child', mediaType.ociManifest)],
    blobs: [part('blob')],
  };
  const bytes = Buffer.from(JSON.stringify(document));
  const { facts } = readManifest({ bytes, digest: digestBytes(bytes), mediaType: '' }, 'test', defaultLimits);
  assert.deepEqual(facts.children, [digestBytes(Buffer.from('child'))]);
  assert.deepEqual(
    facts.blobs.map(({ digest }) => digest),
    ['config', 'own', 'blob'].map((text) => digestBytes(Buffer.from(text))),
  );
  for (const bad of ['{"layers":{}}', '{"manifests":[{"digest":"x"}]}', '{"config":{"digest":1}}', '{"subject":7}'])
    assert.throws(
      () => readManifest({ bytes: Buffer.from(bad), digest: facts.digest, mediaType: '' }, 'test', defaultLimits),
      SeaworthyError,
    );
});

test('a registry: odd names are refused, a catalogue that fails is told, what is left out is known', async () => {
  const { repository } = scene(true);
  const clock = fixedClock('2026-06-01T00:00:00.000Z');
  const read = (names: () => Promise<readonly string[]>, only?: readonly string[]) =>
    listRegistry(
      { registry: 'r.test', repositories: names, open: () => repository.upkeep },
      { limits: defaultLimits, clock, ...defined({ repositories: only }) },
    );
  const all = await read(async () => ['app', 'web']);
  assert.deepEqual([all.whole, all.repositories.length, all.problems.length], [true, 2, 0]);
  const part = await read(async () => ['app', 'web'], ['app']);
  assert.deepEqual([part.whole, part.repositories.length], [false, 1]);
  const odd = await read(async () => ['app', '../x', 'a:b']);
  assert.deepEqual([odd.whole, odd.repositories.length, odd.problems[0]?.code], [false, 1, 'E_FORMAT']);
  const refused = async (): Promise<never> => {
    throw new SeaworthyError('E_AUTH', 'not allowed');
  };
  const none = await read(refused);
  assert.deepEqual([none.whole, none.repositories.length, none.problems[0]?.code], [false, 0, 'E_AUTH']);
  const named = await read(refused, ['app']);
  assert.deepEqual([named.whole, named.repositories.length, named.problems.length], [false, 1, 0]);
});
