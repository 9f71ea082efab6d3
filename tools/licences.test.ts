import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { root } from './house/repository.ts';
import { licenceText, packageFolder } from './licences.ts';

test('the package that a file of the bundle belongs to', () => {
  assert.equal(packageFolder('src/a.ts'), undefined);
  assert.equal(packageFolder('node_modules/a/b/c.js'), 'node_modules/a');
  assert.equal(packageFolder('node_modules/@a/b/c.js'), 'node_modules/@a/b');
  assert.equal(packageFolder('node_modules/a/node_modules/b/c.js'), 'node_modules/a/node_modules/b');
});

test('every package is named once, with its licence and the text of it', async () => {
  const text = await licenceText(root, [
    'src/a.ts',
    'node_modules/commander/index.js',
    'node_modules/commander/lib/command.js',
  ]);
  assert.equal(text.match(/^commander \d/gm)?.length, 1);
  assert.match(text, /Permission is hereby granted/);
});

test('our own files under another licence are named, and say so themselves', async () => {
  const text = await licenceText(root, []);
  for (const [file, licence] of [
    ['sensor/sensor.bpf.c', 'MIT OR GPL-2.0-only'],
    ['sensor/kernel-types.h', 'MIT OR GPL-2.0-only'],
    ['sensor/event.h', 'Apache-2.0 OR MIT'],
  ] as const) {
    assert.ok(text.includes(file) && text.includes(licence), file);
    const first = (await readFile(`${root}/${file}`, 'utf8')).split('\n', 1)[0];
    assert.equal(first, `/* SPDX-License-Identifier: ${licence} */`);
  }
});

test('a package that is published without its text has that of its repository, for the version that was looked at', async () => {
  assert.match(await licenceText(root, ['node_modules/saxes/saxes.js']), /^saxes 6\.0\.0 \(ISC\)\n\nThe ISC License/m);
});

test('a package without a licence text may not be bundled', async () => {
  await assert.rejects(licenceText(root, ['node_modules/.bin/x']), /ENOENT|no licence text/);
});
