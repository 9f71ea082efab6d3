import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';
import { makeZip } from '../../../../../../lab/fixtures/index.ts';
import { javaArchive } from './index.ts';
import { code, manifest, pom, properties, read, sha1, told } from './testing/jars.ts';

before(() => javaArchive.prepare?.());

type Files = Parameters<typeof makeZip>[0];
const jar = (...files: Files) => makeZip(files);

test('java: a shaded archive has all the packages that went into it', () => {
  const found = read(jar(properties('g.a', 'one', '1.0'), properties('g.a', 'two', '2.0.Final'), code));
  assert.deepEqual(told(found), ['g.a:one 1.0', 'g.a:two 2.0.Final']);
  assert.deepEqual(found.unidentified, []);
  assert.equal(found.isSettled, true);
});

test('java: archives inside archives, each with the way in', () => {
  const inner = jar(properties('g', 'inner', '3'));
  const war = jar({ name: 'WEB-INF/lib/inner-3.jar', content: inner, stored: true }, properties('g', 'web', '1'), {
    name: 'WEB-INF/classes/META-INF/maven/g/classes/pom.properties',
    content: 'groupId=g\nartifactId=classes\nversion=1\n',
  });
  const ear = jar(
    { name: 'web.war', content: war },
    { name: 'adapter.rar', content: inner },
    { name: 'x.rar', content: 'Rar!' },
  );
  assert.deepEqual(told(read(ear, 'opt/app.ear')), [
    'g:classes 1 in web.war',
    'g:inner 3 in adapter.rar',
    'g:inner 3 in web.war!/WEB-INF/lib/inner-3.jar',
    'g:web 1 in web.war',
  ]);
});

for (const end of ['rar', 'lpkg']) {
  test(`java: a .${end} that is an archive of ZIP, and none that is not`, () => {
    const bytes = jar({ name: 'inner-3.jar', content: jar(properties('g', 'inner', '3')) });
    assert.deepEqual(told(read(bytes, `opt/a.${end}`)), ['g:inner 3 in inner-3.jar']);
    for (const other of ['Rar!\x1a\x07\x01\x00', '', 'PK'])
      assert.deepEqual(javaArchive.extract(`opt/a.${end}`, Buffer.from(other, 'latin1')), {
        packages: [],
        files: [],
        problems: [],
      });
    const pictures = read(jar({ name: '1.png', content: 'x' }), `opt/a.${end}`);
    assert.deepEqual([told(pictures), pictures.unidentified], [[], []]);
  });
}

test('java: licences and needs of the embedded pom.xml', () => {
  const text = `<parent><groupId>g</groupId><artifactId>parent</artifactId><version>7</version></parent><artifactId>a</artifactId>
    <licenses><license><name>The Apache Software License, Version 2.0</name></license></licenses>
    <properties><other>h</other></properties>
    <dependencies>
      <dependency><groupId>\${project.groupId}</groupId><artifactId>b</artifactId></dependency>
      <dependency><groupId>\${other}</groupId><artifactId>c</artifactId><scope>runtime</scope></dependency>
      <dependency><groupId>\${unknown}</groupId><artifactId>d</artifactId></dependency>
      <dependency><groupId>g</groupId><artifactId>e</artifactId><scope>test</scope></dependency>
      <dependency><groupId>g</groupId><artifactId>f</artifactId><optional>true</optional></dependency>
    </dependencies>`;
  const [found] = read(jar(pom('g', 'a', text), code)).packages;
  assert.deepEqual([found?.name, found?.version], ['g:a', '7']);
  assert.deepEqual(found?.licences, ['Apache-2.0']);
  assert.deepEqual(found?.requires, [['g:b'], ['h:c']]);
});

const records: [title: string, files: Files, expected: string[], problems: number][] = [
  [
    'a record with a placeholder, and the pom.xml beside it',
    [
      {
        name: 'META-INF/maven/g/a/pom.properties',
        content: 'groupId=g\nartifactId=a\nversion=$' + '{project.version}\n',
      },
      pom('g', 'a', '<groupId>g</groupId><artifactId>a</artifactId><version>2</version>'),
    ],
    ['g:a 2'],
    0,
  ],
  [
    'a record without a version, which the manifest tells',
    [
      { name: 'META-INF/maven/g/a/pom.properties', content: 'groupId=g\nartifactId=a\n' },
      manifest('Implementation-Version: 4.0'),
    ],
    ['g:a 4.0'],
    0,
  ],
  [
    'two records, one of them without a version',
    [
      properties('g', 'a', '1'),
      { name: 'META-INF/maven/g/b/pom.properties', content: 'x' },
      manifest('Implementation-Version: 4.0'),
    ],
    ['g:a 1'],
    1,
  ],
  [
    'a pom.xml with a document type',
    [
      pom('g', 'a', ''),
      { name: 'META-INF/maven/g/b/pom.xml', content: '<!DOCTYPE x [<!ENTITY a "b">]><project>&a;</project>' },
      manifest(),
    ],
    [],
    3,
  ],
  [
    'a file of a version, of Android',
    [{ name: 'META-INF/androidx.core_core-ktx.version', content: '1.9.0\n' }],
    ['androidx.core:core-ktx 1.9.0'],
    0,
  ],
  [
    'a file of a version that a build did not fill in',
    [{ name: 'META-INF/androidx.core_core.version', content: "task ':core:version' property\n" }],
    [],
    0,
  ],
  [
    'properties with escapes and long lines',
    [
      {
        name: 'a/pom.properties',
        content: '# x\\\ngroupId : g.\\\n   h\r\nartifactId\\=no=1\nartifactId a\nversion=1\\u002e2',
      },
    ],
    ['g.h:a 1.2'],
    0,
  ],
  ['names that are none', [{ name: 'pom.properties', content: 'groupId=a b\nartifactId=c\nversion=1' }], [], 0],
];
for (const [title, files, expected, problems] of records) {
  test(`java: ${title}`, () => {
    const found = read(jar(...files));
    assert.deepEqual(told(found), expected);
    assert.equal(found.problems.length, problems, found.problems.join('; '));
    assert.equal(found.isSettled, problems === 0);
  });
}

test('java: what nobody names is told with its own word and its SHA-1, also inside; without code there is nothing to name', () => {
  const inner = jar(manifest('Implementation-Title: spring-core', 'Implementation-Version: 5.3.27'), code);
  const found = read(
    jar({ name: 'BOOT-INF/lib/s.jar', content: inner }, { name: 'data.jar', content: jar({ name: 'x', content: '' }) }),
  );
  assert.deepEqual(found.unidentified, [
    {
      inside: 'BOOT-INF/lib/s.jar',
      what: `Java archive without coordinates, by its own word spring-core 5.3.27 (SHA-1 ${sha1(inner)})`,
      sha1: sha1(inner),
    },
  ]);
  assert.equal(found.isSettled, true);
  assert.deepEqual(told(found), []);
});

test('java: a pom.xml that cannot be read beside a good record is only worth knowing', () => {
  const bad = { name: 'META-INF/maven/g/a/pom.xml', content: Buffer.from([0x3c, 0xe9, 0x3e]) };
  const found = read(jar(properties('g', 'a', '1'), bad));
  assert.deepEqual(told(found), ['g:a 1']);
  assert.deepEqual([found.problems.length, found.notes?.length, found.isSettled], [0, 1, true]);
});

test('java: an archive behind a start script is one', () => {
  const bytes = Buffer.concat([Buffer.from('#!/bin/sh\nexec java -jar "$0"\n'), jar(properties('g', 'a', '1'))]);
  assert.deepEqual(told(read(bytes)), ['g:a 1']);
});

test('java: no archive, a cut one and an empty file are refused', () => {
  const whole = jar(properties('g', 'a', '1'));
  for (const bytes of [Buffer.from('not a jar'), new Uint8Array(), whole.subarray(0, whole.length - 10)]) {
    assert.throws(() => read(bytes), { name: 'SeaworthyError' });
  }
  assert.deepEqual(read(jar()), {
    packages: [],
    files: [],
    problems: [],
    notes: [],
    unidentified: [],
    isSettled: true,
  });
});

/** An archive in itself, so many times. */
const nested = (times: number): Buffer =>
  Array.from({ length: times }).reduce<Buffer>(
    (inner) => jar({ name: 'x.jar', content: inner }),
    jar(properties('g', 'a', '1')),
  );

const zeros = new Uint8Array(64 * 1024 * 1024);

/** So many MiB that deflate to a fiftieth. */
function mixed(size: number): Uint8Array {
  const bytes = new Uint8Array(size * 1024 * 1024);
  for (let at = 0; at < bytes.length; at += 1024) bytes.set(createHash('md5').update(`${at}`).digest(), at);
  return bytes;
}
const hostile: [title: string, bytes: () => Uint8Array, expected: string[], problem: RegExp][] = [
  ['seventeen archives inside one another', () => nested(17), [], /more than 16 archives inside one another/],
  [
    'a bomb beside a package',
    () => jar({ name: 'x.jar', content: zeros }, properties('g', 'a', '1')),
    ['g:a 1'],
    /inflates more than 200 times/,
  ],
  [
    'archives that inflate to more than is read',
    () => {
      const big = jar({ name: 'x', content: mixed(60), stored: true });
      return jar(
        ...Array.from({ length: 9 }, (_, at) => ({ name: `${at}.jar`, content: big })),
        properties('g', 'a', '1'),
      );
    },
    ['g:a 1'],
    /inflate to more than 536870912 bytes/,
  ],
  [
    'a library that cannot be read',
    () => jar({ name: 'lib/x.jar', content: 'no' }, properties('g', 'a', '1')),
    ['g:a 1'],
    /^lib\/x\.jar: not a zip archive$/,
  ],
  [
    'a library that is encrypted',
    () => jar({ name: 'x.jar', content: nested(0), encrypted: true }, properties('g', 'a', '1')),
    ['g:a 1'],
    /^x\.jar: zip entry is encrypted$/,
  ],
  [
    'a record that is larger than any',
    () => jar({ name: 'META-INF/maven/g/b/pom.properties', content: 'x'.repeat(70_000) }, properties('g', 'a', '1')),
    ['g:a 1'],
    /70000 bytes, more than 65536/,
  ],
  [
    'a directory that lies about a size',
    () => lying(jar(properties('g', 'a', '1'), properties('g', 'b', '1')), 1),
    ['g:b 1'],
    /inflated to its stated size|claims to have/,
  ],
  [
    'a local header of another name',
    () => renamed(jar(properties('g', 'a', '1'), properties('g', 'b', '1'))),
    ['g:b 1'],
    /another name in its own header/,
  ],
];
for (const [title, bytes, expected, problem] of hostile) {
  test(`java: ${title}`, () => {
    const found = read(bytes());
    assert.deepEqual(told(found), expected);
    assert.match(found.problems.join('\n'), problem);
    assert.equal(found.isSettled, false);
  });
}

/** The archive with the first record of its directory saying a smaller size. */
function lying(archive: Buffer, size: number): Buffer {
  const at = archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  archive.writeUInt32LE(size, at + 24);
  return archive;
}

/** The archive with another name in the header before its first file. */
function renamed(archive: Buffer): Buffer {
  archive.write('X', 30);
  return archive;
}

/** An archive whose only file stands in its directory so many times. */
function repeated(archive: Buffer, times: number): Buffer {
  const directory = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  const record = archive.subarray(directory, archive.length - 22);
  const end = Buffer.from(archive.subarray(archive.length - 22));
  end.writeUInt16LE(times, 8);
  end.writeUInt16LE(times, 10);
  end.writeUInt32LE(record.length * times, 12);
  return Buffer.concat([archive.subarray(0, directory), ...Array.from({ length: times }, () => record), end]);
}

const overlaps: [title: string, bytes: () => Buffer, problem: RegExp][] = [
  [
    'are inflated',
    () => repeated(jar({ name: 'a.jar', content: jar({ name: 'x', content: mixed(60), stored: true }) }), 20),
    /inflate to more than 536870912 bytes/,
  ],
  [
    'are stored',
    () => repeated(jar({ name: 'a.jar', content: jar({ name: 'x', content: zeros, stored: true }), stored: true }), 70),
    /stored in it have more than 4294967296 bytes/,
  ],
];
for (const [title, bytes, problem] of overlaps) {
  test(`java: members that lie over one another and ${title} are counted each time`, () => {
    assert.match(read(bytes()).problems.join('\n'), problem);
  });
}

const places: [path: string, isWanted: boolean][] = [
  ['usr/share/java/x-1.0.jar', true],
  ['app/x.WAR', true],
  ['lib/python3/site-packages/pyspark/jars/a.jar', true],
  ['srv/test/app.jar', true],
  ['app/node_modules/@a/b/test/a.jar', false],
  ['lib/python3/site-packages/p/tests/a.jar', false],
];
for (const [path, isWanted] of places) {
  test(`java: ${isWanted ? 'reads' : 'leaves alone'} ${path}`, () => {
    assert.equal(javaArchive.wanted.accepts?.(path), isWanted);
  });
}
