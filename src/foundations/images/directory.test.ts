import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import { link, mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { defaultLimits, type Limits, type Problem, subjectSort } from '../../core/index.ts';
import { wholeOf } from '../formats/index.ts';
import { digestBytes } from './descriptor.ts';
import { directoryLayer } from './directory.ts';
import type { Interest, LayerEntry } from './layer.ts';
import { openTarget } from './open-target.ts';

interface Seen {
  readonly entries: LayerEntry[];
  readonly bodies: Record<string, string>;
  readonly problems: Problem[];
}

async function walk(
  path: string,
  interest: (entry: LayerEntry) => Interest = () => 'body',
  limits: Limits = defaultLimits,
): Promise<Seen> {
  const seen: Seen = { entries: [], bodies: {}, problems: [] };
  await directoryLayer(path).walk(
    {
      entry: (entry) => {
        seen.entries.push(entry);
        return interest(entry);
      },
      head: (_, bytes) => bytes[0] === 0x79,
      body: ({ path: name }, body) => {
        seen.bodies[name] = Buffer.from(wholeOf(body)).toString();
      },
    },
    { limits, onProblem: (problem) => seen.problems.push(problem) },
  );
  return seen;
}

test('a folder is walked in a fixed order, links are told and not followed', () =>
  inTemporaryDirectory(async (outside) => {
    await writeFile(join(outside, 'secret'), 'outside');
    const root = join(outside, 'root');
    await mkdir(join(root, 'b/c'), { recursive: true });
    await mkdir(join(root, 'a'));
    await writeFile(join(root, 'b/c/deep'), 'deep');
    await writeFile(join(root, 'b/file'), 'text', { mode: 0o600 });
    await link(join(root, 'b/file'), join(root, 'b/second-name'));
    await symlink('../../secret', join(root, 'a/out'));
    await symlink('..', join(root, 'a/up'));
    await writeFile(join(root, 'empty'), '');
    const { entries, bodies, problems } = await walk(root);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      entries.map(({ path, kind, size, link: target }) => [path, kind, size, target]),
      [
        ['a', 'directory', 0, undefined],
        ['b', 'directory', 0, undefined],
        ['empty', 'file', 0, undefined],
        ['a/out', 'symlink', 0, '../../secret'],
        ['a/up', 'symlink', 0, '..'],
        ['b/c', 'directory', 0, undefined],
        ['b/file', 'file', 4, undefined],
        ['b/second-name', 'file', 4, undefined],
        ['b/c/deep', 'file', 4, undefined],
      ],
    );
    assert.equal(entries.find(({ path }) => path === 'b/file')?.mode, 0o600);
    assert.deepEqual(bodies, { 'b/c/deep': 'deep', 'b/file': 'text', 'b/second-name': 'text', empty: '' });
  }));

test('heads decide, and what is skipped is not read', () =>
  inTemporaryDirectory(async (root) => {
    await writeFile(join(root, 'no'), 'n'.repeat(600));
    await writeFile(join(root, 'yes'), 'y'.repeat(600));
    assert.deepEqual(Object.keys((await walk(root, () => 'head')).bodies), ['yes']);
    assert.deepEqual((await walk(root, () => 'skip')).bodies, {});
  }));

test('a socket is of no interest, and a file that became a link is not followed', () =>
  inTemporaryDirectory(async (root) => {
    const server = createServer().listen(join(root, 'socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    await writeFile(join(root, 'target'), 'target');
    await writeFile(join(root, 'victim'), 'victim');
    await symlink('target', join(root, 'swap'));
    try {
      // While the entry is looked at the file is replaced by a link, as an attacker would do it.
      const seen = await walk(root, ({ path }) => {
        if (path === 'victim') renameSync(join(root, 'swap'), join(root, 'victim'));
        return path === 'victim' ? 'body' : 'skip';
      });
      assert.equal(seen.entries.find(({ path }) => path === 'socket')?.kind, 'other');
      assert.deepEqual(seen.bodies, {});
      assert.deepEqual(
        seen.problems.map(({ code, incomplete }) => [code, incomplete]),
        [['E_READ', true]],
      );
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  }));

test('a folder and a file that went away are told, and the rest is read', () =>
  inTemporaryDirectory(async (parent) => {
    const root = join(parent, 'root');
    await mkdir(join(root, 'gone'), { recursive: true });
    await writeFile(join(root, 'kept'), 'kept');
    await writeFile(join(root, 'moved'), 'moved');
    const seen = await walk(root, ({ path }) => {
      if (path === 'gone' || path === 'moved') renameSync(join(root, path), join(parent, path));
      return 'body';
    });
    assert.deepEqual(seen.bodies, { kept: 'kept' });
    assert.deepEqual(
      seen.problems.map(({ code, where, incomplete }) => [code, where.slice(root.length + 1), incomplete]),
      [
        ['E_READ', 'moved', true],
        ['E_READ', 'gone', true],
      ],
    );
  }));

test('bounds on entries and paths; without a listener a problem is thrown', () =>
  inTemporaryDirectory(async (root) => {
    for (const name of ['a', 'b', 'c']) await writeFile(join(root, name), name);
    await writeFile(join(root, 'n'.repeat(50)), '');
    await assert.rejects(
      walk(root, () => 'skip', { ...defaultLimits, layerEntries: 3 }),
      { code: 'E_LIMIT' },
    );
    const seen = await walk(root, () => 'skip', { ...defaultLimits, pathBytes: 20 });
    assert.deepEqual(
      seen.problems.map(({ code, incomplete }) => [code, incomplete]),
      [['E_LIMIT', true]],
    );
    const limits = { ...defaultLimits, pathBytes: 20 };
    await assert.rejects(directoryLayer(root).walk({ entry: () => 'skip', body: () => {} }, { limits }), {
      code: 'E_LIMIT',
    });
    const signal = AbortSignal.abort();
    await assert.rejects(directoryLayer(root).walk({ entry: () => 'skip', body: () => {} }, { limits, signal }), {
      code: 'E_INTERRUPTED',
    });
  }));

test('a folder as a target has one layer that nobody may keep', () =>
  inTemporaryDirectory(async (root) => {
    const folder = digestBytes(Buffer.from(await realpath(root)));
    for (const target of [root, `dir:${root}`]) {
      const image = await openTarget(target, { limits: defaultLimits });
      const place = { content: 'sources', place: { folder }, path: '' };
      assert.deepEqual(image.subject, { kind: 'files', name: target, ...place });
      assert.deepEqual(
        image.layers.map(({ immutable }) => immutable),
        [false],
      );
      assert.equal(image.config, undefined);
      await image.close();
    }
  }));

const roots: readonly (readonly [content: string, ...paths: string[]])[] = [
  ['directory', 'etc/os-release'],
  ['directory', 'lib/apk/db/installed'],
  ['directory', 'var/lib/dpkg/status.d/base', 'app/go.mod'],
  ['directory', 'etc/passwd', 'package-lock.json'],
  ['directory', 'nix/store/x'],
  ['sources', 'package-lock.json'],
  ['sources', 'src/etc/passwd', 'lib/index.js', 'bin/tool', 'etc/app.conf', 'usr/x'],
  ['sources', 'README'],
];
for (const [content, ...paths] of roots)
  test(`a folder with ${paths.join(', ')} is taken as ${content}`, () =>
    inTemporaryDirectory(async (root) => {
      for (const path of paths) {
        await mkdir(dirname(join(root, path)), { recursive: true });
        await writeFile(join(root, path), '');
      }
      const image = await openTarget(root, { limits: defaultLimits });
      assert.equal(subjectSort(image.subject), content);
      assert.match(image.description, content === 'sources' ? /as a source tree$/ : /as a root file system$/);
    }));
