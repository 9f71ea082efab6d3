import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeZip } from '../../../../../../lab/fixtures/index.ts';
import { normalisedName } from '../name.ts';
import { example } from './example.ts';
import { pythonInstalled } from './index.ts';
import { pythonFile } from './places.ts';
import { readMetadata } from './read-metadata.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const site = 'usr/lib/python3/site-packages';

test('metadata gives name, version, licence and a normalised purl', () => {
  assert.deepEqual(pythonInstalled.extract(example.path, example.bytes).packages, [
    {
      name: 'Typing_Extensions',
      version: '4.12.2',
      type: 'pypi',
      versionOrder: 'pep440',
      purl: { name: 'typing-extensions' },
      licences: ['PSF-2.0'],
      origin: { maintainer: 'Lind, Mara <mara@types.example>', homepage: 'https://types.example/src' },
      requires: [['some-thing']],
      provides: ['typing-extensions'],
    },
  ]);
});

const names: [name: string, normalised: string][] = [
  ['Flask', 'flask'],
  ['ruamel.yaml', 'ruamel-yaml'],
  ['a-_.b', 'a-b'],
  ['zope.interface', 'zope-interface'],
];
for (const [name, normalised] of names) {
  test(`PEP 503: ${name}`, () => assert.equal(normalisedName(name), normalised));
}

const paths: [path: string, kind: ReturnType<typeof pythonFile>][] = [
  [`${site}/pip-22.0.dist-info/METADATA`, 'metadata'],
  [`${site}/pip-22.0.dist-info/RECORD`, 'record'],
  [`${site}/pip-22.0.dist-info/WHEEL`, undefined],
  ['usr/lib/python3/dist-packages/six-1.16.0.egg-info', 'metadata'],
  ['usr/lib/python3/dist-packages/six-1.16.0.egg-info/PKG-INFO', 'metadata'],
  [`${site}/six.egg-info/installed-files.txt`, 'installed-files'],
  [`${site}/six-1.16.0-py3.10.egg`, 'egg'],
  ['usr/lib/python3/ensurepip/_bundled/pip-24.0-py3-none-any.whl', 'wheel'],
  [`${site}/six-1.16.0-py3.10.egg/EGG-INFO/PKG-INFO`, 'metadata'],
  [`${site}/six-1.16.0.dist-info`, 'metadata'],
  [`${site}/six-1.16.0-py3.8.egg-info/METADATA`, 'metadata'],
  [`${site}/six-1.16.0-py3.8.egg-info/RECORD`, 'record'],
  [`${site}/METADATA`, undefined],
  ['src/six/PKG-INFO', undefined],
  ['.egg', undefined],
  ['.whl', undefined],
  ['var/log/installed-files.txt', undefined],
];
for (const [path, kind] of paths) {
  test(`${path} is ${kind ?? 'of no interest'}`, () => assert.equal(pythonFile(path), kind));
}

const licences: [fields: string, licences: string[] | undefined][] = [
  ['License: MIT', ['MIT']],
  ['License-Expression: MIT OR Apache-2.0\nLicense: ignored', ['MIT OR Apache-2.0']],
  ['License: UNKNOWN', undefined],
  [`License: ${'long text '.repeat(20)}\nClassifier: License :: OSI Approved :: BSD License`, ['BSD License']],
  ['License: MIT License\n  Permission is hereby granted', undefined],
  ['Classifier: License :: OSI Approved', undefined],
  ['Classifier: License :: A\nClassifier: License :: B\nClassifier: License :: A', ['A', 'B']],
];
for (const [fields, expected] of licences) {
  test(`licence of ${JSON.stringify(fields.slice(0, 40))}`, () => {
    assert.deepEqual(readMetadata('x', `Name: a\nVersion: 1\n${fields}\n`).licences, expected);
  });
}

test('field names in any case; an epoch and a local version stay as they are', () => {
  const { name, version } = readMetadata('x', 'name: a\nVERSION: 1!2.0.post1+deb.1\n');
  assert.deepEqual([name, version], ['a', '1!2.0.post1+deb.1']);
});

for (const text of [
  '',
  'Name: a\n',
  'Version: 1\n',
  'Name: a b\nVersion: 1\n',
  'Name: a\nVersion: 1 2\n',
  '\nName: a\nVersion: 1\n',
]) {
  test(`refuses ${JSON.stringify(text)}`, () => assert.throws(() => readMetadata('x', text), { code: 'E_FORMAT' }));
}

test('a zipped egg is opened', () => {
  const egg = makeZip([
    { name: 'a/__init__.py', content: '' },
    { name: 'EGG-INFO/PKG-INFO', content: 'Metadata-Version: 1.0\nName: a\nVersion: 1.6\n' },
  ]);
  const { packages } = pythonInstalled.extract(`${site}/a-1.6-py3.10.egg`, egg);
  assert.deepEqual(
    packages.map(({ name, version }) => `${name}@${version}`),
    ['a@1.6'],
  );
  assert.throws(() => pythonInstalled.extract(`${site}/a.egg`, makeZip([{ name: 'x.py', content: '' }])), {
    code: 'E_FORMAT',
  });
  assert.throws(() => pythonInstalled.extract(`${site}/a.egg`, bytes('text')), { code: 'E_FORMAT' });
});

test('RECORD: quotes, absolute paths and paths that climb are resolved', () => {
  const record = [
    'a/__init__.py,sha256=47DEQpj8HBSa,0',
    'a-1.0.dist-info/RECORD,,',
    '../../../bin/a,sha256=x,100',
    '"a/with ""quotes"", and commas.py",sha256=x,1',
    '/etc/a.conf,,',
    '../../../../../../../etc/passwd,,',
    '',
  ].join('\r\n');
  const [list] = pythonInstalled.extract(`${site}/a-1.0.dist-info/RECORD`, bytes(record)).files;
  assert.deepEqual(list, {
    key: `${site}/a-1.0.dist-info`,
    files: [
      `${site}/a/__init__.py`,
      `${site}/a-1.0.dist-info/RECORD`,
      'usr/bin/a',
      `${site}/a/with "quotes", and commas.py`,
      'etc/a.conf',
      'etc/passwd',
    ],
  });
});

test('installed-files.txt starts from its own folder; both lists join the metadata beside them', () => {
  const folder = `${site}/a.egg-info`;
  const [list] = pythonInstalled.extract(
    `${folder}/installed-files.txt`,
    bytes('../a/__init__.py\nPKG-INFO\n../../../../bin/a\n'),
  ).files;
  assert.deepEqual(list?.files, [`${site}/a/__init__.py`, `${folder}/PKG-INFO`, 'usr/bin/a']);
  const [found] = pythonInstalled.extract(`${folder}/PKG-INFO`, bytes('Name: a\nVersion: 1\n')).packages;
  assert.ok(found);
  assert.equal(pythonInstalled.packageKey?.(found, `${folder}/PKG-INFO`), list?.key);
});

test('a wheel is opened, as Python does; one that is none is left to the traces of software', () => {
  const path = 'usr/lib/python3/ensurepip/_bundled/a-1.6-py3-none-any.whl';
  const wheel = makeZip([
    { name: 'a/__init__.py', content: '' },
    { name: 'a/b-9.dist-info/METADATA', content: 'Metadata-Version: 2.1\nName: b\nVersion: 9\n' },
    { name: 'a-1.6.dist-info/METADATA', content: 'Metadata-Version: 2.1\nName: a\nVersion: 1.6\n' },
  ]);
  const found = pythonInstalled.extract(path, wheel).packages;
  assert.deepEqual(
    found.map(({ name, version }) => `${name} ${version}`),
    ['a 1.6'],
  );
  for (const other of [bytes('x'), makeZip([{ name: 'a.py', content: '' }]), wheel.subarray(0, 60)]) {
    assert.deepEqual(pythonInstalled.extract(path, other).packages, []);
  }
});

/** Metadata that are empty, by the name of their file: what they tell, and whether a note says how. */
const empty: [file: string, found: string | undefined][] = [
  ['PyYAML-5.3.1.egg-info', 'PyYAML 5.3.1'],
  ['zope.interface-5.2.0-py3.9-linux-x86_64.egg-info', 'zope.interface 5.2.0'],
  ['pyopenssl-26.0.0.dist-info', 'pyopenssl 26.0.0'],
  ['Empty.egg-info', 'Empty '],
  ['-1.egg-info', undefined],
];
for (const [file, found] of empty) {
  test(`empty metadata: ${file}`, () => {
    for (const text of ['', '\n']) {
      const { packages, problems, notes = [] } = pythonInstalled.extract(`${site}/${file}`, bytes(text));
      assert.deepEqual(
        packages.map(({ name, version }) => `${name} ${version}`),
        found === undefined ? [] : [found],
      );
      assert.deepEqual([problems.length, notes.length], [0, 1]);
    }
  });
}

test('empty metadata in a folder of their own are refused: what was there is gone', () => {
  for (const path of ['a-1.dist-info/METADATA', 'a-1.egg-info/PKG-INFO'])
    assert.throws(() => pythonInstalled.extract(`${site}/${path}`, bytes('')), { code: 'E_FORMAT' });
});

test('a file of metadata without a folder, and METADATA in an .egg-info', () => {
  for (const path of [`${site}/pyopenssl-26.0.0.dist-info`, `${site}/pyOpenSSL-26.0.0-py3.8.egg-info/METADATA`]) {
    const { packages } = pythonInstalled.extract(path, bytes('Name: pyOpenSSL\nVersion: 26.0.0\n'));
    assert.deepEqual(
      packages.map(({ name, version }) => `${name} ${version}`),
      ['pyOpenSSL 26.0.0'],
    );
  }
});

const fixtures: [path: string, isFixture: boolean][] = [
  ['opt/conda/pkgs/conda-4.11.0-py39/info/test/tests/data/lib/python2.7/site-packages/a.egg-info', true],
  ['opt/conda/pkgs/a-1/info/test/a-1.dist-info/METADATA', true],
  [`${site}/setuptools/tests/a-1.dist-info/METADATA`, true],
  [`${site}/pkg/data/fixtures/venv/lib/python3.9/site-packages/a-1.dist-info/METADATA`, true],
  ['usr/lib/python3.12/test/test_importlib/data/a-1.egg-info', true],
  // Tests may be what somebody runs: these are installed.
  ['opt/conda/pkgs/a-1/lib/python3.9/site-packages/a-1.dist-info/METADATA', false],
  ['opt/conda/lib/python3.9/site-packages/a-1.dist-info/METADATA', false],
  ['app/tests/venv/lib/python3.9/site-packages/a-1.dist-info/METADATA', false],
  [`${site}/test-1.dist-info/METADATA`, false],
  ['home/test/lib/python3.9/site-packages/a-1.dist-info/METADATA', false],
];
for (const [path, isFixture] of fixtures) {
  test(`${path} is ${isFixture ? 'of a test' : 'installed'}`, () => {
    const { packages, notes = [] } = pythonInstalled.extract(path, bytes('Name: a\nVersion: 1\n'));
    assert.deepEqual([packages.length, notes.length], isFixture ? [0, 1] : [1, 0]);
  });
}

test('a zip application carries distributions, wherever its maker laid them', () => {
  const archive = makeZip([
    { name: '__main__.py', content: 'print(1)' },
    {
      name: 'site-packages/lantern-1.0.dist-info/METADATA',
      content: 'Metadata-Version: 2.1\nName: lantern\nVersion: 1.0\n',
    },
    { name: '.deps/wick-2.0-py3-none-any.whl/wick-2.0.dist-info/METADATA', content: 'Name: wick\nVersion: 2.0\n' },
    { name: 'site-packages/x/tests/oil-1.dist-info/METADATA', content: 'Name: oil\nVersion: 1\n' },
  ]);
  const program = Buffer.concat([Buffer.from('#!/usr/bin/env python3\n'), archive]);
  for (const path of ['srv/app.pyz', 'srv/app.pex', 'srv/app.pyzw']) {
    const { packages } = pythonInstalled.extract(path, program);
    assert.deepEqual(
      packages.map(({ name, version, inside }) => [name, version, inside]),
      [
        ['lantern', '1.0', 'site-packages/lantern-1.0.dist-info/METADATA'],
        ['wick', '2.0', '.deps/wick-2.0-py3-none-any.whl/wick-2.0.dist-info/METADATA'],
      ],
    );
  }
});

test('what conda unpacked to make environments of is not installed there', () => {
  const metadata = bytes('Metadata-Version: 2.1\nName: a\nVersion: 1.0\n');
  for (const [folder, count] of [
    ['opt/conda/pkgs/a-1.0-py311h06a4308_0/lib/python3.11/site-packages', 0],
    ['opt/conda/pkgs/a-b-1.0-pyhd8ed1ab_0/site-packages', 0],
    ['opt/conda/lib/python3.11/site-packages', 1],
    ['srv/pkgs/mine/site-packages', 1],
  ] as const) {
    const told = pythonInstalled.extract(`${folder}/a-1.0.dist-info/METADATA`, metadata);
    assert.deepEqual([told.packages.length, told.notes?.length ?? 0], [count, 1 - count], folder);
  }
});

test('who keeps a distribution, and its page', () => {
  const rows: readonly (readonly [fields: string, maintainer: string | undefined, homepage: string | undefined])[] = [
    ['', undefined, undefined],
    ['Author: A B\nAuthor-email: a@x.example\n', 'A B <a@x.example>', undefined],
    ['Author: A\nAuthor-email: a@x.example\nMaintainer-email: M <m@x.example>\n', 'M <m@x.example>', undefined],
    ['Author: UNKNOWN\nHome-page: UNKNOWN\n', undefined, undefined],
    ['Author: A\nHome-page: https://x.example/\n', 'A', 'https://x.example/'],
    [
      'Project-URL: Source Code, https://x.example/src\nProject-URL: Homepage, https://x.example/\n',
      undefined,
      'https://x.example/',
    ],
    ['Project-URL: Funding, https://pay.example/\n', undefined, undefined],
  ];
  for (const [fields, maintainer, homepage] of rows) {
    const text = `Metadata-Version: 2.1\nName: a\nVersion: 1\n${fields}\n`;
    const { origin } = readMetadata('x', text);
    assert.deepEqual([origin?.maintainer, origin?.homepage], [maintainer, homepage], fields);
  }
});
