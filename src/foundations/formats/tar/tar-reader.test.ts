import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type FixtureEntry, paxHeader, tarArchive, tarBody, tarHeader } from '../../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../../core/index.ts';
import { TarReader } from './tar-reader.ts';
import type { TarEntry, TarInterest, TarProblem } from './tar-types.ts';

interface Seen {
  readonly entries: (TarEntry & { readonly at: number; body?: string })[];
  readonly problems: TarProblem[];
}

const options = { maxEntries: 1000, maxPathBytes: 4096 };

function read(archive: Uint8Array, cuts: readonly number[] = [], interest: TarInterest = 'body', extra = {}): Seen {
  const seen: Seen = { entries: [], problems: [] };
  const reader: TarReader = new TarReader(
    {
      entry: (entry) => {
        seen.entries.push({ ...entry, at: reader.position });
        return interest;
      },
      head: (_, bytes) => bytes[0] !== 0x21,
      body: (entry, bytes, left) => {
        const last = seen.entries.at(-1);
        assert.equal(last?.path, entry.path);
        if (last === undefined) return;
        last.body = (last.body ?? '') + Buffer.from(bytes).toString('latin1');
        assert.equal(left, entry.size - last.body.length);
      },
    },
    { ...options, onProblem: (problem) => seen.problems.push(problem), ...extra },
  );
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    const to = Math.min(cut, archive.length);
    reader.push(archive.subarray(from, to));
    from = to;
  }
  reader.push(archive.subarray(from));
  reader.end();
  return seen;
}

const join = (...parts: Uint8Array[]): Uint8Array => Buffer.concat(parts);
const end = new Uint8Array(1024);
const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof SeaworthyError, String(error));
    return error.code;
  }
  return 'none';
};

const long = `${'deep/'.repeat(60)}file`;
const mixed: FixtureEntry[] = [
  { path: './', kind: 'directory' },
  { path: './etc/', kind: 'directory', mode: 0o700 },
  { path: '/etc/passwd', body: 'root:x:0:0', mode: 0o4755 },
  { path: long, body: 'x'.repeat(1500) },
  { path: 'link', kind: 'symlink', link: `../${long}` },
  { path: 'hard', kind: 'hardlink', link: './etc/passwd' },
  { path: 'dev/null', kind: 'device' },
  { path: 'empty', body: '' },
  { path: 'whole', body: 'y'.repeat(512) },
];

for (const longNames of ['pax', 'gnu'] as const) {
  test(`reads members with ${longNames} long names`, () => {
    const { entries, problems } = read(tarArchive(mixed, { longNames }));
    assert.deepEqual(problems, []);
    assert.deepEqual(
      entries.map(({ at, ...entry }) => entry),
      [
        { path: '', kind: 'directory', size: 0, mode: 0o755 },
        { path: 'etc', kind: 'directory', size: 0, mode: 0o700 },
        { path: 'etc/passwd', kind: 'file', size: 10, mode: 0o4755, body: 'root:x:0:0' },
        { path: long, kind: 'file', size: 1500, mode: 0o644, body: 'x'.repeat(1500) },
        { path: 'link', kind: 'symlink', size: 0, mode: 0o777, link: `../${long}` },
        { path: 'hard', kind: 'hardlink', size: 0, mode: 0o644, link: 'etc/passwd' },
        { path: 'dev/null', kind: 'other', size: 0, mode: 0o644 },
        { path: 'empty', kind: 'file', size: 0, mode: 0o644, body: '' },
        { path: 'whole', kind: 'file', size: 512, mode: 0o644, body: 'y'.repeat(512) },
      ],
    );
  });
}

test('any cutting into chunks gives what one chunk gives, for every interest', () => {
  const archives = (['pax', 'gnu'] as const).map((longNames) => tarArchive(mixed, { longNames }));
  fc.assert(
    fc.property(
      fc.constantFrom(...archives),
      fc.array(fc.nat(12_000), { maxLength: 60 }),
      fc.constantFrom<TarInterest>('skip', 'head', 'body'),
      (archive, cuts, interest) => {
        assert.deepEqual(read(archive, cuts, interest), read(archive, [], interest));
      },
    ),
  );
  for (const archive of archives) {
    const everyByte = Array.from({ length: archive.length }, (_, index) => index);
    assert.deepEqual(read(archive, everyByte, 'head'), read(archive, [], 'head'));
  }
});

test('bytes of any kind, and archives with bytes changed, give a result or a typed error', () => {
  const base = tarArchive(mixed);
  const sum = (bytes: Buffer): void => {
    for (let at = 0; at + 512 <= bytes.length; at += 512) {
      bytes.fill(0x20, at + 148, at + 156);
      let total = 0;
      for (const byte of bytes.subarray(at, at + 512)) total += byte;
      bytes.write(`${total.toString(8).padStart(6, '0')}\0 `, at + 148, 'latin1');
    }
  };
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2048 }), (bytes) => {
      code(() => read(bytes));
    }),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(base.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
      fc.boolean(),
      (changes, repair) => {
        const bytes = Buffer.from(base);
        for (const [at, value] of changes) bytes[at] = value;
        if (repair) sum(bytes);
        code(() => read(bytes));
      },
    ),
  );
});

test('paths stay inside the root, and one that climbs is told', () => {
  const table: readonly (readonly [string, string, boolean])[] = [
    ['a//b/./c', 'a/b/c', false],
    ['./.hidden/..data/x', '.hidden/..data/x', false],
    ['a/b/../../c', 'c', false],
    ['../../etc/shadow', 'etc/shadow', true],
    ['/../x', 'x', true],
    ['a/..b/...', 'a/..b/...', false],
  ];
  for (const [written, path, told] of table) {
    const seen = read(tarArchive([{ path: written, body: '1' }]));
    assert.deepEqual([seen.entries[0]?.path, seen.problems.length > 0], [path, told], written);
  }
  const hard = read(tarArchive([{ path: 'x', kind: 'hardlink', link: '../../y' }]));
  assert.equal(hard.entries[0]?.link, 'y');
  assert.equal(hard.problems.length, 1);
});

test('a problem is thrown when nobody listens', () => {
  const archive = tarArchive([{ path: '../x' }]);
  const reader = new TarReader({ entry: () => 'skip', body: () => {} }, options);
  assert.equal(
    code(() => reader.push(archive)),
    'E_FORMAT',
  );
});

test('a member without a usable name is refused and told', () => {
  const seen = read(
    join(tarHeader({ name: './', type: '0', size: 3 }), tarBody('abc'), tarArchive([{ path: 'next' }])),
  );
  assert.deepEqual([seen.entries.map((entry) => entry.path), seen.problems.length], [['next'], 1]);
  const tooLong = read(tarArchive([{ path: 'p'.repeat(5000), body: 'q' }, { path: 'next' }]));
  assert.deepEqual(
    tooLong.entries.map((entry) => entry.path),
    ['next'],
  );
  assert.deepEqual([tooLong.problems[0]?.code, tooLong.problems[0]?.incomplete], ['E_LIMIT', true]);
});

test('ustar and star prefixes, version 7 directories, contiguous files', () => {
  const archive = join(
    tarHeader({ name: 'b', prefix: 'a' }),
    tarHeader({ name: 'b', prefix: 'star', patch: [{ at: 508, bytes: Buffer.from('tar\0') }] }),
    tarHeader({ name: 'b', prefix: 'no', magic: 'v7' }),
    tarHeader({ name: 'old/', type: '\0', magic: 'v7' }),
    tarHeader({ name: 'cont', type: '7', size: 2 }),
    tarBody('hi'),
    end,
  );
  assert.deepEqual(
    read(archive).entries.map((entry) => [entry.path, entry.kind, entry.body]),
    [
      ['a/b', 'file', ''],
      ['star/b', 'file', ''],
      ['b', 'file', ''],
      ['old', 'directory', undefined],
      ['cont', 'file', 'hi'],
    ],
  );
});

test('the place of the prefix in a GNU header is two times, unless they cannot be', () => {
  const gnu = (text: string): Uint8Array =>
    tarHeader({ name: 'n', magic: 'gnu', patch: [{ at: 345, bytes: Buffer.from(text) }] });
  const names = read(join(gnu('00000000000'), gnu('usr/lib'), end)).entries.map((entry) => entry.path);
  assert.deepEqual(names, ['n', 'usr/lib/n']);
});

test('sizes: base-256, pax, links with a size but no body', () => {
  const base256 = Buffer.alloc(12);
  base256[0] = 0x80;
  base256.writeUInt32BE(5, 8);
  const archive = join(
    tarHeader({ name: 'big', patch: [{ at: 124, bytes: base256 }] }),
    tarBody('12345'),
    paxHeader({ size: '3', path: 'paxed' }),
    tarHeader({ name: 'x', size: 0 }),
    tarBody('abc'),
    tarHeader({ name: 'h', type: '1', link: 'big', size: 700 }),
    tarHeader({ name: 'last', size: 1 }),
    tarBody('z'),
    end,
  );
  const { entries } = read(archive);
  assert.deepEqual(
    entries.map((entry) => [entry.path, entry.size, entry.body]),
    [
      ['big', 5, '12345'],
      ['paxed', 3, 'abc'],
      ['h', 0, undefined],
      ['last', 1, 'z'],
    ],
  );
});

test('records of a global header do not change members, as in the runtimes', () => {
  const archive = join(
    paxHeader({ path: 'forged', size: '512', comment: 'commit id' }, 'g'),
    tarArchive([{ path: 'true', body: 'x' }]),
  );
  assert.deepEqual(
    read(archive).entries.map((entry) => [entry.path, entry.body]),
    [['true', 'x']],
  );
});

test('sparse members keep their size, keep the archive in step, and say that they were not read', () => {
  const old = Buffer.alloc(109);
  old[482 - 386] = 1;
  old.write('00000200000\0', 483 - 386, 'latin1');
  const more = Buffer.alloc(512);
  more[504] = 1;
  const archive = join(
    tarHeader({ name: 'old', type: 'S', size: 600, magic: 'gnu', patch: [{ at: 386, bytes: old }] }),
    more,
    new Uint8Array(512),
    tarBody('d'.repeat(600)),
    paxHeader({
      'GNU.sparse.major': '1',
      'GNU.sparse.minor': '0',
      'GNU.sparse.name': 'new',
      'GNU.sparse.realsize': '9000',
    }),
    tarHeader({ name: 'GNUSparseFile.0/new', size: 1024 }),
    tarBody('e'.repeat(1024)),
    paxHeader({ 'GNU.sparse.map': '0,1', 'GNU.sparse.size': '77' }),
    tarHeader({ name: 'older', size: 1 }),
    tarBody('f'),
    tarArchive([{ path: 'after', body: 'ok' }]),
  );
  const { entries, problems } = read(archive);
  assert.deepEqual(
    entries.map((entry) => [entry.path, entry.size, entry.body]),
    [
      ['old', 65536, undefined],
      ['new', 9000, undefined],
      ['older', 77, undefined],
      ['after', 2, 'ok'],
    ],
  );
  assert.deepEqual(
    problems.map((problem) => [problem.where, problem.incomplete]),
    [
      ['old', true],
      ['new', true],
      ['older', true],
    ],
  );
  assert.equal(read(archive, [], 'skip').problems.length, 0);
});

test('ends: no end mark, lone zero block, garbage behind the end, missing padding', () => {
  const one = tarArchive([{ path: 'a', body: 'bc' }], { end: false });
  const block = new Uint8Array(512);
  assert.equal(read(one).entries.length, 1);
  assert.equal(read(join(one, block)).entries.length, 1);
  assert.equal(read(join(one, end, Buffer.from('garbage'), one)).entries.length, 1);
  assert.equal(read(one.subarray(0, 514)).entries[0]?.body, 'bc');
  assert.equal(
    code(() => read(join(one, block, one))),
    'E_FORMAT',
  );
  assert.deepEqual(read(new Uint8Array(0)).entries, []);
});

test('damage is told for what it is', () => {
  const one = tarArchive([{ path: 'a', body: 'b'.repeat(600) }]);
  const flipped = Buffer.from(one);
  flipped[3] = 0x41;
  const octal = tarHeader({ name: 'a', patch: [{ at: 124, bytes: Buffer.from('notanumber1') }] });
  const negative = tarHeader({ name: 'a', patch: [{ at: 124, bytes: Buffer.alloc(12, 0xff) }] });
  const pax = join(tarHeader({ name: 'x', type: 'x', size: 9 }), tarBody('99 path=a'));
  const table: readonly (readonly [string, Uint8Array, string])[] = [
    ['cut in a header', one.subarray(0, 300), 'E_TRUNCATED'],
    ['cut in a body', one.subarray(0, 700), 'E_TRUNCATED'],
    ['cut after an extended header', paxHeader({ path: 'x' }), 'E_TRUNCATED'],
    ['checksum', flipped, 'E_FORMAT'],
    ['size that is no number', octal, 'E_FORMAT'],
    ['negative size', negative, 'E_FORMAT'],
    ['bad pax record', pax, 'E_FORMAT'],
    ['NUL in a pax path', paxHeader({ path: 'a\0b' }), 'E_FORMAT'],
    ['huge extended header', tarHeader({ name: 'x', type: 'x', size: 2_000_000 }), 'E_LIMIT'],
    ['sparse in a ustar archive', tarHeader({ name: 'x', type: 'S' }), 'E_FORMAT'],
    ['not a tar', Buffer.from('<!DOCTYPE html>'.repeat(100)), 'E_FORMAT'],
  ];
  for (const [name, bytes, expected] of table) {
    for (const interest of ['skip', 'body'] as const)
      assert.equal(
        code(() => read(bytes, [], interest)),
        expected,
        name,
      );
  }
});

test('bounds on entries', () => {
  const archive = tarArchive([{ path: 'a', body: 'long body' }, { path: 'b' }, { path: 'c' }]);
  assert.equal(
    code(() => read(archive, [], 'skip', { maxEntries: 2 })),
    'E_LIMIT',
  );
});

test('a caller that can seek leaves bodies out', () => {
  const archive = tarArchive([
    { path: 'a', body: 'x'.repeat(5000) },
    { path: 'b', body: 'y' },
  ]);
  const found: [string, number][] = [];
  const reader: TarReader = new TarReader(
    {
      entry: (entry) => {
        found.push([entry.path, reader.position]);
        return 'skip';
      },
      body: () => {},
    },
    options,
  );
  let at = 0;
  let pushed = 0;
  while (at < archive.length && !reader.done) {
    reader.push(archive.subarray(at, at + 512));
    at += 512;
    pushed += 512;
    at += reader.skippable;
    reader.skip(reader.skippable);
  }
  reader.end();
  assert.deepEqual(found, [
    ['a', 512],
    ['b', 6144],
  ]);
  assert.equal(pushed, 4 * 512);
  assert.equal(String(archive.subarray(6144, 6145)), 'y');
});
