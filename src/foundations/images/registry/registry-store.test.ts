import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  dockerRegistry,
  imageBlobs,
  type MemoryRegistryOptions,
  memoryRegistry,
  skipWithoutDockerRegistry,
} from '../../../../lab/fixtures/index.ts';
import { type Digest, defaultLimits, SeaworthyError } from '../../../core/index.ts';
import { createHttp, type Http } from '../../net/index.ts';
import { type ArtifactStore, emptyConfig, formatArtifact, type NewArtifact } from '../artifact-store.ts';
import { digestBytes } from '../descriptor.ts';
import { mediaType } from '../media-types.ts';
import { createRegistryClient } from './client.ts';
import { type Patience, realPatience } from './patience.ts';
import { registryStore } from './registry-store.ts';

const image = imageBlobs({ layers: [] });
const subject: Digest = image.manifest.digest;
const artifactType = 'application/vnd.test';

async function withHttp<T>(host: string, work: (http: Http) => Promise<T>): Promise<T> {
  const http = createHttp({ offline: false, timeout: 20_000, userAgent: 'test', plainHttpHosts: [host], retries: 0 });
  try {
    return await work(http);
  } finally {
    await http.close();
  }
}

/** For tests in which nobody else writes. */
const noWaits: Patience = { sleep: async () => {}, random: () => 0.5, now: () => 0 };

function storeAt(host: string, http: Http, patience: Patience = realPatience): ArtifactStore {
  const client = createRegistryClient({
    http,
    registry: host,
    repository: 'a/b',
    limits: defaultLimits,
    plainHttpHosts: [host],
  });
  return registryStore(client, patience);
}

async function pushImage(store: ArtifactStore): Promise<void> {
  await store.putBlob(image.configBytes);
  await store.putBlob(emptyConfig.bytes);
  await store.putManifest({ bytes: image.manifestBytes, mediaType: image.manifest.mediaType }, 'v1');
}

async function artifact(store: ArtifactStore, text: string): Promise<NewArtifact> {
  const blob = await store.putBlob(Buffer.from(text));
  const { mediaType, size } = image.manifest;
  return formatArtifact({
    artifactType,
    blob: { mediaType: artifactType, ...blob },
    annotations: { note: text },
    subject: { mediaType, digest: subject, size },
  });
}

async function failure(promise: Promise<unknown>): Promise<SeaworthyError> {
  const error: unknown = await promise.then(
    () => assert.fail('no error'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof SeaworthyError, String(error));
  return error;
}

const servers: Readonly<Record<string, MemoryRegistryOptions>> = {
  'with the referrers API': {},
  'with the referrers API, in pages': { pageSize: 1 },
  'without it': { referrers: false },
  'that answers 405': { referrers: false, referrersStatus: 405 },
  'that answers 501': { referrers: false, referrersStatus: 501 },
  'that says OCI-Subject without having it': { referrers: false, subjectHeader: true },
  'that forbids it': { referrers: false, referrersStatus: 403 },
};

for (const [name, options] of Object.entries(servers)) {
  test(`what is attached is listed and can be deleted: a registry ${name}`, async () => {
    await using registry = await memoryRegistry(options);
    await withHttp(registry.host, async (http) => {
      const store = storeAt(registry.host, http, noWaits);
      await pushImage(store);
      if (options.referrersStatus === 403) assert.equal((await failure(store.referrers(subject))).code, 'E_AUTH');
      else assert.deepEqual(await store.referrers(subject), []);
      const digests = [
        await store.attach(await artifact(store, 'one')),
        await store.attach(await artifact(store, 'two')),
      ];
      const listed = await store.referrers(subject);
      assert.deepEqual(listed.map(({ digest }) => digest).sort(), digests.toSorted());
      assert.deepEqual(listed.map(({ annotations }) => annotations.get('note')).sort(), ['one', 'two']);
      assert.ok(listed.every((entry) => entry.artifactType === artifactType));
      const [first = subject, second = subject] = digests;
      await store.deleteManifest(first, subject);
      assert.deepEqual(
        (await store.referrers(subject)).map(({ digest }) => digest),
        [second],
      );
      await store.deleteManifest(first, subject);
      assert.ok((await store.tags()).includes('v1'));
    });
  });
}

test('a list that cannot be had is an error, never an empty list', async () => {
  for (const status of [400, 429, 500, 502, 503]) {
    await using registry = await memoryRegistry({
      fault: (request, response) => {
        if (!request.url.includes('/referrers/')) return false;
        response.writeHead(status).end();
        return true;
      },
    });
    await withHttp(registry.host, async (http) => {
      assert.equal((await failure(storeAt(registry.host, http).referrers(subject))).code, 'E_NETWORK', String(status));
    });
  }
});

test('a list of tags that is none is an error; null is an empty one', async () => {
  for (const body of ['{}', '{"name":"a/b"}', '[]', '{"tags":{}}', '{"tags":[1]}', '{"tags":null}', '{"tags":[]}']) {
    await using registry = await memoryRegistry({
      fault: (request, response) => {
        if (!request.url.includes('/tags/')) return false;
        response.writeHead(200, { 'content-type': 'application/json' }).end(body);
        return true;
      },
    });
    await withHttp(registry.host, async (http) => {
      const tags = storeAt(registry.host, http, noWaits).tags();
      if (/null|\[\]\}/.test(body)) assert.deepEqual(await tags, [], body);
      else assert.equal((await failure(tags)).code, 'E_FORMAT', body);
    });
  }
});

test('a page of another host is refused', async () => {
  await using registry = await memoryRegistry({
    fault: (request, response) => {
      if (!request.url.includes('/tags/')) return false;
      response
        .writeHead(200, { link: '<https://elsewhere.example/v2/a/b/tags/list>; rel="next"' })
        .end('{"tags":["a"]}');
      return true;
    },
  });
  await withHttp(registry.host, async (http) => {
    assert.equal((await failure(storeAt(registry.host, http).tags())).code, 'E_NETWORK');
  });
});

test('blobs that are damaged, missing or too large are refused', async () => {
  await using registry = await memoryRegistry();
  await withHttp(registry.host, async (http) => {
    const store = storeAt(registry.host, http);
    const blob = await store.putBlob(Buffer.from('content'));
    assert.equal(Buffer.from(await store.blob(blob, 100)).toString(), 'content');
    assert.equal((await failure(store.blob(blob, 3))).code, 'E_LIMIT');
    assert.equal(
      (await failure(store.blob({ digest: digestBytes(Buffer.from('x')), size: 1 }, 9))).code,
      'E_NOT_FOUND',
    );
    registry.content.set(`a/b@${blob.digest}`, { bytes: Buffer.from('CONTENT'), type: 'application/octet-stream' });
    assert.equal((await failure(store.blob(blob, 100))).code, 'E_DIGEST_MISMATCH');
  });
});

/** So many writers attach to one image at once, each with a store of its own: nothing in the process knows of the others. */
async function writeAtOnce(host: string, writers: number): Promise<void> {
  await withHttp(host, async (http) => {
    await pushImage(storeAt(host, http));
    const texts = [...Array(writers).keys()].map((number) => `writer ${number}`);
    const digests = await Promise.all(
      texts.map(async (text) => {
        const store = storeAt(host, http);
        return store.attach(await artifact(store, text));
      }),
    );
    const listed = await storeAt(host, http).referrers(subject);
    assert.deepEqual(listed.map(({ digest }) => digest).sort(), digests.toSorted());
    assert.deepEqual(listed.map(({ annotations }) => annotations.get('note')).sort(), texts.toSorted());
  });
}

test('docker-registry: 20 writers at once lose nothing', { skip: skipWithoutDockerRegistry }, async () => {
  await using registry = await dockerRegistry();
  await writeAtOnce(registry.host, 20);
});

test('docker-registry: entries that another writer took away are put back', {
  skip: skipWithoutDockerRegistry,
}, async () => {
  await using registry = await dockerRegistry();
  await withHttp(registry.host, async (http) => {
    const store = storeAt(registry.host, http, noWaits);
    await pushImage(store);
    const others = [await store.attach(await artifact(store, 'one')), await store.attach(await artifact(store, 'two'))];
    const empty = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaType.ociIndex, manifests: [] }));
    let overwritten = false;
    const interrupted: Patience = {
      ...noWaits,
      // While we wait after our write, somebody who had read before everybody else writes a list without anybody's entry.
      sleep: async () => {
        if (overwritten) return;
        overwritten = true;
        await store.putManifest({ bytes: empty, mediaType: mediaType.ociIndex }, subject.replace(':', '-'));
      },
    };
    const own = await storeAt(registry.host, http, interrupted).attach(await artifact(store, 'three'));
    assert.ok(overwritten);
    const listed = (await store.referrers(subject)).map(({ digest }) => digest);
    assert.deepEqual(listed.sort(), [...others, own].sort());
  });
});

test('a registry without the referrers API: 20 writers at once lose nothing', async () => {
  await using registry = await memoryRegistry({ referrers: false });
  await writeAtOnce(registry.host, 20);
});
