import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  dockerArchive,
  type FixtureEntry,
  inTemporaryDirectory,
  layer,
  ociLayout,
} from '../../../lab/fixtures/index.ts';
import { subjectSort } from '../../core/index.ts';
import { contents, failure, withImage } from './testing/image-files.ts';

const entries: FixtureEntry[] = [{ path: 'etc/name', body: 'base' }];
const merged = { 'etc/name': 'base' };
const image = { layers: [layer(entries)] };

const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
const noSkopeo = has('skopeo') ? false : 'skopeo is not installed';

function run(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}

/** Folders as tools write them, each in a folder of its own. */
async function makeFolders(directory: string): Promise<void> {
  await ociLayout(join(directory, 'layout'), image);
  const { bytes } = dockerArchive({ layers: [layer(entries, 'none')] });
  await writeFile(join(directory, 'saved.tar'), bytes);
  await mkdir(join(directory, 'saved'));
  run('tar', '-xf', join(directory, 'saved.tar'), '-C', join(directory, 'saved'));
}

test('what skopeo copied to dir: is an image, one variant or all of them', { skip: noSkopeo }, () =>
  inTemporaryDirectory(async (directory) => {
    await makeFolders(directory);
    run('skopeo', 'copy', '--all', `oci:${directory}/layout`, `dir:${directory}/copied`);
    for (const target of [`${directory}/copied`, `dir:${directory}/copied`]) {
      await withImage(target, async (opened) => {
        assert.equal(opened.subject.kind, 'image');
        assert.deepEqual(await contents(opened), merged);
      });
    }
    await writeFile(join(directory, 'copied', 'notes.txt'), 'x');
    const both = await failure(`${directory}/copied`);
    assert.deepEqual([both.code, both.why], ['E_TARGET_UNKNOWN', 'it also has notes.txt']);
    await withImage(`dir:${directory}/copied`, (opened) => assert.equal(subjectSort(opened.subject), 'sources'));
  }),
);

test('an unpacked docker archive is an image', () =>
  inTemporaryDirectory(async (directory) => {
    await makeFolders(directory);
    for (const target of [`${directory}/saved`, `docker-archive:${directory}/saved`]) {
      await withImage(target, async (opened) => {
        assert.equal(opened.subject.kind, 'image');
        assert.deepEqual(await contents(opened), merged);
      });
    }
  }));

test('a folder called a root file system that is an image is refused with the word for it', () =>
  inTemporaryDirectory(async (directory) => {
    await makeFolders(directory);
    for (const [folder, word] of [
      ['layout', 'oci'],
      ['saved', 'docker-archive'],
    ]) {
      const { code, next } = await failure(`dir:${directory}/${folder}`);
      assert.deepEqual([code, next], ['E_TARGET_UNKNOWN', `Give it as ${word}:${directory}/${folder}.`]);
    }
  }));

test('a root file system that was dressed as an image is neither until somebody says which', () =>
  inTemporaryDirectory(async (directory) => {
    await makeFolders(directory);
    for (const folder of ['layout', 'saved']) {
      await mkdir(join(directory, folder, 'usr'));
      const { code, why } = await failure(`${directory}/${folder}`);
      assert.deepEqual([code, why], ['E_TARGET_UNKNOWN', 'it also has usr']);
      await withImage(`dir:${directory}/${folder}`, (opened) => assert.equal(subjectSort(opened.subject), 'sources'));
    }
    await withImage(`oci:${directory}/layout`, (opened) => assert.equal(opened.subject.kind, 'image'));
  }));

test('a layout that lost its marker, and an archive from before manifests, are no empty roots', () =>
  inTemporaryDirectory(async (directory) => {
    await makeFolders(directory);
    await rm(join(directory, 'layout', 'oci-layout'));
    assert.match((await failure(`${directory}/layout`)).message, /not an OCI layout/);
    await mkdir(join(directory, 'old', 'a'.repeat(64)), { recursive: true });
    await writeFile(join(directory, 'old', 'repositories'), '{}');
    assert.match((await failure(`${directory}/old`)).message, /not a docker archive/);
  }));

test('folders with files of the same names are no images', () =>
  inTemporaryDirectory(async (directory) => {
    const roots: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      page: { 'manifest.json': '{"name": "a web app"}', 'index.json': '{}', version: '1.0' },
      list: { 'manifest.json': '[{"file": "a"}]', version: '2' },
      broken: { 'manifest.json': '[', 'index.json': '{', blobs: 'x' },
    };
    for (const [name, files] of Object.entries(roots)) {
      await mkdir(join(directory, name));
      for (const [file, text] of Object.entries(files)) await writeFile(join(directory, name, file), text);
      await withImage(`${directory}/${name}`, (opened) => assert.equal(subjectSort(opened.subject), 'sources'));
    }
  }));
