import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultLimits, SeaworthyError } from '../../core/index.ts';
import { layerInstructions, parseImageConfig } from './config.ts';
import { checkBlob, digestBytes } from './descriptor.ts';
import type { HistoryStep } from './image.ts';
import { parseIndex, parseManifest, parseManifestOrIndex } from './manifest.ts';
import { layerTypeKind, mediaType } from './media-types.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const descriptor = { mediaType: mediaType.ociConfig, digest, size: 3 };
const manifest = { schemaVersion: 2, config: descriptor, layers: [descriptor] };
const index = {
  schemaVersion: 2,
  manifests: [
    { ...descriptor, mediaType: mediaType.ociManifest, platform: { os: 'linux', architecture: 'arm', variant: '' } },
  ],
};

const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const code = (run: () => unknown): string => {
  try {
    run();
    return 'none';
  } catch (error) {
    assert.ok(error instanceof SeaworthyError, String(error));
    return error.code;
  }
};

test('manifests and indexes are told apart by what they hold', () => {
  const read = parseManifest(bytes(manifest), 'm', defaultLimits);
  assert.deepEqual([read.config.size, read.layers.length, read.mediaType], [3, 1, mediaType.ociManifest]);
  const list = parseIndex(bytes(index), 'i', defaultLimits, mediaType.dockerIndex);
  assert.deepEqual(
    [list.manifests[0]?.platform, list.mediaType],
    [{ os: 'linux', architecture: 'arm' }, mediaType.dockerIndex],
  );
  const table: readonly (readonly [string, unknown, string | undefined, string])[] = [
    ['both', { ...manifest, ...index }, undefined, 'E_FORMAT'],
    ['neither', {}, undefined, 'E_FORMAT'],
    ['no object', [], undefined, 'E_FORMAT'],
    ['manifest that calls itself an index', { ...manifest, mediaType: mediaType.ociIndex }, undefined, 'E_FORMAT'],
    ['index served as a manifest', index, mediaType.ociManifest, 'E_FORMAT'],
    ['schema 1', { schemaVersion: 1, fsLayers: [] }, undefined, 'E_FORMAT'],
    ['bad digest', { ...manifest, config: { ...descriptor, digest: 'sha256:xyz' } }, undefined, 'E_DIGEST'],
    ['negative size', { ...manifest, config: { ...descriptor, size: -1 } }, undefined, 'E_FORMAT'],
    ['fractional size', { ...manifest, config: { ...descriptor, size: 1.5 } }, undefined, 'E_FORMAT'],
    ['no size', { ...manifest, layers: [{ mediaType: '', digest }] }, undefined, 'E_FORMAT'],
    ['too many layers', { ...manifest, layers: Array(1001).fill(descriptor) }, undefined, 'E_LIMIT'],
    ['layers that are no list', { ...manifest, layers: {} }, undefined, 'E_FORMAT'],
  ];
  for (const [name, value, type, expected] of table) {
    assert.equal(
      code(() => parseManifestOrIndex(bytes(value), 'x', defaultLimits, type)),
      expected,
      name,
    );
  }
  assert.equal(
    code(() => parseManifest(bytes(index), 'x', defaultLimits)),
    'E_FORMAT',
  );
  assert.equal(
    code(() => parseIndex(bytes(manifest), 'x', defaultLimits)),
    'E_FORMAT',
  );
  assert.equal(
    code(() => parseManifest(bytes(manifest), 'x', { ...defaultLimits, manifestBytes: 10 })),
    'E_LIMIT',
  );
});

test('types of layers', () => {
  const table: readonly (readonly [string, string])[] = [
    ['application/vnd.oci.image.layer.v1.tar', 'layer'],
    ['application/vnd.oci.image.layer.v1.tar+zstd', 'layer'],
    ['application/vnd.docker.image.rootfs.diff.tar.gzip', 'layer'],
    ['application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', 'foreign'],
    ['application/vnd.oci.image.layer.nondistributable.v1.tar+gzip', 'foreign'],
    ['application/vnd.oci.image.layer.v1.tar+gzip+encrypted', 'unknown'],
    ['application/vnd.cncf.helm.chart.content.v1.tar+gzip', 'unknown'],
    ['', 'unknown'],
  ];
  for (const [type, kind] of table) assert.equal(layerTypeKind(type), kind, type);
});

test('a configuration, with all it can have and with nothing', () => {
  const full = parseImageConfig(
    bytes({
      created: '2024-01-01T00:00:00Z',
      author: 'someone',
      os: 'linux',
      architecture: 'arm64',
      variant: 'v8',
      config: {
        User: '1000',
        Env: ['A=b'],
        Entrypoint: ['/bin/x'],
        Cmd: 'old form',
        WorkingDir: '/w',
        ExposedPorts: { '80/tcp': {}, '443/tcp': {} },
        Volumes: { '/data': {} },
        Labels: { a: 'b', n: 1, __proto__: 'own' },
        Healthcheck: { Test: ['CMD', 'true'] },
        StopSignal: 'SIGINT',
      },
      rootfs: { type: 'layers', diff_ids: [digest] },
      history: [
        { created_by: '/bin/sh -c  apt-get update \\\n\t&& true', created: '2024', comment: 'c' },
        { created_by: 'ENV A=b', empty_layer: true },
      ],
    }),
    'c',
    defaultLimits,
  );
  assert.deepEqual(full.diffIds, [digest]);
  assert.deepEqual(full.config.exposedPorts, ['443/tcp', '80/tcp']);
  assert.deepEqual([full.config.command, full.config.healthcheck], [['old form'], ['CMD', 'true']]);
  assert.equal(Object.getPrototypeOf(full.config.labels), Object.prototype);
  assert.equal(full.config.labels.a, 'b');
  assert.deepEqual(
    full.config.history.map(({ createdBy, empty }) => [createdBy, empty]),
    [
      ['/bin/sh -c apt-get update \\ && true', false],
      ['ENV A=b', true],
    ],
  );
  const least = parseImageConfig(bytes({ rootfs: {}, config: null, history: null }), 'c', defaultLimits);
  assert.deepEqual(least, {
    diffIds: [],
    config: {
      platform: { os: 'linux', architecture: 'unknown' },
      env: [],
      entrypoint: [],
      command: [],
      exposedPorts: [],
      volumes: [],
      labels: {},
      history: [],
    },
  });
  assert.equal(
    code(() => parseImageConfig(bytes({}), 'c', defaultLimits)),
    'E_TARGET_UNKNOWN',
  );
  assert.equal(
    code(() => parseImageConfig(bytes({ rootfs: { diff_ids: ['x'] } }), 'c', defaultLimits)),
    'E_DIGEST',
  );
  assert.equal(
    code(() => parseImageConfig(bytes({ rootfs: {}, config: { Env: [1] } }), 'c', defaultLimits)),
    'E_FORMAT',
  );
});

test('instructions go to layers only when their numbers agree', () => {
  const step = (createdBy: string, empty = false): HistoryStep => ({ createdBy, empty });
  const history = [step('ADD a'), step('ENV x', true), step('RUN b'), step('')];
  assert.deepEqual(layerInstructions(history, 3), ['ADD a', 'RUN b', undefined]);
  assert.deepEqual(layerInstructions(history, 2), [undefined, undefined]);
  assert.deepEqual(layerInstructions([], 0), []);
});

test('bytes are checked against their descriptor', () => {
  const text = Buffer.from('text');
  checkBlob(text, { digest: digestBytes(text), size: 4 }, 'x');
  checkBlob(text, { digest: digestBytes(text, 'sha512') }, 'x');
  assert.equal(
    code(() => checkBlob(text, { digest: digestBytes(text), size: 5 }, 'x')),
    'E_TRUNCATED',
  );
  assert.equal(
    code(() => checkBlob(text, { digest: digestBytes(Buffer.from('other')), size: 4 }, 'x')),
    'E_DIGEST_MISMATCH',
  );
});

test('any JSON gives a document or a typed error', () => {
  const part = fc.constantFrom(
    'manifests',
    'layers',
    'config',
    'rootfs',
    'history',
    'mediaType',
    'digest',
    'size',
    'platform',
    'Labels',
  );
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue(),
      fc.constant(descriptor),
      fc.array(tie('node')),
      fc.dictionary(part, tie('node')),
    ),
  })).node;
  fc.assert(
    fc.property(value, (document) => {
      code(() => parseManifestOrIndex(bytes(document), 'x', defaultLimits));
      code(() => parseImageConfig(bytes(document), 'x', defaultLimits));
    }),
    { numRuns: 300 },
  );
});
