import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  blobPiece,
  containerdSocket,
  dockerArchive,
  engineAnswers,
  httpSocket,
  imageBlobs,
  imageIndex,
  inTemporaryDirectory,
  layer,
  sha256,
} from '../../../lab/fixtures/index.ts';
import { defaultLimits, SeaworthyError } from '../../core/index.ts';
import { openTarget } from './open-target.ts';
import type { EngineChoice, OpenOptions } from './target.ts';
import { contents } from './testing/image-files.ts';

/* Images of engines, by mock sockets. Real engines: lab/engines. */

const files = { 'etc/name': 'base', 'usr/bin/x': 'x' };
const image = {
  layers: [layer(Object.entries(files).map(([path, body]) => ({ path, body })))],
  tags: ['app:1'],
};
const other = { layers: [layer([{ path: 'etc/name', body: 'other' }])], tags: ['other:1'] };
const blobs = imageBlobs(image);
const configId = blobs.config.digest;
const manifestId = blobs.manifest.digest;
const limits = { ...defaultLimits, networkTimeout: 5_000 };

/** Sockets in a folder, under the names that they have in that of the system. */
function choice(folder: string, given: Partial<EngineChoice> = {}): OpenOptions & { readonly engines: EngineChoice } {
  return {
    limits,
    engines: { env: {}, home: folder, runFolder: folder, plainHttpHosts: [], offline: true, ...given },
  };
}

/** An engine of Docker in its usual place. */
const dockerIn = (folder: string, answer: Parameters<typeof httpSocket>[1]) =>
  httpSocket(join(folder, 'docker.sock'), answer);

const saved = (style: 'old' | 'new') => dockerArchive(image, style).bytes;

test('an image of Docker has the digest of its configuration, or that of its manifest where Docker keeps manifests', () =>
  inTemporaryDirectory(async (folder) => {
    const cases = [
      [configId, 'old', configId],
      [configId, 'new', configId],
      [manifestId, 'new', manifestId],
    ] as const;
    for (const [id, style, digest] of cases) {
      await using socket = await dockerIn(folder, engineAnswers([{ id, names: ['app:1'], archive: saved(style) }]));
      const opened = await openTarget('docker:app:1', choice(folder));
      const { subject } = opened;
      assert.ok(subject.kind === 'image');
      assert.deepEqual([subject.digest, subject.configDigest, subject.name], [digest, configId, 'docker:app:1']);
      assert.equal(opened.description, `image app:1 of Docker (unix://${socket.path})`);
      assert.deepEqual(await contents(opened), files);
      await opened.close();
      assert.deepEqual(socket.asked, ['GET /images/app:1/json', `GET /images/${id}/get`]);
    }
  }));

test('of several images in what an engine writes the one with the id is taken', () =>
  inTemporaryDirectory(async (folder) => {
    const { bytes } = dockerArchive([other, image], 'old');
    await using _ = await dockerIn(folder, engineAnswers([{ id: configId, names: ['app:1'], archive: bytes }]));
    const opened = await openTarget('docker:app:1', choice(folder));
    assert.deepEqual(await contents(opened), files);
    await opened.close();
  }));

test('Podman is asked by its own paths, for an archive of docker', () =>
  inTemporaryDirectory(async (folder) => {
    const path = join(folder, 'service.sock');
    const held = { id: configId.slice(7), names: ['localhost/app:1'], archive: saved('old') };
    const answers = engineAnswers([held, { ...held, id: configId }], '/v4.0.0/libpod');
    await using socket = await httpSocket(path, answers);
    const options = choice(folder, { env: { CONTAINER_HOST: `unix://${path}` } });
    const opened = await openTarget('podman:localhost/app:1', options);
    assert.deepEqual(await contents(opened), files);
    await opened.close();
    assert.deepEqual(socket.asked, [
      'GET /v4.0.0/libpod/images/localhost/app:1/json',
      `GET /v4.0.0/libpod/images/${configId}/get?format=docker-archive`,
    ]);
  }));

type Answer = (url: string, response: ServerResponse) => void;

const telling = (
  json: string | object,
  archive: (response: ServerResponse) => void = (response) => response.end(),
): Answer => {
  const text = typeof json === 'string' ? json : JSON.stringify(json);
  return (url, response) => (url.endsWith('/json') ? response.end(text) : archive(response));
};
const known = { Id: configId, RepoTags: ['app:1'] };
const sending =
  (bytes: Uint8Array) =>
  (response: ServerResponse): void =>
    void response.end(bytes);

/** The configuration under its right name with other bytes in it. */
function forged(): Uint8Array {
  const bytes = Buffer.from(saved('old'));
  const at = bytes.indexOf('"architecture"');
  bytes[at + 1] = 'b'.charCodeAt(0);
  return bytes;
}

const endless = (response: ServerResponse): void => {
  const more = (): void => {
    while (response.writable && response.write(Buffer.alloc(64 * 1024)));
    response.once('drain', more);
  };
  more();
};

const hostile: readonly (readonly [what: string, answer: Answer, code: string, told: RegExp])[] = [
  [
    'an engine that fails',
    (_, response) => response.writeHead(500).end('{"message":"disk\\u001b[2J full"}'),
    'E_NETWORK',
    /status 500/,
  ],
  ['no right', (_, response) => response.writeHead(403).end('{"message":"no"}'), 'E_AUTH', /status 403/],
  ['another server', (_, response) => response.writeHead(404).end('not here'), 'E_NETWORK', /status 404/],
  [
    'a redirect',
    (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    'E_NETWORK',
    /status 302/,
  ],
  ['no JSON', telling('<html>'), 'E_FORMAT', /./],
  ['JSON without an end', telling('{"Id":"'.padEnd(5_000_000, 'a')), 'E_LIMIT', /more than 4194304 bytes/],
  ['JSON that is deep', telling('['.repeat(200_000)), 'E_LIMIT', /./],
  ['no id', telling({ RepoTags: ['app:1'] }), 'E_NETWORK', /no id/],
  ['an id that is none', telling({ ...known, Id: 'sha256:../../x' }), 'E_NETWORK', /no id/],
  ['an id that is a number', telling({ ...known, Id: 7 }), 'E_NETWORK', /no id/],
  ['names that are none', telling({ ...known, RepoTags: [{}] }), 'E_FORMAT', /./],
  ['another image', telling(known, sending(dockerArchive(other, 'old').bytes)), 'E_DIGEST_MISMATCH', /another image/],
  [
    'another image, in the new form',
    telling(known, sending(dockerArchive(other, 'new').bytes)),
    'E_DIGEST_MISMATCH',
    /another image/,
  ],
  ['another configuration under its name', telling(known, sending(forged())), 'E_DIGEST_MISMATCH', /./],
  ['nothing', telling(known), 'E_TARGET_UNKNOWN', /nothing in it/],
  ['no archive', telling(known, sending(Buffer.from('hello'.repeat(500)))), 'E_TARGET_UNKNOWN', /no tar archive/],
  ['half of the archive', telling(known, sending(saved('old').subarray(0, 1_500))), 'E_FORMAT', /lists no image/],
  [
    'an answer that breaks off',
    telling(known, (response) => {
      response.writeHead(200, { 'content-length': '100000' });
      response.write(saved('old').subarray(0, 2_000), () => response.destroy());
    }),
    'E_NETWORK',
    /does not answer/,
  ],
  ['a body without an end', telling(known, endless), 'E_LIMIT', /./],
  [
    'an archive that it refuses',
    telling(known, (response) => response.writeHead(500).end('{"message":"no space"}')),
    'E_NETWORK',
    /status 500/,
  ],
];

for (const [what, answer, code, told] of hostile)
  test(`an engine that misbehaves is a typed error: ${what}`, () =>
    inTemporaryDirectory(async (folder) => {
      await using _ = await dockerIn(folder, answer);
      const options = choice(folder);
      const bounded = { ...options, limits: { ...limits, layerBytes: 4_000_000, layerInflatedBytes: 4_000_000 } };
      await assert.rejects(openTarget('docker:app:1', bounded), (error) => {
        assert.ok(error instanceof SeaworthyError);
        assert.equal(error.code, code, error.message);
        assert.match(`${error.message} ${error.why}`, told);
        assert.doesNotMatch(`${error.message} ${error.why}`, /\u001b/);
        return true;
      });
    }));

test('an engine that is silent ends in E_TIMEOUT, and an interruption is heard', () =>
  inTemporaryDirectory(async (folder) => {
    await using _ = await dockerIn(folder, () => {});
    const options = { ...choice(folder), limits: { ...limits, networkTimeout: 50 } };
    await assert.rejects(openTarget('docker:app:1', options), { code: 'E_TIMEOUT' });
    const stop = new AbortController();
    const pending = openTarget('docker:app:1', { ...choice(folder), signal: stop.signal });
    setImmediate(() => stop.abort());
    await assert.rejects(pending, { code: 'E_INTERRUPTED' });
  }));

test('an engine that sends a byte now and then ends in E_TIMEOUT as well', () =>
  inTemporaryDirectory(async (folder) => {
    const timers = new Set<NodeJS.Timeout>();
    await using _ = await dockerIn(folder, (_url, response) => {
      response.write('{');
      timers.add(setInterval(() => response.write(' '), 20));
    });
    const options = { ...choice(folder), limits: { ...limits, networkTimeout: 200 } };
    await assert.rejects(openTarget('docker:app:1', options), (error) => {
      assert.ok(error instanceof SeaworthyError && error.code === 'E_TIMEOUT');
      assert.match(error.message, /sent no more than \d+ bytes/);
      return true;
    });
    for (const timer of timers) clearInterval(timer);
  }));

test('no name climbs out of the path that is asked for', () =>
  inTemporaryDirectory(async (folder) => {
    await using socket = await dockerIn(folder, engineAnswers([]));
    for (const name of [
      '../containers',
      'a/../../info',
      'a?x=1',
      'a#b',
      'a b',
      'a//b',
      '-a',
      'a\r\nX: y',
      '%2e%2e/a',
      'a/..',
    ])
      await assert.rejects(openTarget(`docker:${name}`, choice(folder)), { code: 'E_REFERENCE' }, name);
    assert.deepEqual(socket.asked, []);
  }));

test('an image of containerd has the digest that it has in its registry', () =>
  inTemporaryDirectory(async (folder) => {
    const path = join(folder, 'c.sock');
    const index = imageIndex([blobs.manifest]);
    const all = new Map<string, Uint8Array>([...blobs.blobs, [index.descriptor.digest, index.bytes]]);
    await using socket = await containerdSocket(path, {
      images: {
        default: { 'docker.io/library/app:latest': blobs.manifest, 'r.example/index:1': index.descriptor },
        'k8s.io': { 'docker.io/library/pod:1': blobs.manifest },
      },
      blobs: all,
    });
    const env = { CONTAINERD_ADDRESS: path };
    const opened = await openTarget('containerd:app', choice(folder, { env }));
    assert.ok(opened.subject.kind === 'image');
    assert.deepEqual([opened.subject.digest, opened.subject.configDigest], [manifestId, configId]);
    assert.deepEqual(await contents(opened), files);
    await opened.close();
    assert.ok(socket.asked.every((call) => call.endsWith(' default')));
    const indexed = await openTarget('containerd:r.example/index:1', choice(folder, { env }));
    assert.ok(indexed.subject.kind === 'image');
    assert.deepEqual([indexed.subject.digest, indexed.subject.indexDigest], [manifestId, index.descriptor.digest]);
    await indexed.close();
    await assert.rejects(openTarget('containerd:pod:1', choice(folder, { env })), {
      code: 'E_TARGET_NOT_FOUND',
      why: 'the namespace k8s.io has it: --containerd-namespace k8s.io',
    });
    for (const given of [{ env, containerdNamespace: 'k8s.io' }, { env: { ...env, CONTAINERD_NAMESPACE: 'k8s.io' } }]) {
      const pod = await openTarget('containerd:pod:1', choice(folder, given));
      assert.deepEqual(await contents(pod), files);
      await pod.close();
    }
  }));

const damage: readonly (readonly [
  string,
  string,
  (messages: readonly Buffer[]) => readonly Buffer[] | 'silent' | undefined,
  string,
])[] = [
  ['an image without a digest', 'images.v1.Images/Get', () => [Buffer.of(0x0a, 0)], 'E_NETWORK'],
  ['what is no message', 'images.v1.Images/Get', () => [Buffer.of(0xff)], 'E_NETWORK'],
  ['no answer', 'images.v1.Images/Get', () => [], 'E_NETWORK'],
  ['two answers', 'images.v1.Images/Get', ([one = Buffer.of()]) => [one, one], 'E_NETWORK'],
  ['silence', 'images.v1.Images/Get', () => 'silent', 'E_TIMEOUT'],
  ['a size of another blob', 'content.v1.Content/Info', () => [Buffer.of(0x0a, 2, 0x10, 5)], 'E_NETWORK'],
  [
    'other bytes',
    'content.v1.Content/Read',
    ([one = Buffer.of()]) => [blobPiece(0, Buffer.from(one.toString('latin1').slice(5).toUpperCase(), 'latin1'))],
    'E_DIGEST_MISMATCH',
  ],
  ['few bytes', 'content.v1.Content/Read', () => [blobPiece(0, Buffer.from('{}'))], 'E_TRUNCATED'],
  ['too few bytes', 'content.v1.Content/Read', () => [], 'E_TRUNCATED'],
  ['pieces out of order', 'content.v1.Content/Read', () => [blobPiece(5, Buffer.from('{}'))], 'E_NETWORK'],
  [
    'a manifest without an end',
    'content.v1.Content/Read',
    () => Array.from({ length: 12 }, (_, n) => blobPiece(n * 1_000_000, Buffer.alloc(1_000_000))),
    'E_LIMIT',
  ],
  ['a message without an end', 'content.v1.Content/Read', () => [Buffer.alloc(17 * 1024 * 1024)], 'E_LIMIT'],
  ['a blob that is gone', 'content.v1.Content/Read', () => undefined, 'E_NOT_FOUND'],
];

for (const [what, method, change, code] of damage)
  test(`a containerd that misbehaves is a typed error: ${what}`, () =>
    inTemporaryDirectory(async (folder) => {
      const path = join(folder, 'c.sock');
      await using _ = await containerdSocket(path, {
        images: { default: { 'r.example/app:1': blobs.manifest } },
        blobs: blobs.blobs,
        change: (called, messages) => (called === method ? change(messages) : messages),
      });
      const options = choice(folder, { env: { CONTAINERD_ADDRESS: path } });
      const patient = { ...options, limits: { ...limits, networkTimeout: what === 'silence' ? 100 : 20_000 } };
      await assert.rejects(openTarget('containerd:r.example/app:1', patient), (error) => {
        assert.ok(error instanceof SeaworthyError);
        assert.equal(error.code, code, `${error.message} ${error.why}`);
        return true;
      });
    }));

test('a layer that is another than its digest says is found out while it is read', () =>
  inTemporaryDirectory(async (folder) => {
    const path = join(folder, 'c.sock');
    const wrong = layer([{ path: 'etc/name', body: 'evil' }]).blob;
    const all = new Map<string, Uint8Array>(blobs.blobs);
    const digest = image.layers[0]?.digest ?? sha256('');
    all.set(digest, Buffer.concat([wrong, Buffer.alloc(Math.max(0, (all.get(digest)?.length ?? 0) - wrong.length))]));
    await using _ = await containerdSocket(path, {
      images: { default: { 'r.example/app:1': blobs.manifest } },
      blobs: all,
    });
    const opened = await openTarget(
      'containerd:r.example/app:1',
      choice(folder, { env: { CONTAINERD_ADDRESS: path } }),
    );
    await assert.rejects(contents(opened), { code: 'E_DIGEST_MISMATCH' });
  }));
