import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { example } from './example.ts';
import { apkInstalled } from './index.ts';
import { readInstalled } from './read-installed.ts';

test('a record gives name, version, architecture, licence, source package and files', () => {
  const [musl, crypto] = apkInstalled.extract(example.path, example.bytes).packages;
  assert.deepEqual(musl?.files, ['lib/ld-musl-x86_64.so.1', 'lib/libc.musl-x86_64.so.1']);
  assert.deepEqual(crypto, {
    name: 'libcrypto3',
    version: '3.3.2-r0',
    type: 'apk',
    versionOrder: 'apk',
    purl: { name: 'libcrypto3', qualifiers: { arch: 'x86_64' } },
    distributionPurl: true,
    architecture: 'x86_64',
    source: { name: 'openssl', version: '3.3.2-r0' },
    licences: ['Apache-2.0'],
    requires: [['so:libc.musl-x86_64.so.1']],
    provides: ['so:libcrypto.so.3'],
    files: ['etc/ssl/openssl.cnf', 'usr/lib/libcrypto.so.3'],
  });
});

const cases: { title: string; text: string; packages: string[]; problems: string[] }[] = [
  {
    title: 'no last newline, which apk always writes',
    text: 'P:a\nV:1-r0',
    packages: ['a@1-r0'],
    problems: ['it ends in the middle of a line: it was cut short'],
  },
  {
    title: 'many blank lines',
    text: '\n\nP:a\nV:1-r0\n\n\n\nP:b\nV:2-r1\n\n',
    packages: ['a@1-r0', 'b@2-r1'],
    problems: [],
  },
  { title: 'carriage returns', text: 'P:a\r\nV:1-r0\r\n\r\nP:b\r\nV:2\r\n', packages: ['a@1-r0', 'b@2'], problems: [] },
  { title: 'lower-case p is what it provides', text: 'P:a\nV:1\np:cmd:b=2 so:c=3\n', packages: ['a@1'], problems: [] },
  {
    title: 'no version',
    text: 'P:a\n\nP:b\nV:2\n',
    packages: ['b@2'],
    problems: ['the record at line 1 has no version'],
  },
  { title: 'a line that is no field', text: 'P:a\nV:1\nbroken\n', packages: ['a@1'], problems: ['line 3 is no field'] },
  {
    title: 'two records run together',
    text: 'P:a\nV:1\nP:b\nV:2\n',
    packages: ['a@1'],
    problems: ['line 3 names a second package in one record'],
  },
];

for (const { title, text, packages, problems } of cases) {
  test(`apk: ${title}`, () => {
    const extraction = readInstalled(text);
    assert.deepEqual(
      extraction.packages.map(({ name, version }) => `${name}@${version}`),
      packages,
    );
    assert.deepEqual(extraction.problems, problems);
  });
}

test('files in the root directory have no slash before them', () => {
  assert.deepEqual(readInstalled('P:a\nV:1\nF:\nR:.apk-new\n').packages[0]?.files, ['.apk-new']);
});

test('without an origin there is no source package', () => {
  assert.equal(readInstalled('P:a\nV:1\n').packages[0]?.source, undefined);
});

test('what is no database at all is refused', () => {
  assert.throws(() => apkInstalled.extract('lib/apk/db/installed', new TextEncoder().encode('<html>\n')), {
    code: 'E_FORMAT',
  });
});

test('every record that is written is read', () => {
  const word = fc.stringMatching(/^[a-z0-9+._-]{1,12}$/);
  const records = fc.array(fc.record({ name: word, version: word, files: fc.array(word, { maxLength: 3 }) }), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(records, (list) => {
      const text = list
        .map(
          ({ name, version, files }) =>
            `P:${name}\nV:${version}\nF:usr\n${files.map((file) => `R:${file}\n`).join('')}\n`,
        )
        .join('');
      const { packages, problems } = readInstalled(text);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        packages.map(({ name, version, files }) => ({ name, version, files })),
        list.map(({ name, version, files }) => ({ name, version, files: files.map((file) => `usr/${file}`) })),
      );
    }),
  );
});

test('who made a package, and the commit of its recipe', () => {
  const [found, other] = readInstalled('P:a\nV:1-r0\nm:A <a@b.example>\nc:abc\n\nP:b\nV:1-r0\n\n').packages;
  assert.deepEqual(found?.origin, { maintainer: 'A <a@b.example>', commit: 'abc' });
  assert.equal(other?.origin, undefined);
});

const virtual: [title: string, record: string, packages: string[]][] = [
  ['apk add -t .deps', 'P:.deps\nV:20240101.123456\nA:noarch\nT:virtual meta package\nD:gcc', []],
  ['apk add -t of old, under any name', 'P:build-deps\nV:0\nT:virtual meta package', []],
  [
    'a meta package that somebody built',
    'P:alpine-base\nV:3.20-r0\nT:Meta package for minimal alpine base',
    ['alpine-base'],
  ],
  ['a name with a dot', 'P:.deps\nV:1-r0\nT:a package', ['.deps']],
  ['one with files', 'P:a\nV:1-r0\nT:virtual meta package\nF:bin\nR:a', ['a']],
  ['one that was built', 'P:a\nV:1-r0\nT:virtual meta package\no:b', ['a']],
];
for (const [title, record, expected] of virtual) {
  test(`virtual: ${title}`, () => {
    const { packages, problems } = readInstalled(`${record}\n\nP:gcc\nV:13-r0\n\n`);
    assert.deepEqual(
      packages.map(({ name }) => name),
      [...expected, 'gcc'],
    );
    assert.deepEqual(problems, []);
  });
}

test('the page that a record gives', () => {
  const { packages } = readInstalled('P:a\nV:1-r0\nU:https://a.example/\n\n');
  assert.deepEqual(packages[0]?.origin, { homepage: 'https://a.example/' });
});
