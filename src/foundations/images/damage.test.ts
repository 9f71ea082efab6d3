import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  dockerArchive,
  type FixtureEntry,
  inTemporaryDirectory,
  layer,
  ociArchive,
  ociLayout,
  tarArchive,
} from '../../../lab/fixtures/index.ts';
import { type Problem, SeaworthyError } from '../../core/index.ts';
import { entriesOf, failure, readAll, walkOptions, withImage } from './testing/image-files.ts';

const base: FixtureEntry[] = [
  { path: 'etc', kind: 'directory' },
  { path: 'etc/old', body: 'old' },
  { path: 'etc/name', body: 'base' },
  { path: 'etc/same', kind: 'hardlink', link: 'etc/name' },
];
const top: FixtureEntry[] = [
  { path: 'etc/old', kind: 'whiteout' },
  { path: 'app/x', body: 'from top' },
  { path: 'app/link', kind: 'symlink', link: '/etc/name' },
];
test('damage to a layout is told for what it is', () =>
  inTemporaryDirectory(async (directory) => {
    const first = layer([
      ...base,
      { path: 'noise', body: Buffer.from(Array.from({ length: 9000 }, (_, i) => (i * i) >> 3)) },
    ]);
    const blob = (digest: string): string => `blobs/${digest.replace(':', '/')}`;
    const cut = first.blob.subarray(0, first.blob.length - 20);
    const flipped = Buffer.from(first.blob);
    flipped.fill(0x41, 1000, 1010);
    const trailing = Buffer.from(first.blob);
    trailing[trailing.length - 6] = (trailing.at(-6) ?? 0) ^ 1;
    const broken = layer(Buffer.concat([tarArchive(base, { end: false }), Buffer.from('x'.repeat(600))]));
    const short = layer(tarArchive(base).subarray(0, 700));
    const table: readonly (readonly [
      string,
      string,
      () => [Parameters<typeof ociLayout>[1], Record<string, Uint8Array>],
    ])[] = [
      ['layer cut', 'E_TRUNCATED', () => [{ layers: [first] }, { [blob(first.digest)]: cut }]],
      ['layer flipped', 'E_DIGEST_MISMATCH', () => [{ layers: [first] }, { [blob(first.digest)]: flipped }]],
      ['checksum flipped', 'E_DIGEST_MISMATCH', () => [{ layers: [first] }, { [blob(first.digest)]: trailing }]],
      [
        'layer longer',
        'E_DIGEST_MISMATCH',
        () => [{ layers: [first] }, { [blob(first.digest)]: Buffer.concat([first.blob, cut]) }],
      ],
      [
        'other layer',
        'E_DIGEST_MISMATCH',
        () => [{ layers: [first] }, { [blob(first.digest)]: Buffer.concat([layer(top).blob, Buffer.alloc(9000)]) }],
      ],
      ['true digest, not a tar inside', 'E_FORMAT', () => [{ layers: [broken] }, {}]],
      ['true digest, tar cut inside', 'E_TRUNCATED', () => [{ layers: [short] }, {}]],
      ['index is no JSON', 'E_FORMAT', () => [{ layers: [first] }, { 'index.json': Buffer.from('{') }]],
      [
        'unknown layout version',
        'E_FORMAT',
        () => [{ layers: [first] }, { 'oci-layout': Buffer.from('{"imageLayoutVersion":"2.0"}') }],
      ],
      ['more layers than diff ids', 'E_FORMAT', () => [{ layers: [first], config: { rootfs: { diff_ids: [] } } }, {}]],
      [
        'an artifact',
        'E_TARGET_UNKNOWN',
        () => [
          {
            layers: [],
            changeManifest: (m) => ({
              ...m,
              artifactType: 'text/x',
              config: { ...(m.config as object), mediaType: 'application/vnd.oci.empty.v1+json' },
            }),
          },
          {},
        ],
      ],
      [
        'manifest and index in one',
        'E_FORMAT',
        () => [{ layers: [], changeManifest: (m) => ({ ...m, manifests: [] }) }, {}],
      ],
    ];
    for (const [name, code, make] of table) {
      const path = join(directory, name.replaceAll(' ', '-'));
      const [content, changes] = make();
      await ociLayout(path, content);
      for (const [file, bytes] of Object.entries(changes)) await writeFile(join(path, file), bytes);
      const error = await failure(path, {}, readAll);
      assert.equal(error.code, code, `${name}: ${error.message}`);
    }
    const wrong = await ociLayout(join(directory, 'config'), { layers: [first] });
    await writeFile(
      join(directory, 'config', blob(wrong.images[0]?.config.digest ?? '')),
      '{"rootfs":{}}'.padEnd(1000),
    );
    assert.equal((await failure(join(directory, 'config'))).code, 'E_DIGEST_MISMATCH');
  }));

test('layers that cannot be read make the result incomplete and are told', () =>
  inTemporaryDirectory(async (directory) => {
    const types = [
      'application/vnd.oci.image.layer.v1.tar+encrypted',
      'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
    ];
    const lay = join(directory, 'lay');
    const absent = layer([{ path: 'windows' }]);
    await ociLayout(lay, {
      layers: [layer(top), absent],
      changeManifest: (manifest) => ({
        ...manifest,
        layers: (manifest.layers as object[]).map((one, index) => ({ ...one, mediaType: types[index] })),
      }),
    });
    await rm(join(lay, `blobs/${absent.digest.replace(':', '/')}`));
    await withImage(lay, async (image) => {
      const problems: Problem[] = [];
      for (const one of image.layers) assert.deepEqual(await entriesOf(one, problems), []);
      assert.deepEqual(
        problems.map(({ code, incomplete }) => [code, incomplete]),
        [
          ['E_INCOMPLETE', true],
          ['E_INCOMPLETE', true],
        ],
      );
      const [first] = image.layers;
      assert.ok(first !== undefined);
      await assert.rejects(first.walk({ entry: () => 'skip', body: () => {} }, walkOptions), { code: 'E_INCOMPLETE' });
    });
  }));

test('damage to a docker archive is told for what it is', () =>
  inTemporaryDirectory(async (directory) => {
    const { bytes } = dockerArchive({ layers: [layer(base, 'none')] });
    const config = { path: 'c.json', body: '{"rootfs":{"diff_ids":[]}}' };
    const saved = (manifest: string): Uint8Array => tarArchive([config, { path: 'manifest.json', body: manifest }]);
    const changed = Buffer.from(bytes);
    changed.write('bose', changed.indexOf('base\0'), 'latin1');
    const table: readonly (readonly [string, Uint8Array, string])[] = [
      ['cut', bytes.subarray(0, bytes.length >> 1), 'E_TRUNCATED'],
      ['content changed', changed, 'E_DIGEST_MISMATCH'],
      ['a layer too many', saved('[{"Config":"c.json","Layers":["x"]}]'), 'E_FORMAT'],
      ['no configuration', saved('[{"Config":"d.json","Layers":[]}]'), 'E_READ'],
      ['wrong shape', saved('{"Config":1}'), 'E_FORMAT'],
      ['no image', saved('[]'), 'E_TARGET_NOT_FOUND'],
      ['wrong digest in the name', saved(`[{"Config":"${'0'.repeat(64)}.json","Layers":[]}]`), 'E_READ'],
    ];
    for (const [name, content, code] of table) {
      const path = join(directory, 'archive.tar');
      await writeFile(path, content);
      const error = await failure(path, {}, readAll);
      assert.equal(error.code, code, `${name}: ${error.message}`);
    }
  }));

test('archives with any bytes changed give an image or a typed error', () =>
  inTemporaryDirectory(async (directory) => {
    const small = { layers: [layer(base, 'none'), layer(top, 'gzip')] };
    const archives = [dockerArchive(small).bytes, ociArchive([{ images: [small] }]).bytes];
    const path = join(directory, 'changed.tar');
    const open = async (): Promise<void> => {
      const problems: Problem[] = [];
      await withImage(path, async (image) => {
        for (const one of image.layers) await entriesOf(one, problems);
      });
    };
    const change = fc.tuple(fc.nat(20_000), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...archives),
        fc.array(change, { maxLength: 10 }),
        fc.nat(30_000),
        async (archive, changes, cut) => {
          const bytes = Buffer.from(archive.subarray(0, cut));
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          await writeFile(path, bytes);
          try {
            await open();
          } catch (error) {
            assert.ok(error instanceof SeaworthyError, String(error));
            assert.notEqual(error.code, 'E_INTERNAL');
          }
        },
      ),
      { numRuns: 60 },
    );
  }));
