import assert from 'node:assert/strict';
import { test } from 'node:test';
import { example } from './example.ts';
import { rLibrary } from './index.ts';
import { licencesOf } from './licences.ts';

const read = (text: string) => rLibrary.extract('x/DESCRIPTION', new TextEncoder().encode(text));

test('a package that R installed', () => {
  assert.deepEqual(rLibrary.extract(example.path, example.bytes).packages, [
    {
      name: 'lantern.r',
      version: '1.8-4',
      type: 'cran',
      versionOrder: 'cran',
      purl: { name: 'lantern.r' },
      origin: { takenFrom: 'github' },
      licences: ['GPL-2.0-or-later OR MIT'],
      requires: [['methods'], ['wick'], ['utils']],
    },
  ]);
});

test('what nobody installed, and another file of that name, is none', () => {
  for (const text of ['Package: a\nVersion: 1.0\n', 'Some words about a folder.\n', ''])
    assert.deepEqual(read(text).packages, []);
  assert.throws(() => read('Version: 1.0\nBuilt: R 4.2.2\n'), /not the description of an R package/);
});

test('Bioconductor has a type of its own', () => {
  assert.equal(
    read('Package: a\nVersion: 1.0\nbiocViews: Software\nBuilt: R 4.2.2\n').packages[0]?.type,
    'bioconductor',
  );
});

/* As CRAN's packages say it. */
const licences: readonly (readonly [field: string, expected: string[]])[] = [
  ['GPL-3', ['GPL-3.0-only']],
  ['GPL (>= 2)', ['GPL-2.0-or-later']],
  ['GPL-2 | GPL-3', ['GPL-2.0-only OR GPL-3.0-only']],
  ['LGPL-2.1', ['LGPL-2.1-only']],
  ['AGPL (>= 3)', ['AGPL-3.0-or-later']],
  ['MIT + file LICENSE', ['MIT']],
  ['Apache License (>= 2)', ['Apache License (>= 2)']],
  ['file LICENSE', []],
  ['Part of R 4.2.2', ['Part of R 4.2.2']],
  ['', []],
];
for (const [field, expected] of licences)
  test(`licence ${field || 'unsaid'}`, () => assert.deepEqual(licencesOf(field), expected));
