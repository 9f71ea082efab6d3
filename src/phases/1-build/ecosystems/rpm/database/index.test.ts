import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  bigEndianRpmFile,
  inTemporaryDirectory,
  int32,
  littleEndianRpmFile,
  ndbFile,
  type RpmValue,
  rpmHeader,
  sqliteFile,
} from '../../../../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../../../../core/index.ts';
import type { FoundPackage } from '../../extractor.ts';
import { example } from './example.ts';
import { rpmDatabase } from './index.ts';

type Values = Readonly<Record<number, RpmValue>>;

const hello: Values = { 1000: 'hello', 1001: '1.0', 1002: '2', 1022: 'noarch', 1044: 'hello-1.0-2.src.rpm' };

const readHeaders = (...headers: readonly Values[]): ReturnType<typeof rpmDatabase.extract> =>
  rpmDatabase.extract('var/lib/rpm/Packages.db', ndbFile(headers.map(rpmHeader)));

/** The one package of a header that has these values besides. */
function one(values: Values): FoundPackage {
  const { packages, problems } = readHeaders({ ...hello, ...values });
  assert.deepEqual(problems, []);
  return packages[0] ?? assert.fail('no package');
}

describe('what a header tells', () => {
  test('version: an epoch of 0 is none', () => {
    assert.equal(one({}).version, '1.0-2');
    assert.equal(one({ 1003: int32(0) }).version, '1.0-2');
    assert.equal(one({ 1003: int32(3) }).version, '3:1.0-2');
  });

  test('the source package, by its file name', () => {
    const cases: readonly (readonly [string, FoundPackage['source']])[] = [
      ['a-b-1.0-2.src.rpm', { name: 'a-b', version: '1.0-2' }],
      ['kernel-5.14.0-70.el9.nosrc.rpm', { name: 'kernel', version: '5.14.0-70.el9' }],
      ['(none)', undefined],
      ['nonsense', undefined],
      ['a-1.src.rpm', undefined],
      ['', undefined],
    ];
    for (const [file, source] of cases) assert.deepEqual(one({ 1044: file }).source, source, file);
  });

  test('a source has the epoch of what was built from it in its version, and else none is made up', () => {
    const libs: Values = { 1000: 'libs', 1001: '7', 1002: '1', 1003: int32(9), 1044: 'hello-1.0-2.src.rpm' };
    const sources = (...headers: readonly Values[]): readonly unknown[] =>
      readHeaders(...headers).packages.map(({ source }) => source?.version);
    assert.deepEqual(sources({ ...hello, 1003: int32(4) }, libs), ['4:1.0-2', '4:1.0-2']);
    assert.deepEqual(sources(libs), ['1.0-2']);
    assert.deepEqual(sources(libs, { ...hello, 1002: '3', 1003: int32(4) }), ['1.0-2', '1.0-2']);
  });

  test('maker, module and licence; what is not said is not told', () => {
    const { purl, origin, licences } = one({
      1011: 'Red Hat, Inc.',
      1014: 'ASL 2.0',
      1015: 'me',
      5096: 'nodejs:18:9020020230825081254:rhel9',
    });
    assert.deepEqual(purl, {
      name: 'hello',
      qualifiers: { arch: 'noarch', rpmmod: 'nodejs:18:9020020230825081254:rhel9' },
    });
    assert.deepEqual(origin, { maintainer: 'me', vendor: 'Red Hat, Inc.' });
    assert.deepEqual(licences, ['Apache-2.0']);
    const bare = one({ 1011: '(none)', 1022: '' });
    assert.deepEqual([bare.origin, bare.licences, bare.architecture], [undefined, undefined, undefined]);
    assert.deepEqual(bare.purl, { name: 'hello', qualifiers: {} });
  });

  test('files: no folders, nothing that was left out or replaced, no path that it only speaks for', () => {
    const [file, folder] = [0o100644, 0o040755];
    const { files } = one({
      1029: { bits: 8, numbers: [0, 0, 1, 2, 0, 4] },
      1030: { bits: 16, numbers: [file, folder, file, file, file, file] },
      1037: int32(0, 0, 0, 2, 64, 0),
      1116: int32(0, 1, 0, 0, 0, 0),
      1117: ['kept', 'folder', 'replaced', 'left-out', 'ghost', 'other-kind'],
      1118: ['/usr/bin/', '/usr/'],
    });
    assert.deepEqual(files, ['usr/bin/kept']);
    assert.deepEqual(one({ 1027: ['/a/b', '/c'] }).files, ['a/b', 'c'], 'rpm before 4');
    assert.deepEqual(one({ 1116: int32(7), 1117: ['x'], 1118: ['/a/'] }).files, ['x'], 'a folder that is not there');
    assert.deepEqual(one({}).files, []);
  });

  test('needs: not those of rpm itself, alternatives together, files by who has them', () => {
    const { requires } = one({
      1048: int32(0, 1 << 24, 0, 0, 0, 0),
      1049: ['bash', 'rpmlib(CompressedFileNames)', '(a or b >= 2)', '(c if d)', '/bin/sh', '((a or b) and c)'],
    });
    assert.deepEqual(requires, [['bash'], ['a', 'b'], ['/bin/sh']]);
    const shell: Values = { ...hello, 1000: 'sh', 1116: int32(0), 1117: ['sh'], 1118: ['/usr/bin/'] };
    const { packages } = readHeaders(shell, { ...hello, 1049: ['/bin/sh'] });
    assert.deepEqual(packages[0]?.provides, ['/bin/sh']);
    assert.equal(packages[1]?.provides, undefined);
  });

  test('keys are no packages; what has no version is told', () => {
    const { packages, problems } = readHeaders(
      { ...hello, 1000: 'gpg-pubkey' },
      { 1000: 'a', 1002: '1' },
      { 1001: '1' },
    );
    assert.deepEqual(packages, []);
    assert.deepEqual(problems, ['a has no version', 'a header without a name']);
    assert.deepEqual(readHeaders({ ...hello, 1003: 'one' }).problems, ['hello has an epoch that cannot be read']);
  });

  test('a tag that comes twice counts as it was added last', () => {
    const header = Buffer.from(rpmHeader({ ...hello, 1011: 'a' }));
    const again = Buffer.from(rpmHeader({ ...hello, 1011: 'a' }));
    const entry =
      [...Array(again.readUInt32BE(0)).keys()].find((index) => again.readInt32BE(8 + 16 * index) === 1011) ?? 0;
    // The release again, under the tag of the vendor.
    const release =
      [...Array(again.readUInt32BE(0)).keys()].find((index) => again.readInt32BE(8 + 16 * index) === 1002) ?? 0;
    again.writeInt32BE(1002, 8 + 16 * entry);
    const read = (bytes: Uint8Array): unknown => rpmDatabase.extract('x', ndbFile([bytes])).packages[0]?.version;
    assert.ok(release < entry);
    assert.deepEqual([read(header), read(again)], ['1.0-2', '1.0-a']);
  });
});

describe('the three kinds of databases', () => {
  const names = (bytes: Uint8Array): readonly string[] => {
    const { packages, problems } = rpmDatabase.extract('var/lib/rpm/Packages', bytes);
    assert.deepEqual(problems, []);
    return packages.map(({ name, version, files }) => `${name} ${version} ${files?.length}`).sort();
  };

  test('SQLite', () => {
    const { bytes } = sqliteFile((database) => {
      database.exec("CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)");
      for (let i = 0; i < 50; i++)
        database
          .prepare('INSERT INTO Packages (blob) VALUES (?)')
          .run(rpmHeader({ ...hello, 1000: `p${i}`, 1014: 'x'.repeat(i * 300) }));
    });
    assert.deepEqual(names(bytes), Array.from({ length: 50 }, (_, index) => `p${index} 1.0-2 0`).sort());
  });

  test('Berkeley DB, of machines of both byte orders', () => {
    const expected = ['bash 5.1.8-9.el9 1', 'many 1-2 150', 'openssl-libs 1:3.0.7-27.el9 1'];
    assert.deepEqual(names(littleEndianRpmFile), expected);
    assert.deepEqual(names(bigEndianRpmFile), expected);
  });

  test('what is none of them is refused', () => {
    for (const bytes of [new Uint8Array(), Buffer.from('hello'.repeat(200)), new Uint8Array(8192)])
      assert.throws(() => rpmDatabase.extract('var/lib/rpm/Packages', bytes), { code: 'E_FORMAT' });
    const { bytes } = sqliteFile((database) => database.exec('CREATE TABLE other (a)'));
    assert.deepEqual(rpmDatabase.extract('x', bytes).problems, ['it has no table Packages']);
  });

  test('changes that SQLite has not carried over yet are told', () => {
    const { log = assert.fail() } = sqliteFile((database) =>
      database.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE Packages (hnum, blob)'),
    );
    const beside = (name: string, bytes: Uint8Array): number =>
      rpmDatabase.extract(`usr/lib/sysimage/rpm/${name}`, bytes).problems.length;
    assert.equal(beside('rpmdb.sqlite-wal', log), 1);
    assert.equal(beside('rpmdb.sqlite-wal', new Uint8Array()), 0);
    assert.equal(beside('rpmdb.sqlite-journal', new Uint8Array(512)), 0);
    assert.equal(beside('rpmdb.sqlite-journal', Buffer.from('d9d505f920a163d7', 'hex')), 1);
  });
});

describe('hostile databases', () => {
  const read = (bytes: Uint8Array): string => rpmDatabase.extract('x', bytes).problems.join('; ');

  const ndb = (change: (copy: Buffer) => void): string => {
    const copy = Buffer.from(example.bytes);
    change(copy);
    return read(copy);
  };

  test('NDB: slots that lead nowhere, twice to one package, or are too many', () => {
    assert.match(
      ndb((copy) => copy.writeUInt32LE(0xffffff, 32 + 8)),
      /beyond the end/,
    );
    assert.match(
      ndb((copy) => copy.writeUInt32LE(1, 32 + 8)),
      /not where its slot says/,
    );
    assert.match(
      ndb((copy) => copy.copy(copy, 48, 32, 48)),
      /two slots/,
    );
    assert.match(
      ndb((copy) => copy.writeUInt32LE(0xffff, 12)),
      /bytes of slots/,
    );
    assert.match(
      ndb((copy) => copy.writeUInt32LE(9, 4)),
      /version 9/,
    );
    assert.match(
      ndb((copy) => copy.writeUInt32LE(0, 32)),
      /slot at 32 is damaged/,
    );
    assert.match(
      ndb((copy) => copy.writeUInt32LE(0x7fffffff, 4096 + 12)),
      /goes beyond the end/,
    );
  });

  const berkeley = (change: (copy: Buffer) => void): string => {
    const copy = Buffer.from(littleEndianRpmFile);
    change(copy);
    return read(copy);
  };
  const pageSize = 1024;
  const pagesOf = (kind: number): readonly number[] =>
    [...Array(littleEndianRpmFile.length / pageSize).keys()].filter(
      (page) => littleEndianRpmFile[page * pageSize + 25] === kind,
    );

  test('Berkeley DB: chains in circles, shared, cut short; items beyond their page', () => {
    const overflow =
      pagesOf(7).find((page) => Buffer.from(littleEndianRpmFile).readUInt32LE(page * pageSize + 16) !== 0) ?? 0;
    const next = (copy: Buffer, to: number): void => void copy.writeUInt32LE(to, overflow * pageSize + 16);
    assert.match(
      berkeley((copy) => next(copy, overflow)),
      /used twice/,
    );
    assert.match(
      berkeley((copy) => next(copy, 0)),
      /page 0 of/,
    );
    assert.match(
      berkeley((copy) => next(copy, 99_999)),
      /page 99999 of/,
    );
    assert.match(
      berkeley((copy) => copy.writeUInt16LE(0, overflow * pageSize + 22)),
      /says that it has 0 bytes/,
    );
    const page = pagesOf(13)[0] ?? assert.fail();
    assert.match(
      berkeley((copy) => copy.writeUInt16LE(60_000, page * pageSize + 20)),
      /cannot have 60000 items/,
    );
    assert.match(
      berkeley((copy) => copy.writeUInt16LE(3, page * pageSize + 26)),
      /not where it can be/,
    );
    assert.match(
      berkeley((copy) => copy.writeUInt32LE(3, 20)),
      /pages of 3 bytes/,
    );
    assert.match(
      berkeley((copy) => copy.writeUInt8(1, 24)),
      /encrypted/,
    );
    assert.match(read(littleEndianRpmFile.subarray(0, 3 * pageSize)), /cut short/);
  });

  test('headers that lie about their size, and values beyond them', () => {
    const lying = (change: (copy: Buffer) => void): string => {
      const copy = Buffer.from(rpmHeader(hello));
      change(copy);
      return read(ndbFile([copy]));
    };
    assert.match(
      lying((copy) => copy.writeUInt32BE(0xffffffff, 0)),
      /says that it has 4294967295 entries/,
    );
    assert.match(
      lying((copy) => copy.writeUInt32BE(9_999, 4)),
      /cut short/,
    );
    assert.match(
      lying((copy) => copy.writeUInt32BE(0, 0)),
      /0 entries/,
    );
    // The name, of a million texts that are not there.
    assert.match(
      lying((copy) => copy.writeInt32BE(1_000_000, 24 + 8)),
      /without a name/,
    );
    assert.match(read(ndbFile([new Uint8Array(3)])), /less than eight bytes/);
  });

  test('damage anywhere: an answer or one of our errors', () => {
    for (const file of [littleEndianRpmFile, example.bytes]) {
      fc.assert(
        fc.property(fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 12 }), (changes) => {
          const copy = file.slice();
          for (const [at, value] of changes) copy[at] = value;
          try {
            rpmDatabase.extract('x', copy);
          } catch (error) {
            assert.ok(error instanceof SeaworthyError, String(error));
          }
        }),
        { numRuns: 200 },
      );
    }
  });
});

/** What rpm itself installs and lists; some systems have none. */
const withoutRpm =
  spawnSync('rpmbuild', ['--version']).status === 0 ? false : 'rpmbuild is not installed (apt-get install rpm)';

test('rpm itself lists the same, one by one', { skip: withoutRpm }, async () => {
  await inTemporaryDirectory(async (folder) => {
    const spec = `Name: a\nEpoch: 2\nVersion: 1.0~rc1\nRelease: 3\nSummary: a\nLicense: MIT\nBuildArch: noarch
%description\na
%package b\nEpoch: 0\nVersion: 7^git1\nSummary: b\nLicense: ASL 2.0\nRequires: a\n%description b\nb
%install\nmkdir -p %{buildroot}/opt/a\necho a > %{buildroot}/opt/a/a\necho b > %{buildroot}/opt/b
%files\n%dir /opt/a\n/opt/a/a\n%ghost /opt/ghost\n%files b\n/opt/b\n`;
    writeFileSync(join(folder, 'a.spec'), spec);
    const root = join(folder, 'root');
    mkdirSync(root);
    const run = (program: string, ...words: readonly string[]): string => {
      const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' });
      assert.equal(status, 0, stderr);
      return stdout;
    };
    run('rpmbuild', '-bb', '--define', `_topdir ${folder}`, join(folder, 'a.spec'));
    const own = ['--root', root, '--define', '_db_backend sqlite', '--dbpath', '/var/lib/rpm'];
    const built = ['a-1.0~rc1-3.noarch.rpm', 'a-b-7^git1-3.noarch.rpm'].map((name) =>
      join(folder, 'RPMS/noarch', name),
    );
    run('rpm', ...own, '-i', '--justdb', '--nodeps', '--noscripts', ...built);
    const listed = run('rpm', ...own, '-qa', '--qf', '%{NAME} %{EVR} %{ARCH} %{SOURCERPM}\\n')
      .trim()
      .split('\n')
      .sort();
    const { packages, problems } = rpmDatabase.extract(
      'var/lib/rpm/rpmdb.sqlite',
      readFileSync(join(root, 'var/lib/rpm/rpmdb.sqlite')),
    );
    assert.deepEqual(problems, []);
    const told = packages.map(({ name, version, architecture, source }) =>
      // rpm prints an epoch of 0 that a package states.
      [
        name,
        name === 'a-b' ? `0:${version}` : version,
        architecture,
        `${source?.name}-${source?.version.replace(/^\d+:/, '')}.src.rpm`,
      ].join(' '),
    );
    assert.deepEqual(told.sort(), listed);
    assert.deepEqual(
      packages.map(({ files }) => files),
      [['opt/a/a'], ['opt/b']],
    );
  });
});
