import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { atomName, readExpression, splitVersion, wordsOf } from './atoms.ts';
import { portage } from './index.ts';
import { licencesOf } from './licence.ts';

const read = (path: string, text: string) => ({
  path,
  extraction: portage.extract(path, new TextEncoder().encode(text)),
});

test('portage: name and version', () => {
  const cases: readonly (readonly [string, string | undefined, string?])[] = [
    ['xz-utils-5.4.2-r1', 'xz-utils', '5.4.2-r1'],
    ['gtk+-3.24.43', 'gtk+', '3.24.43'],
    ['font-adobe-100dpi-1.0.3', 'font-adobe-100dpi', '1.0.3'],
    ['a-1-2', 'a-1', '2'],
    ['openssl-1.1.1w_p1', 'openssl', '1.1.1w_p1'],
    ['a-9999', 'a', '9999'],
    ['a', undefined],
    ['-1', undefined],
    ['a-x1', undefined],
  ];
  for (const [text, name, version] of cases) assert.deepEqual(splitVersion(text), name && { name, version }, text);
});

test('portage: names of atoms', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['dev-libs/openssl', 'dev-libs/openssl'],
    ['>=dev-libs/openssl-1.1.1:0/3=[-bindist(-)]', 'dev-libs/openssl'],
    ['=dev-lang/python-3.11*', 'dev-lang/python'],
    ['~a/b-1_p1', 'a/b'],
    ['media-libs/libpng-compat:1.2', 'media-libs/libpng-compat'],
    ['!a/b', undefined],
    ['!!<a/b-2', undefined],
    ['nonsense', undefined],
  ];
  for (const [atom, name] of cases) assert.equal(atomName(atom), name, atom);
});

test('portage: what one folder tells', () => {
  const folder = 'var/db/pkg/app-a/b-2-r1';
  const files = [
    read(
      `${folder}/CONTENTS`,
      'dir /a\nobj /a/with space 0123456789abcdef0123456789abcdef 1\nsym /a/l -> /x -> y 2\nfif /a/f\n',
    ),
    read(`${folder}/LICENSE`, '|| ( GPL-2 Artistic ) BSD'),
    read(`${folder}/PF`, 'b-2-r1\n'),
    read(`${folder}/RDEPEND`, 'a/x || ( a/y ( a/z >=a/w-1 ) ) !a/v python? ( a/u )'),
    read('var/db/pkg/app-a/c-1/LICENSE', 'MIT'),
  ];
  assert.deepEqual(files[0]?.extraction.files, [{ key: 'app-a/b-2-r1', files: ['a/with space', 'a/l'] }]);
  const joined = portage.join?.(files) ?? [];
  // The last has no file that names it, and is told by its folder.
  assert.equal(joined.length, 2);
  const [found] = joined[0]?.extraction.packages ?? [];
  assert.deepEqual([found?.name, found?.version], ['app-a/b', '2-r1']);
  assert.deepEqual(found?.licences, ['(GPL-2.0-only OR Artistic)', 'BSD-3-Clause']);
  assert.deepEqual(found?.requires, [['a/x'], ['a/y', 'a/z', 'a/w'], ['a/u']]);
  assert.equal(found && portage.packageKey?.(found, ''), 'app-a/b-2-r1');
});

test('portage: a file that names another package than its folder is told', () => {
  const { packages, problems } = read('var/db/pkg/a/b-1/PF', 'c-1\n').extraction;
  assert.deepEqual([packages.map(({ name }) => name), problems.length], [['a/b'], 1]);
  assert.throws(() => read('var/db/pkg/a/b/PF', 'b\n'), { code: 'E_FORMAT' });
});

test('portage: licences that are no expression keep their words', () => {
  assert.deepEqual(licencesOf('|| ( GPL-2'), ['|| ( GPL-2']);
  assert.deepEqual(licencesOf(''), []);
  assert.deepEqual(licencesOf('|| ( LGPL-2.1+ MPL-2.0 )'), ['(LGPL-2.1-or-later OR MPL-2.0)']);
  assert.deepEqual(licencesOf('|| ( MIT MIT )'), ['MIT']);
});

test('portage: any text is an expression or none', () => {
  const word = fc.constantFrom('(', ')', '||', 'a/b', 'x?', '!a/c', '^^');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      const expression = readExpression(words.join(' '));
      if (expression !== undefined) assert.ok(wordsOf(expression).every((one) => /^!?a\//.test(one)));
    }),
  );
  assert.equal(readExpression('( '.repeat(3_000)), undefined);
  assert.equal(readExpression('a '.repeat(9_000)), undefined);
});

test('portage: without a PF the name of the folder tells, or that it tells nothing', () => {
  const body = 'obj /usr/lib/libexpat.so 0123456789abcdef0123456789abcdef 1\n';
  const [expat, merging, ...more] =
    portage
      .join?.([
        read('var/db/pkg/dev-libs/-MERGING-b-2/CONTENTS', body),
        read('var/db/pkg/dev-libs/expat-2.0/CONTENTS', body),
        read('var/db/pkg/dev-libs/expat-2.0/LICENSE', 'MIT'),
      ])
      ?.toReversed() ?? [];
  assert.deepEqual(more, []);
  assert.equal(expat?.path, 'var/db/pkg/dev-libs/expat-2.0/CONTENTS');
  assert.deepEqual(
    expat?.extraction.packages.map(({ name, version, licences }) => [name, version, licences]),
    [['dev-libs/expat', '2.0', ['MIT']]],
  );
  assert.deepEqual(expat?.extraction.files, [{ key: 'dev-libs/expat-2.0', files: ['usr/lib/libexpat.so'] }]);
  assert.match(expat?.extraction.notes?.[0] ?? '', /by the name of its folder/);
  assert.deepEqual(merging?.extraction.packages, []);
  assert.match(merging?.extraction.problems[0] ?? '', /called after none/);
});
