import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { sqliteFile as made } from '../../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../../core/index.ts';
import { columnsOf } from './columns.ts';
import { readSqliteLog, SqliteDatabase, type SqliteValue } from './index.ts';

/** Reads a table; nothing may be damaged unless that is expected. */
function readAll(
  bytes: Uint8Array,
  table: string,
  log?: Uint8Array,
): { readonly rows: readonly (readonly SqliteValue[])[]; readonly damage: readonly string[] } {
  const damage: string[] = [];
  const database = new SqliteDatabase(
    bytes,
    'test.db',
    (why) => damage.push(why),
    log === undefined ? undefined : readSqliteLog(log, 'test.db-wal'),
  );
  const rows = [...database.rows(table)].map((row) => [...row.values()]);
  return { rows, damage };
}

const pageSizes = [512, 1024, 4096, 65_536];

describe('tables that SQLite wrote', () => {
  test('every row and kind of value, in every size of page and encoding', () => {
    const value = fc.oneof(
      fc.constant(null),
      fc.integer(),
      fc.maxSafeInteger(),
      fc.constantFrom(0, 1, -1, 127, -128, 32_767, -8_388_608, 2_147_483_648, -140_737_488_355_328),
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Number.isInteger(one)),
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('\ufeffa')).filter((text) => !text.includes('\u0000')),
      fc.uint8Array({ maxLength: 3_000 }),
    );
    const encodings = ['UTF-8', 'UTF-16le', 'UTF-16be'];
    fc.assert(
      fc.property(
        fc.constantFrom(...pageSizes),
        fc.constantFrom(...encodings),
        fc.array(value, { maxLength: 60 }),
        (pageSize, encoding, values) => {
          const { bytes } = made((database) => {
            database.exec(`PRAGMA page_size = ${pageSize}; PRAGMA encoding = '${encoding}'; CREATE TABLE t (v)`);
            const insert = database.prepare('INSERT INTO t VALUES (?)');
            for (const one of values) insert.run(one);
          });
          const { rows, damage } = readAll(bytes, 't');
          assert.deepEqual(damage, []);
          const plain = rows.map(([, one]) => (one instanceof Uint8Array ? Buffer.from(one) : one));
          assert.deepEqual(
            plain,
            values.map((one) => (one instanceof Uint8Array ? Buffer.from(one) : one)),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  test('payloads of every length around what fits into a page', () => {
    for (const pageSize of pageSizes) {
      const lengths = [...Array(90).keys()].flatMap((step) => [pageSize - 60 + step, 2 * pageSize - 90 + step]);
      const { bytes } = made((database) => {
        database.exec(`PRAGMA page_size = ${pageSize}; CREATE TABLE t (n INTEGER, v BLOB)`);
        const insert = database.prepare('INSERT INTO t VALUES (?, ?)');
        for (const length of lengths) insert.run(length, Buffer.alloc(length, length % 251));
      });
      const { rows, damage } = readAll(bytes, 't');
      assert.deepEqual(damage, []);
      for (const [index, [, length, blob]] of rows.entries()) {
        assert.equal(length, lengths[index]);
        assert.ok(
          Buffer.alloc(Number(length), Number(length) % 251).equals(blob as Uint8Array),
          `${pageSize} ${length}`,
        );
      }
      assert.equal(rows.length, lengths.length);
    }
  });

  test('many rows over many pages, without those that were deleted', () => {
    const { bytes } = made((database) => {
      database.exec('PRAGMA page_size = 512; CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)');
      const insert = database.prepare('INSERT INTO t (name) VALUES (?)');
      for (let i = 1; i <= 3_000; i++) insert.run(`name ${i}`);
      database.exec('DELETE FROM t WHERE id % 3 = 0');
    });
    const { rows, damage } = readAll(bytes, 'T');
    assert.deepEqual(damage, []);
    assert.equal(rows.length, 2_000);
    assert.deepEqual(rows[1], [2, null, 'name 2'], 'the row id, and null in the column that stands for it');
  });

  test('a column that was added later is absent in rows of before', () => {
    const { bytes } = made((database) => {
      database.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1); ALTER TABLE t ADD COLUMN b DEFAULT 7');
      database.exec('INSERT INTO t VALUES (2, 3)');
    });
    const found = new SqliteDatabase(bytes, 'x', assert.fail);
    assert.deepEqual(
      [...found.rows('t')].map((row) => row.get('b')),
      [undefined, 3],
    );
    assert.equal(found.has('T'), true);
    assert.equal(found.has('sqlite_master'), false);
    assert.deepEqual([...found.rows('nothing')], []);
  });

  test('whole numbers beyond 2^53 stay exact', () => {
    const { bytes } = made((database) => {
      database.exec('CREATE TABLE t (a); INSERT INTO t VALUES (9223372036854775807), (-9223372036854775808)');
    });
    assert.deepEqual(
      readAll(bytes, 't').rows.map(([, one]) => one),
      [9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n],
    );
  });
});

describe('a write-ahead log', () => {
  const changed = made((database) => {
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (a); INSERT INTO t VALUES (1)',
    );
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    for (let i = 2; i <= 400; i++) database.prepare('INSERT INTO t VALUES (?)').run(`${i} ${'x'.repeat(100)}`);
    database.exec('DELETE FROM t WHERE a = 1');
  });
  const log = changed.log ?? assert.fail('no log');

  test('what was committed in it counts', () => {
    assert.deepEqual(
      readAll(changed.bytes, 't').rows.map(([, one]) => one),
      [1],
    );
    const { rows, damage } = readAll(changed.bytes, 't', log);
    assert.deepEqual(damage, []);
    assert.deepEqual(
      rows.map(([, one]) => Number.parseInt(String(one), 10)),
      Array.from({ length: 399 }, (_, index) => index + 2),
    );
  });

  test('only what holds: it ends at the first frame that does not', () => {
    const broken = Buffer.from(log);
    broken[32 + 24 + 100] = (broken[32 + 24 + 100] ?? 0) ^ 1;
    assert.equal(readSqliteLog(broken, 'x'), undefined);
    const half = log.subarray(0, 32 + Math.floor((log.length - 32) / 2));
    const some = readAll(changed.bytes, 't', half).rows.length;
    assert.ok(some > 1 && some < 399, `${some}`);
  });

  test('an empty one, one that was never begun, and what is none', () => {
    assert.equal(readSqliteLog(new Uint8Array(), 'x'), undefined);
    assert.equal(readSqliteLog(new Uint8Array(32), 'x'), undefined);
    assert.equal(readSqliteLog(log.subarray(0, 32), 'x'), undefined);
    assert.throws(() => readSqliteLog(new TextEncoder().encode('a'.repeat(40)), 'x'), { code: 'E_FORMAT' });
  });

  test('a number of pages that nobody has costs nothing', () => {
    const pages = readSqliteLog(log, 'x');
    assert.ok(pages);
    const found = new SqliteDatabase(changed.bytes, 'x', assert.fail, { ...pages, pageCount: 0xffff_ffff });
    assert.equal([...found.rows('t')].length, 399);
    assert.throws(() => new SqliteDatabase(changed.bytes, 'x', assert.fail, { ...pages, pageSize: 512 }), {
      code: 'E_FORMAT',
    });
  });
});

describe('hostile databases', () => {
  const pageSize = 512;
  const { bytes } = made((database) => {
    database.exec(`PRAGMA page_size = ${pageSize}; CREATE TABLE t (a)`);
    for (let i = 0; i < 300; i++) database.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(i * 7));
  });
  const view = (copy: Uint8Array): DataView => new DataView(copy.buffer, copy.byteOffset, copy.byteLength);
  /** Page number of the root of `t`: the second, the first has the table of tables. */
  const root = pageSize;

  /** Reads a damaged copy: rows or sentences, and never more of either than the file has room for. */
  function readDamaged(change: (copy: Buffer) => void): ReturnType<typeof readAll> {
    const copy = Buffer.from(bytes);
    change(copy);
    return readAll(copy, 't');
  }

  test('its root is an interior page', () => {
    assert.equal(bytes[root], 0x05);
    assert.equal(readAll(bytes, 't').rows.length, 300);
  });

  test('a page that is its own child', () => {
    const { rows, damage } = readDamaged((copy) => view(copy).setUint32(root + 8, 2));
    assert.ok(rows.length < 300 && rows.length > 0);
    assert.match(damage.join(), /page 2 is used twice/);
  });

  test('two children that are one page', () => {
    const { damage } = readDamaged((copy) => {
      const [first = 0, second = 0] = [12, 14].map((at) => view(copy).getUint16(root + at));
      view(copy).setUint32(root + first, view(copy).getUint32(root + second));
    });
    assert.match(damage.join(), /is used twice/);
  });

  test('a child beyond the file, and one of another kind', () => {
    assert.match(readDamaged((copy) => view(copy).setUint32(root + 8, 99_999)).damage.join(), /page 99999 of/);
    assert.match(readDamaged((copy) => view(copy).setUint32(root + 8, 0)).damage.join(), /page 0 of/);
    assert.match(readDamaged((copy) => copy.writeUInt8(0x0a, root)).damage.join(), /of kind 10, and no table/);
  });

  test('more cells than a page can have, and cells beyond it', () => {
    assert.match(
      readDamaged((copy) => view(copy).setUint16(root + 3, 65_535)).damage.join(),
      /cannot have 65535 cells/,
    );
    assert.match(readDamaged((copy) => view(copy).setUint16(root + 12, 511)).damage.join(), /lies beyond it/);
  });

  test('all cells of a leaf are the largest of them', () => {
    const small = made((database) => {
      database.exec(`PRAGMA page_size = ${pageSize}; CREATE TABLE t (a)`);
      for (let i = 0; i < 40; i++) database.prepare('INSERT INTO t VALUES (?)').run(i === 0 ? 'x'.repeat(200) : '');
    });
    const copy = Buffer.from(small.bytes);
    const first = view(copy).getUint16(root + 8);
    for (let i = 0; i < view(copy).getUint16(root + 3); i++) view(copy).setUint16(root + 8 + 2 * i, first);
    const { rows, damage } = readAll(copy, 't');
    assert.equal(rows.length, 2);
    assert.match(damage.join(), /lie in one another/);
  });

  test('an overflow chain that goes in a circle, ends early, or is shared', () => {
    const big = made((database) => {
      database.exec(`PRAGMA page_size = ${pageSize}; CREATE TABLE t (a)`);
      for (let i = 0; i < 2; i++) database.prepare('INSERT INTO t VALUES (?)').run(Buffer.alloc(20_000));
    });
    const chain = (copy: Buffer, cell: number): number => {
      const at = view(copy).getUint16(root + 8 + 2 * cell);
      // 20,000 bytes and a record header: what stays in the page ends where the other cell, or the page, begins.
      const end = cell === 0 ? pageSize : view(copy).getUint16(root + 8);
      return at < end ? root + end - 4 : 0;
    };
    const damaged = (change: (copy: Buffer) => void): string => {
      const copy = Buffer.from(big.bytes);
      change(copy);
      return readAll(copy, 't').damage.join();
    };
    const page = (copy: Buffer, cell: number): number => view(copy).getUint32(chain(copy, cell));
    const start = (copy: Buffer): number => (page(copy, 0) - 1) * pageSize;
    assert.match(
      damaged((copy) => view(copy).setUint32(start(copy), page(copy, 0))),
      /is used twice/,
    );
    assert.match(
      damaged((copy) => view(copy).setUint32(start(copy), 0)),
      /ends \d+ bytes before it should/,
    );
    assert.match(
      damaged((copy) => view(copy).setUint32(chain(copy, 1), page(copy, 0))),
      /is used twice/,
    );
  });

  test('a row that says that it is larger than the file', () => {
    const copy = Buffer.from(made((database) => database.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)')).bytes);
    const at = 4096 + view(copy).getUint16(4096 + 8);
    copy.fill(0xff, at, at + 4);
    assert.match(readAll(copy, 't').damage.join(), /larger than the file|cut short|goes beyond/);
  });

  test('heads that promise nonsense', () => {
    const throws = (change: (copy: Buffer) => void, why: RegExp): void => {
      assert.throws(
        () => readDamaged(change),
        (error) => {
          assert.ok(error instanceof SeaworthyError && error.code === 'E_FORMAT');
          assert.match(`${error.message} ${error.why}`, why);
          return true;
        },
      );
    };
    throws((copy) => copy.fill(0, 0, 16), /not a SQLite database/);
    throws((copy) => copy.writeUInt16BE(513, 16), /pages of 513/);
    throws((copy) => copy.writeUInt8(255, 20), /are usable/);
    throws((copy) => copy.writeUInt8(3, 19), /reader of version 3/);
    throws((copy) => copy.writeUInt32BE(9, 56), /encoding 9/);
  });

  test('damage anywhere: an answer or one of our errors', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 20 }), (changes) => {
        try {
          readDamaged((copy) => {
            for (const [at, value] of changes) copy[at] = value;
          });
        } catch (error) {
          assert.ok(error instanceof SeaworthyError, String(error));
        }
      }),
      { numRuns: 300 },
    );
  });
});

test('names of columns, from the statements that makers write', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT,blob BLOB NOT NULL)", ['hnum', 'blob']],
    [
      'CREATE TABLE t (a, "b ""c""" TEXT DEFAULT (1, 2), [d e] INT, `f`, PRIMARY KEY (a), CHECK (a > 1))',
      ['a', 'b ""c""', 'd e', 'f'],
    ],
    [
      'create table Refs (\n  referrer integer not null, -- who, (what\n  reference /* , x */ integer,\n  primary key (referrer))',
      ['referrer', 'reference'],
    ],
    ['CREATE TABLE t ("primary" TEXT, Unique_Id TEXT)', ['primary', 'unique_id']],
    ['CREATE TABLE t', []],
    ['', []],
  ];
  for (const [sql, columns] of cases) assert.deepEqual(columnsOf(sql), columns, sql);
  columnsOf('"/*'.repeat(6_000));
});
