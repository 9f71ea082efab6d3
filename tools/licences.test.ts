import assert from 'node:assert/strict';
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

test('a package without a licence text may not be bundled', async () => {
  await assert.rejects(licenceText(root, ['node_modules/.bin/x']), /ENOENT|no licence text/);
});
