import assert from 'node:assert/strict';
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { imageBlobs, inTemporaryDirectory, ociLayout } from '../../../lab/fixtures/index.ts';
import { defaultLimits } from '../../core/index.ts';
import { artifactDescriptor, descriptorJson, formatArtifact } from './artifact-store.ts';
import { layoutStore } from './layout-store.ts';
import { UnchangedFile } from './unchanged-file.ts';

/** By this clock every file was left alone for a minute. */
const later = (): number => Date.now() + 60_000;

/** The text of a file, and how often it was read. */
function reading(path: string, now = later): { readonly file: UnchangedFile<string>; readonly reads: () => number } {
  let reads = 0;
  const make = async (): Promise<string> => {
    reads++;
    return readFile(path, 'utf8');
  };
  return { file: new UnchangedFile(path, make, now), reads: () => reads };
}

test('a file that nobody touches is read once', () =>
  inTemporaryDirectory(async (folder) => {
    const path = join(folder, 'a');
    await writeFile(path, 'one');
    const { file, reads } = reading(path);
    for (let round = 0; round < 3; round++) assert.equal(await file.get(), 'one');
    assert.equal(reads(), 1);
  }));

/** Waits until the clock of the file system shows another time than that of a file: what is changed within one step of it is what `later` hides here. */
async function nextStep(path: string): Promise<void> {
  const { ctimeNs } = await stat(path, { bigint: true });
  const probe = `${path}.probe`;
  do await writeFile(probe, 'x');
  while ((await stat(probe, { bigint: true })).ctimeNs <= ctimeNs);
}

const changes: Readonly<Record<string, (path: string) => Promise<void>>> = {
  'written to': (path) => writeFile(path, 'two'),
  'written to, and its old times put back': async (path) => {
    const { atime, mtime } = await stat(path);
    await writeFile(path, 'two');
    await utimes(path, atime, mtime);
  },
  'replaced by another': async (path) => {
    await writeFile(`${path}.new`, 'two');
    await rename(`${path}.new`, path);
  },
  'replaced by another of the same times': async (path) => {
    const { atime, mtime } = await stat(path);
    await writeFile(`${path}.new`, 'two');
    await utimes(`${path}.new`, atime, mtime);
    await rename(`${path}.new`, path);
  },
  'written to through another name': async (path) => {
    await link(path, `${path}.other`);
    await writeFile(`${path}.other`, 'two');
  },
};
for (const [what, change] of Object.entries(changes)) {
  test(`a file that is ${what} is read again`, () =>
    inTemporaryDirectory(async (folder) => {
      const path = join(folder, 'a');
      await writeFile(path, 'one');
      const { file } = reading(path);
      assert.equal(await file.get(), 'one');
      await nextStep(path);
      await change(path);
      assert.equal(await file.get(), 'two');
    }));
}

test('one that was changed a moment ago, is still to be changed by its own clock, or is large is read each time', () =>
  inTemporaryDirectory(async (folder) => {
    for (const [text, now] of [
      ['one', Date.now],
      ['one', () => Date.now() - 60_000],
      ['x'.repeat(300_000), later],
    ] as const) {
      const path = join(folder, 'a');
      await writeFile(path, text);
      const { file, reads } = reading(path, now);
      for (let round = 0; round < 3; round++) assert.equal(await file.get(), text);
      assert.equal(reads(), 3);
    }
  }));

test('one that is gone is an error, and is read when it is there again', () =>
  inTemporaryDirectory(async (folder) => {
    const path = join(folder, 'a');
    await writeFile(path, 'one');
    const { file } = reading(path);
    await file.get();
    await rm(path);
    await assert.rejects(file.get(), /ENOENT/);
    await writeFile(path, 'two');
    assert.equal(await file.get(), 'two');
  }));

test('a layout whose list is kept tells what has come, what was moved and what hangs there', () =>
  inTemporaryDirectory(async (root) => {
    const [image, other] = [imageBlobs({ layers: [] }), imageBlobs({ layers: [], config: { author: 'other' } })];
    await ociLayout(root, { layers: [], tag: 'v1' });
    const store = layoutStore(root, defaultLimits, later);
    const { mediaType, digest, size } = image.manifest;
    const hanging = async (): Promise<readonly string[]> =>
      (await store.referrers(digest)).map(({ digest: one }) => one).sort();
    assert.equal(await store.resolve('v1'), digest);
    assert.deepEqual([await hanging(), await hanging()], [[], []]);
    const blob = { mediaType: 'x/y', ...(await store.putBlob(Buffer.from('a'))) };
    const parts = { artifactType: 'x/y', blob, annotations: {}, subject: { mediaType, digest, size } };
    const attached = await store.attach(formatArtifact(parts));
    assert.deepEqual([await hanging(), await hanging()], [[attached], [attached]]);
    await store.putManifest({ bytes: other.manifestBytes, mediaType }, 'v1');
    assert.equal(await store.resolve('v1'), other.manifest.digest);
    assert.deepEqual([await hanging(), await hanging()], [[attached], [attached]]);
    // What is listed and cannot be read is told until it was read once; then what it hangs on is known.
    const second = formatArtifact({ ...parts, artifactType: 'x/z' });
    const listed = artifactDescriptor(second);
    const file = join(root, 'blobs', listed.digest.replace(':', '/'));
    const indexFile = join(root, 'index.json');
    const index = JSON.parse(await readFile(indexFile, 'utf8')) as { manifests: unknown[] };
    await writeFile(indexFile, JSON.stringify({ ...index, manifests: [...index.manifests, descriptorJson(listed)] }));
    assert.deepEqual(await hanging(), [attached, listed.digest].sort());
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, second.bytes);
    assert.deepEqual(await hanging(), [attached, listed.digest].sort());
    await rm(file);
    assert.deepEqual(await hanging(), [attached, listed.digest].sort());
  }));
