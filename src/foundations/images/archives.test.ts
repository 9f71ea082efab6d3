import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { dockerArchive, inTemporaryDirectory, layer, ociArchive, tarArchive } from '../../../lab/fixtures/index.ts';
import { defaultLimits, type Problem, subjectKey } from '../../core/index.ts';
import type { OpenOptions } from './target.ts';
import { contents, entriesOf, failure, readAll, withImage } from './testing/image-files.ts';

const files = { 'etc/name': 'base', 'usr/bin/x': 'x' };
const entries = Object.entries(files).map(([path, body]) => ({ path, body }));
const image = { layers: [layer(entries, 'none')], tags: ['app:1'] };
const old = dockerArchive(image, 'old').bytes;
const root = tarArchive(entries);

type Bytes = Uint8Array;
const gzip = (bytes: Bytes): Bytes => layer(bytes, 'gzip').blob;
const zstd = (bytes: Bytes): Bytes => layer(bytes, 'zstd').blob;
const plain = (bytes: Bytes): Bytes => bytes;

/** What comes in on standard input, in small pieces. */
const piped = (bytes: Bytes): Pick<OpenOptions, 'input'> => ({
  input: async function* () {
    for (let at = 0; at < bytes.length; at += 5_000) yield bytes.subarray(at, at + 5_000);
  },
});

const kinds: readonly (readonly [what: string, bytes: Bytes, sort: 'image' | 'files', told: RegExp])[] = [
  ['docker archive', old, 'image', /^docker archive .*, image app:1$/],
  ['OCI archive', ociArchive([{ tag: 'v1', images: [image] }]).bytes, 'image', /^OCI archive .*, tag v1$/],
  ['root file system', root, 'files', /^tar archive .* as a root file system$/],
];

for (const [what, bytes, sort, told] of kinds)
  test(`archives: a ${what}, compressed or not, under any name and on standard input`, () =>
    inTemporaryDirectory(async (directory) => {
      for (const compress of [plain, gzip, zstd]) {
        // The bytes tell what it is, and no name does.
        for (const name of ['a.tar', 'a.tar.gz', 'a.tar.zst', 'a']) {
          const path = join(directory, name);
          await writeFile(path, compress(bytes));
          await withImage(path, async (opened) => {
            assert.deepEqual([opened.subject.kind, opened.subject.name], [sort, path]);
            assert.match(opened.description, told);
            assert.deepEqual(await contents(opened), files);
            assert.deepEqual(await contents(opened), files, 'it can be read again');
          });
        }
        await withImage(
          '-',
          async (opened) => {
            assert.deepEqual([opened.subject.kind, opened.subject.name], [sort, 'standard input']);
            assert.match(opened.description, told);
            assert.deepEqual(await contents(opened), files);
          },
          piped(compress(bytes)),
        );
      }
    }));

test('archives: schemes on standard input and on compressed files', () =>
  inTemporaryDirectory(async (directory) => {
    const oci = ociArchive([{ tag: 'v1', images: [image] }]).bytes;
    const path = join(directory, 'x');
    const table: readonly (readonly [scheme: string, rest: string, bytes: Bytes, code: string])[] = [
      ['docker-archive', '', old, ''],
      ['docker-archive', ':app:1', old, ''],
      ['docker-archive', ':app:2', old, 'E_TARGET_NOT_FOUND'],
      ['docker-archive', '', root, 'E_TARGET_UNKNOWN'],
      ['oci-archive', '', oci, ''],
      ['oci-archive', ':v1', oci, ''],
      ['oci-archive', '', old, 'E_TARGET_UNKNOWN'],
      ['dir', '', root, ''],
      ['dir', '', tarArchive([{ path: 'app', body: '' }]), ''],
      ['dir', '', old, 'E_TARGET_UNKNOWN'],
      ['dir', '', oci, 'E_TARGET_UNKNOWN'],
    ];
    for (const [scheme, rest, bytes, code] of table) {
      await writeFile(path, gzip(bytes));
      for (const [target, extra] of [
        [`${scheme}:${path}${rest}`, {}],
        [`${scheme}:-${rest}`, piped(gzip(bytes))],
      ] as const) {
        if (code === '') await withImage(target, readAll, extra);
        else assert.equal((await failure(target, extra)).code, code, target);
      }
    }
  }));

test('archives: what is none, too large, damaged or two things is an error, and leaves nothing behind', async () => {
  const before = (await readdir(tmpdir())).filter((name) => /^seaworthy-(?!test-)/.test(name));
  const small = { limits: { ...defaultLimits, layerInflatedBytes: 100_000 } };
  const zeros = Buffer.alloc(200_000);
  const table: readonly (readonly [what: string, bytes: Bytes, code: string, extra?: Partial<OpenOptions>])[] = [
    ['nothing', Buffer.alloc(0), 'E_TARGET_UNKNOWN'],
    ['nothing, compressed', gzip(Buffer.alloc(0)), 'E_TARGET_UNKNOWN'],
    ['text', Buffer.from('not an archive'.repeat(100)), 'E_TARGET_UNKNOWN'],
    ['text, compressed', gzip(Buffer.from('not an archive'.repeat(100))), 'E_TARGET_UNKNOWN'],
    ['compressed twice', gzip(zstd(root)), 'E_TARGET_UNKNOWN'],
    ['of a package', tarArchive([{ path: 'package/index.js', body: '' }]), 'E_TARGET_UNKNOWN'],
    [
      'an image and a root file system',
      tarArchive([...entries, { path: 'manifest.json', body: '[]' }]),
      'E_TARGET_UNKNOWN',
    ],
    [
      'a layout and a root file system',
      tarArchive([...entries, { path: 'oci-layout', body: '{}' }]),
      'E_TARGET_UNKNOWN',
    ],
    ['a bomb', gzip(zeros), 'E_LIMIT', small],
    ['a bomb of zstd', zstd(zeros), 'E_LIMIT', small],
    ['cut off', gzip(old).subarray(0, -20), 'E_TRUNCATED'],
    ['cut off, zstd', zstd(old).subarray(0, -20), 'E_TRUNCATED'],
    ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0, 0, 0, 0]), 'E_FORMAT'],
    ['cut off inside a header', root.subarray(0, 1_200), 'E_TRUNCATED'],
    ['cut off inside a file', tarArchive([{ path: 'etc/x', body: 'x'.repeat(900) }]).subarray(0, 700), 'E_TRUNCATED'],
  ];
  for (const [what, bytes, code, extra = {}] of table)
    assert.equal((await failure('-', { ...piped(bytes), ...extra })).code, code, what);
  assert.equal((await failure('-')).code, 'E_USAGE', 'nothing is piped in');
  const stopped = { signal: AbortSignal.abort() };
  assert.equal((await failure('-', { ...piped(root), ...stopped })).code, 'E_INTERRUPTED');
  await withImage(
    '-',
    async () => {
      const now = (await readdir(tmpdir())).filter((name) => /^seaworthy-(?!test-)/.test(name));
      assert.deepEqual(
        now.filter((name) => !before.includes(name) && !name.includes('tour')),
        [],
        'not even while it is read',
      );
    },
    piped(gzip(root)),
  );
});

test('archives: a root file system says what it is', async () => {
  const hiding = tarArchive([...entries, { path: 'etc/.wh.name', body: 'a file' }]);
  await withImage(
    '-',
    async (opened) => assert.equal((await contents(opened))['etc/.wh.name'], 'a file', 'it hides nothing'),
    piped(hiding),
  );
  const keys: string[] = [];
  for (const compress of [plain, gzip, zstd])
    await withImage('-', (opened) => void keys.push(subjectKey(opened.subject)), piped(compress(root)));
  assert.equal(new Set(keys).size, 1, 'its bytes say which it is, however they came');
  const problems: Problem[] = [];
  // Whoever wrote into the pipe may have died between two files.
  const unfinished = root.subarray(0, 1_024);
  await withImage(
    '-',
    async (opened) => {
      for (const one of opened.layers) await entriesOf(one, problems);
    },
    piped(unfinished),
  );
  assert.deepEqual(
    problems.map(({ code, incomplete }) => [code, incomplete]),
    [['E_TRUNCATED', true]],
  );
});
