import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import {
  dockerRegistry,
  imageBlobs,
  imageIndex,
  memoryRegistry,
  type SeenRequest,
  skipWithoutDockerRegistry,
} from '../../../../lab/fixtures/index.ts';
import { blameOf, type Digest, defaultLimits, SeaworthyError } from '../../../core/index.ts';
import { createHttp } from '../../net/index.ts';
import { type ArtifactStore, emptyConfig, formatArtifact } from '../artifact-store.ts';
import { mediaType } from '../media-types.ts';
import { createRegistryClient } from './client.ts';
import type { Patience } from './patience.ts';
import { fallbackTag } from './referrers.ts';
import { registryStore } from './registry-store.ts';

/* Registries that answer the question for referrers oddly, and what may stand where clients keep the list. */

const [amd64, arm64] = [imageBlobs({ layers: [] }), imageBlobs({ layers: [], config: { author: 'arm64' } })];
const platforms = { os: 'linux', architecture: 'amd64' };
const variants = imageIndex([{ ...amd64.manifest, platform: platforms }, arm64.manifest]);
const subject: Digest = variants.descriptor.digest;
const patience: Patience = { sleep: async () => {}, random: () => 0.5, now: () => 0 };

async function withStore(host: string, work: (store: ArtifactStore) => Promise<void>): Promise<void> {
  const http = createHttp({ offline: false, timeout: 20_000, userAgent: 'test', plainHttpHosts: [host], retries: 0 });
  try {
    const [limits, plainHttpHosts] = [defaultLimits, [host]];
    const client = createRegistryClient({ http, registry: host, repository: 'a/b', limits, plainHttpHosts });
    await work(registryStore(client, patience));
  } finally {
    await http.close();
  }
}

/** An index of two platforms, one of which does not say which it is. */
async function pushImage(store: ArtifactStore): Promise<void> {
  await store.putBlob(emptyConfig.bytes);
  for (const { configBytes, manifestBytes, manifest } of [amd64, arm64]) {
    await store.putBlob(configBytes);
    await store.putManifest({ bytes: manifestBytes, mediaType: manifest.mediaType });
  }
  await store.putManifest({ bytes: variants.bytes, mediaType: mediaType.ociIndex }, 'v1');
}

async function attach(store: ArtifactStore, text: string): Promise<Digest> {
  const blob = await store.putBlob(Buffer.from(text));
  const about = { mediaType: mediaType.ociIndex, digest: subject, size: variants.bytes.length };
  const [artifactType, annotations] = ['application/vnd.test', {}];
  return store.attach(
    formatArtifact({ artifactType, blob: { mediaType: artifactType, ...blob }, annotations, subject: about }),
  );
}

const digestsOf = async (store: ArtifactStore): Promise<readonly Digest[]> =>
  (await store.referrers(subject)).map(({ digest }) => digest);

async function failure(promise: Promise<unknown>): Promise<SeaworthyError> {
  const error: unknown = await promise.then(
    () => assert.fail('no error'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof SeaworthyError, String(error));
  return error;
}

/** Answers in place of the registry's own list. `silent`: whether, without a list of clients, it still says that there is nothing. */
const odd: Readonly<Record<string, { status: number; body: string; type?: string; silent?: boolean }>> = {
  'manifests: null': { status: 200, body: '{"schemaVersion":2,"manifests":null}', silent: true },
  'no manifests': { status: 200, body: '{"schemaVersion":2}', silent: true },
  'a page to log in': { status: 200, body: '<!doctype html><p>Sign in', type: 'text/html' },
  'an empty body': { status: 200, body: '' },
  'an image': { status: 200, body: Buffer.from(amd64.manifestBytes).toString() },
  'errors with 200': { status: 200, body: '{"errors":[{"code":"UNSUPPORTED"}]}' },
  'a list of texts': { status: 200, body: '["a"]' },
  'bad request': { status: 400, body: '{"errors":[{"code":"MANIFEST_INVALID"}]}' },
  'not acceptable': { status: 406, body: '' },
  forbidden: { status: 403, body: '' },
  'not found': { status: 404, body: '<html>', silent: true },
  'method not allowed': { status: 405, body: '', silent: true },
  'not implemented': { status: 501, body: '', silent: true },
};

for (const [name, { status, body, type = mediaType.ociIndex, silent = false }] of Object.entries(odd)) {
  test(`the list of clients is kept and read where the registry answers: ${name}`, async () => {
    const fault = (request: SeenRequest, response: ServerResponse): boolean => {
      if (!request.url.includes('/referrers/')) return false;
      response.writeHead(status, { 'content-type': type }).end(body);
      return true;
    };
    await using registry = await memoryRegistry({ subjectHeader: true, fault });
    await withStore(registry.host, async (store) => {
      await pushImage(store);
      if (silent) assert.deepEqual(await digestsOf(store), []);
      else assert.equal(blameOf(await failure(store.referrers(subject))), 'outage');
      const attached = [await attach(store, 'one'), await attach(store, 'two')];
      assert.deepEqual((await digestsOf(store)).toSorted(), attached.toSorted());
    });
  });
}

test('trouble is never taken for "no such interface"', async () => {
  for (const status of [429, 500, 502, 503, 504]) {
    await using registry = await memoryRegistry({
      fault: (request, response) => {
        if (!request.url.includes('/referrers/')) return false;
        response.writeHead(status).end();
        return true;
      },
    });
    await withStore(registry.host, async (store) => {
      await pushImage(store);
      assert.equal(blameOf(await failure(store.referrers(subject))), 'outage', String(status));
    });
  }
});

/** What a pusher, or a registry, may put where clients keep the list. */
const places: Readonly<Record<string, (store: ArtifactStore, tag: string) => Promise<unknown>>> = {
  'an image': (store, tag) => store.putManifest({ bytes: amd64.manifestBytes, mediaType: mediaType.ociManifest }, tag),
  'an image for several platforms': (store, tag) =>
    store.putManifest(
      {
        bytes: imageIndex([
          { ...amd64.manifest, platform: platforms },
          { ...arm64.manifest, platform: { ...platforms, architecture: 'arm64' } },
        ]).bytes,
        mediaType: mediaType.ociIndex,
      },
      tag,
    ),
  'the image itself': (store, tag) => store.putManifest({ bytes: variants.bytes, mediaType: mediaType.ociIndex }, tag),
  'variants without platforms': (store, tag) =>
    store.putManifest(
      { bytes: imageIndex([amd64.manifest, arm64.manifest]).bytes, mediaType: mediaType.ociIndex },
      tag,
    ),
  'a text': (store, tag) => store.putManifest({ bytes: Buffer.from('"x"'), mediaType: mediaType.ociIndex }, tag),
  'brackets, a hundred deep': (store, tag) =>
    store.putManifest({ bytes: Buffer.from('['.repeat(100) + ']'.repeat(100)), mediaType: mediaType.ociIndex }, tag),
};

for (const [name, put] of Object.entries(places)) {
  test(`what stands under the tag of the list is neither taken for one nor written over: ${name}`, async () => {
    // The fixture reads what is pushed to see what it hangs on.
    const seen = new Map<string, Buffer>();
    const fault = (request: SeenRequest, response: ServerResponse): boolean => {
      if (!request.url.endsWith(`/manifests/${fallbackTag(subject)}`)) return false;
      if (request.method === 'PUT') seen.set('tag', request.body);
      const bytes = seen.get('tag');
      response.writeHead(bytes === undefined ? 404 : request.method === 'PUT' ? 201 : 200, {
        'content-type': mediaType.ociIndex,
      });
      response.end(request.method === 'GET' ? bytes : '');
      return true;
    };
    await using registry = await memoryRegistry({ referrers: false, fault });
    await withStore(registry.host, async (store) => {
      await pushImage(store);
      await put(store, fallbackTag(subject));
      const before = seen.get('tag');
      // Without platforms only the manifests tell that they hang on nothing: whoever reads them looks there.
      const listed = await store.referrers(subject).catch((error: unknown) => {
        assert.equal(blameOf(error), 'content', String(error));
        return [];
      });
      if (name !== 'variants without platforms') assert.deepEqual(listed, []);
      const error = await failure(attach(store, 'one'));
      assert.equal(error.code, 'E_WRITE');
      assert.match(error.where ?? '', /sha256-/);
      assert.ok(before !== undefined && seen.get('tag') === before, 'it stands there as it did');
    });
  });
}

test('one entry that is none does not hide the others; the same twice is listed once', async () => {
  await using registry = await memoryRegistry({ referrers: false });
  await withStore(registry.host, async (store) => {
    await pushImage(store);
    const digest = await attach(store, 'one');
    const [entry] = await store.referrers(subject);
    const annotations = Object.fromEntries(entry?.annotations ?? []);
    const junk = [null, 7, {}, { digest: 'x', size: 1, mediaType: 'y' }, { digest, size: -1, mediaType: 'y' }];
    const manifests = [...junk, { ...entry, annotations }, { ...entry, annotations }];
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests }));
    await store.putManifest({ bytes, mediaType: mediaType.ociIndex }, fallbackTag(subject));
    assert.deepEqual(await digestsOf(store), [digest]);
  });
});

test('pages that lead in a circle, elsewhere or nowhere end; what came before is there', async () => {
  const links = ['</v2/a/b/referrers/SUBJECT>', '<https://elsewhere.example/v2/>', '<http://[>'];
  for (const link of links) {
    const entry = { mediaType: mediaType.ociManifest, digest: amd64.manifest.digest, size: 1, artifactType: 'a' };
    const body = JSON.stringify({ schemaVersion: 2, manifests: [entry] });
    await using registry = await memoryRegistry({
      fault: (request, response) => {
        if (!request.url.includes('/referrers/')) return false;
        response.writeHead(200, { link: `${link.replace('SUBJECT', subject)}; rel="next"` }).end(body);
        return true;
      },
    });
    await withStore(registry.host, async (store) => {
      const came: Digest[] = [];
      const read = async (): Promise<void> => {
        for await (const page of store.referrerPages(subject)) came.push(...page.map(({ digest }) => digest));
      };
      assert.equal((await failure(read())).code, link.includes('SUBJECT') ? 'E_INCOMPLETE' : 'E_NETWORK', link);
      assert.deepEqual(came, [amd64.manifest.digest], link);
    });
  }
});

test('docker-registry: an image that carries the name of the list is left alone', {
  skip: skipWithoutDockerRegistry,
}, async () => {
  await using registry = await dockerRegistry();
  await withStore(registry.host, async (store) => {
    await pushImage(store);
    const tag = fallbackTag(subject);
    await places['an image for several platforms']?.(store, tag);
    const { digest } = await store.manifest(tag);
    assert.equal((await failure(attach(store, 'one'))).code, 'E_WRITE');
    assert.equal((await store.manifest(tag)).digest, digest);
  });
});

test('docker-registry: a list that names a blob keeps nobody from being listed', {
  skip: skipWithoutDockerRegistry,
}, async () => {
  await using registry = await dockerRegistry();
  await withStore(registry.host, async (store) => {
    await pushImage(store);
    const blob = await store.putBlob(Buffer.from('{"a":1}'));
    const manifests = [{ mediaType: mediaType.ociManifest, ...blob }];
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaType.ociIndex, manifests }));
    await store.putManifest({ bytes, mediaType: mediaType.ociIndex }, fallbackTag(subject));
    const digest = await attach(store, 'one');
    assert.ok((await digestsOf(store)).includes(digest));
  });
});
