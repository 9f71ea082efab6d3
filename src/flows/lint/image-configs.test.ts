import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../core/index.ts';
import { offlineSettings } from '../settings.ts';
import { lint } from './lint.ts';

const settings = offlineSettings({ databaseDirectory: '/nowhere', toolVersion: 'test' });
const rootfs = { type: 'layers', diff_ids: [`sha256:${'0'.repeat(64)}`] };
const config = { os: 'linux', architecture: 'arm64', config: {}, rootfs, history: [{ created_by: 'RUN sudo make' }] };
const inspected = { Id: 'sha256:1', Os: 'linux', Architecture: 'amd64', Config: { User: '' }, RootFS: { Layers: [] } };
const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [] } };

/** What `lint FILE` tells of a file with this content. */
const files: readonly (readonly [what: string, content: unknown, expected: readonly string[] | string])[] = [
  ['a configuration', config, ['dockerfile/sudo', 'image/root-user']],
  ['a configuration as Docker tells it', [inspected], ['image/root-user']],
  ['one that is not in a list', inspected, ['image/root-user']],
  ['a variant', { ...config, variant: 'v8', config: { User: '1' } }, ['dockerfile/sudo']],
  ['several images', [inspected, inspected], 'E_WRONG_KIND'],
  ['layers that are no digests', { ...config, rootfs: { diff_ids: ['x'] } }, 'E_DIGEST'],
  ['too many layers', { ...config, rootfs: { diff_ids: Array(1001).fill(rootfs.diff_ids[0]) } }, 'E_LIMIT'],
  ['a history that is none', { ...config, history: 'x' }, 'E_FORMAT'],
  ['a container as Docker tells it', [{ Id: '1', Config: {}, State: {} }], 'E_WRONG_KIND'],
  ['other JSON', { a: 1 }, 'E_WRONG_KIND'],
  ['an empty list', [], 'E_WRONG_KIND'],
  ['half of one', JSON.stringify(config).slice(0, 80), 'E_WRONG_KIND'],
];
for (const [what, content, expected] of files)
  test(`lint, ${what}`, () =>
    inTemporaryDirectory(async (folder) => {
      const file = join(folder, 'config.json');
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
      if (typeof expected === 'string') {
        await assert.rejects(
          lint([file], settings),
          (error) => error instanceof SeaworthyError && error.code === expected,
        );
        return;
      }
      const { findings, subject, coverage } = await lint([file], settings);
      assert.deepEqual(findings.map(({ id }) => id).sort(), expected);
      assert.ok(findings.every(({ location }) => location.kind === 'file' && location.path === file));
      assert.ok(subject.kind === 'files' && subject.content === 'image-config');
      assert.deepEqual(coverage.lookedFor, ['misconfiguration']);
    }));

test('beside other files each is judged as what it is; in a folder none is looked for', () =>
  inTemporaryDirectory(async (folder) => {
    const [file, manifest, inside] = [join(folder, 'config.json'), join(folder, 'pod.json'), join(folder, 'in')];
    mkdirSync(inside);
    for (const path of [file, join(inside, 'config.json')]) writeFileSync(path, JSON.stringify(config));
    for (const path of [manifest, join(inside, 'pod.json')]) writeFileSync(path, JSON.stringify(pod));
    const both = await lint([file, manifest], settings);
    assert.ok(both.findings.some(({ id }) => id === 'image/root-user'));
    assert.ok(both.findings.some(({ id }) => id.startsWith('kubernetes/')));
    const folderOnly = await lint([inside], settings);
    assert.ok(folderOnly.findings.every(({ id }) => id.startsWith('kubernetes/')));
  }));
