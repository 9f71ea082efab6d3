import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import {
  dockerRegistry,
  imageBlobs,
  imageIndex,
  type MemoryRegistryOptions,
  memoryRegistry,
  skipWithoutDockerRegistry,
} from '../../../../lab/fixtures/index.ts';
import { defaultLimits, SeaworthyError } from '../../../core/index.ts';
import { createHttp } from '../../net/index.ts';
import { listRepositories } from './catalog.ts';
import { createRegistryClient, type RegistryClient } from './client.ts';
import { repositoryUpkeep } from './upkeep.ts';

const image = imageBlobs({ layers: [] });
const index = imageIndex([image.manifest]);

async function withClient<T>(
  host: string,
  work: (client: RegistryClient) => Promise<T>,
  repository = 'a/b',
): Promise<T> {
  const http = createHttp({ offline: false, timeout: 20_000, userAgent: 'test', plainHttpHosts: [host], retries: 0 });
  try {
    return await work(
      createRegistryClient({ http, registry: host, repository, limits: defaultLimits, plainHttpHosts: [host] }),
    );
  } finally {
    await http.close();
  }
}

test('docker-registry: tags, manifests of every kind, catalogue, deletion', {
  skip: skipWithoutDockerRegistry,
}, async () => {
  await using registry = await dockerRegistry();
  for (const repository of ['a/b', 'c', 'd/e/f']) await registry.push(repository, 'v1', image);
  await registry.putManifest('a/b', 'all', index.descriptor, index.bytes);
  await withClient(registry.host, async (client) => {
    assert.deepEqual(await listRepositories(client), ['a/b', 'c', 'd/e/f']);
    const upkeep = repositoryUpkeep(client);
    assert.deepEqual([...(await upkeep.tags())].sort(), ['all', 'v1']);
    assert.deepEqual(await upkeep.resolve('v1'), {
      digest: image.manifest.digest,
      mediaType: image.manifest.mediaType,
    });
    assert.deepEqual((await upkeep.resolve('all'))?.digest, index.descriptor.digest);
    assert.equal(await upkeep.resolve('v2'), undefined);
    // An OCI manifest is there although this registry hides it from whoever accepts any type.
    assert.equal(await upkeep.has(image.manifest.digest), true);
    assert.equal(await upkeep.has(index.descriptor.digest, true), true);
    // A configuration is no manifest, and asking for it as one fails.
    await assert.rejects(upkeep.manifest(image.config.digest), { code: 'E_NETWORK' });
    for (const [digest, expected] of [
      [image.config.digest, true],
      [image.manifest.digest, false],
      [`sha256:${'0'.repeat(64)}`, false],
    ] as const)
      assert.equal(await upkeep.isNoManifest?.(digest), expected, digest);
    assert.equal(await upkeep.referrers(image.manifest.digest), undefined);
    assert.equal(await upkeep.delete(index.descriptor.digest), true);
    assert.equal(await upkeep.delete(index.descriptor.digest), false);
    assert.equal(await upkeep.has(index.descriptor.digest), false);
    assert.deepEqual(await upkeep.tags(), ['v1']);
    await assert.rejects(upkeep.manifest('all'), { code: 'E_NOT_FOUND' });
  });
});

async function catalogue(answer: (url: URL, response: ServerResponse) => void): Promise<readonly string[] | string> {
  const options: MemoryRegistryOptions = {
    fault: (request, response) => {
      answer(new URL(request.url, 'http://registry'), response);
      return true;
    },
  };
  await using registry = await memoryRegistry(options);
  return await withClient(registry.host, (client) =>
    listRepositories(client).catch((error: unknown) => (error instanceof SeaworthyError ? error.code : 'other')),
  );
}

test('a catalogue is read page by page; one that cannot be read is an error, never an empty registry', async () => {
  const json = { 'content-type': 'application/json' };
  const pages = await catalogue((url, response) => {
    assert.equal(url.pathname, '/v2/_catalog');
    const from = url.searchParams.get('last');
    const link = { link: '</v2/_catalog?n=1&last=a>; rel="next"' };
    response.writeHead(200, from === null ? { ...json, ...link } : json);
    response.end(JSON.stringify({ repositories: [from === null ? 'b' : 'a/x'] }));
  });
  assert.deepEqual(pages, ['a/x', 'b']);
  const answers: Readonly<Record<number, string>> = {
    404: 'E_NOT_FOUND',
    405: 'E_NOT_FOUND',
    403: 'E_AUTH',
    500: 'E_NETWORK',
  };
  for (const [status, code] of Object.entries(answers))
    assert.equal(await catalogue((_, response) => response.writeHead(Number(status)).end()), code);
  for (const body of ['', '<html>', '[]', '{}', '{"repositories":[1]}', '{"repositories":{}}'])
    assert.match(String(await catalogue((_, response) => response.writeHead(200, json).end(body))), /^E_FORMAT$/, body);
});

test('a manifest that is written again is not taken to be gone; a digest that is not said is read', async () => {
  let asked = 0;
  await using registry = await memoryRegistry({
    fault: (request, response) => {
      if (request.method === 'PUT') return false;
      asked++;
      const { bytes, type } = registry.content.get(`a/b@${image.manifest.digest}`) ?? { bytes: '', type: '' };
      if (asked === 1) response.writeHead(404).end();
      else
        response
          .writeHead(200, { 'content-type': type, 'content-length': image.manifestBytes.length })
          .end(request.method === 'HEAD' ? '' : bytes);
      return true;
    },
  });
  await withClient(registry.host, async (client) => {
    const headers = { 'content-type': image.manifest.mediaType };
    await (await client.send({ path: 'manifests/v1', method: 'PUT', headers, body: image.manifestBytes })).discard();
    const upkeep = repositoryUpkeep(client);
    assert.equal(await upkeep.has(image.manifest.digest), true);
    asked = 0;
    assert.equal((await upkeep.resolve('v1'))?.digest, image.manifest.digest);
  });
});
