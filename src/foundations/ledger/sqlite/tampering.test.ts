import assert from 'node:assert/strict';
import { copyFile, open as openFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { type TemporaryDirectory, temporaryDirectory } from '../../../../lab/fixtures/index.ts';
import type { VerifyResult } from '../problem.ts';
import { exampleRecord } from '../testing/ledger-contract.ts';
import { ledgerFile } from './connection.ts';
import { openLedger } from './open-ledger.ts';

describe('a ledger that somebody changed', () => {
  /** A ledger with a gap, whose file each test copies and spoils. */
  let folder: TemporaryDirectory;
  let truth: readonly string[] = [];

  const large = (seed: number): unknown => ({
    files: Array.from({ length: 200 }, (_, index) => `file-${seed}-${index}`),
  });

  before(async () => {
    folder = await temporaryDirectory();
    const ledger = await openLedger(folder.path);
    for (let minute = 0; minute < 12; minute++) {
      const subject = `sha256:${String(minute % 4).repeat(64)}`;
      const payload = minute % 3 === 0 ? large(minute % 6) : { minute };
      const names = [`app:${minute}`, 'app'];
      await ledger.append(exampleRecord(minute, { subject, names, payload, data: [{ id: 'kev', date: '2026' }] }));
    }
    const policy = { producer: { name: 'x', version: '1' }, time: exampleRecord(50).time, prunable: ['scan'] };
    await ledger.prune({ ...policy, keepLast: 2, olderThan: exampleRecord(3).time });
    await ledger.append(exampleRecord(60, { kind: 'decision' }));
    truth = await linesOf(folder.path);
    await ledger.close();
  });

  after(() => folder.remove());

  async function linesOf(directory: string): Promise<string[]> {
    const ledger = await openLedger(directory);
    try {
      const lines: string[] = [];
      for await (const line of ledger.export()) lines.push(line);
      return lines;
    } finally {
      await ledger.close();
    }
  }

  /** A copy of the ledger after `spoil`, and what checking it says. */
  async function afterwards(spoil: (database: DatabaseSync) => void): Promise<VerifyResult> {
    await using copy = await temporaryDirectory();
    await copyFile(join(folder.path, ledgerFile), join(copy.path, ledgerFile));
    const database = new DatabaseSync(join(copy.path, ledgerFile));
    database.exec('PRAGMA synchronous = OFF; PRAGMA ignore_check_constraints = ON');
    spoil(database);
    database.close();
    const ledger = await openLedger(copy.path);
    try {
      return await ledger.verify();
    } finally {
      await ledger.close();
    }
  }

  test('the ledger that is spoilt below verifies before', async () => {
    const result = await afterwards(() => {});
    assert.deepEqual([result.ok, result.checked], [true, 11]);
    assert.equal(result.pruned?.records, 3);
  });

  /** Their columns that say something of what was written: `origin`, the last of `head`, is only what the next records will say. */
  const tables = { records: 15, names: 2, payloads: 4, head: 4 };

  /** The value with one bit flipped; a number changed by one. */
  function flipped(value: SQLOutputValue, at: number): string | number | Uint8Array {
    if (typeof value === 'number') return value + (at % 2 === 0 ? 1 : -1);
    const bytes = Buffer.from(value instanceof Uint8Array ? value : String(value));
    const index = at % bytes.length;
    // The lowest bits keep text valid as UTF-8: the hardest case.
    bytes[index] = (bytes[index] ?? 0) ^ (1 << (at % (value instanceof Uint8Array ? 8 : 3)));
    return value instanceof Uint8Array ? bytes : bytes.toString('utf8');
  }

  for (const [table, columns] of Object.entries(tables)) {
    test(`any field of any row of ${table} that is changed shows`, () =>
      fc.assert(
        fc.asyncProperty(fc.nat(), fc.nat(columns - 1), fc.nat(), async (row, column, at) => {
          let done = '';
          const result = await afterwards((database) => {
            const count = Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
            const key = ['names', 'payloads'].includes(table) ? 'rowid' : table === 'head' ? 'one' : 'sequence';
            const order = table === 'names' ? 'sequence, name' : key;
            const found = database
              .prepare(`SELECT * FROM ${table} ORDER BY ${order} LIMIT 1 OFFSET ?`)
              .get(row % count);
            const [name = '', value = null] = Object.entries(found ?? {})[column] ?? [];
            const spoilt = flipped(value, at);
            done = `${table}.${name} ${String(value)} -> ${String(spoilt)}`;
            const where = Object.keys(found ?? {}).map((one) => `${one} IS ?`);
            database
              .prepare(`UPDATE OR REPLACE ${table} SET ${name} = ? WHERE ${where.join(' AND ')}`)
              .run(spoilt, ...Object.values(found ?? {}));
          }).catch((error: unknown) => {
            // Without a head there is nothing to check against.
            assert.equal((error as { code?: string }).code, 'E_LEDGER', done);
            return undefined;
          });
          assert.notEqual(result?.ok, true, done);
        }),
        { numRuns: 30 },
      ));
  }

  test('any record that is deleted shows, with or without its trace in the indexes', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(10), fc.boolean(), async (row, thorough) => {
        const result = await afterwards((database) => {
          const sequence = Number(
            database.prepare('SELECT sequence FROM records ORDER BY sequence LIMIT 1 OFFSET ?').get(row)?.sequence,
          );
          database.prepare('DELETE FROM records WHERE sequence = ?').run(sequence);
          if (!thorough) return;
          database.prepare('DELETE FROM names WHERE sequence = ?').run(sequence);
          database.exec('DELETE FROM payloads WHERE digest NOT IN (SELECT payload_digest FROM records)');
        });
        assert.equal(result.ok, false);
        assert.ok(result.problems.some(({ kind }) => kind === 'missing' || kind === 'head'));
      }),
      { numRuns: 25 },
    ));

  test('records in another order show', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(10), fc.integer({ min: 1, max: 10 }), async (row, step) => {
        const result = await afterwards((database) => {
          const sequences = database.prepare('SELECT sequence FROM records ORDER BY sequence').all();
          const [a, b] = [sequences[row]?.sequence, sequences[(row + step) % 11]?.sequence].map(Number);
          for (const table of ['records', 'names']) {
            const move = database.prepare(`UPDATE ${table} SET sequence = ? WHERE sequence = ?`);
            for (const [to, from] of [
              [-1, a],
              [a, b],
              [b, -1],
            ])
              move.run(to ?? 0, from ?? 0);
          }
        });
        assert.equal(result.ok, false);
      }),
      { numRuns: 25 },
    ));

  test('an end that was cut off together with the head shows at a checkpoint noted elsewhere, and only there', async () => {
    await using copy = await temporaryDirectory();
    await copyFile(join(folder.path, ledgerFile), join(copy.path, ledgerFile));
    let ledger = await openLedger(copy.path);
    const noted = await ledger.checkpoint();
    await ledger.close();
    const database = new DatabaseSync(join(copy.path, ledgerFile));
    database.exec(`DELETE FROM names WHERE sequence = ${noted.sequence}`);
    database.exec(`DELETE FROM records WHERE sequence = ${noted.sequence}`);
    database.exec('DELETE FROM payloads WHERE digest NOT IN (SELECT payload_digest FROM records)');
    database.exec(
      'UPDATE head SET (sequence, digest) = (SELECT sequence, digest FROM records ORDER BY sequence DESC LIMIT 1)',
    );
    database.close();
    ledger = await openLedger(copy.path);
    try {
      assert.equal((await ledger.verify()).ok, true);
      const { problems } = await ledger.verify({ checkpoints: [noted] });
      assert.deepEqual(
        problems.map(({ kind }) => kind),
        ['checkpoint'],
      );
    } finally {
      await ledger.close();
    }
  });

  test('nothing is built on an end that is broken, and a prune covers nothing up', async () => {
    await using copy = await temporaryDirectory();
    await copyFile(join(folder.path, ledgerFile), join(copy.path, ledgerFile));
    const database = new DatabaseSync(join(copy.path, ledgerFile));
    database.exec('DELETE FROM records WHERE sequence = 7');
    const ledger = await openLedger(copy.path);
    try {
      const policy = { producer: { name: 'x', version: '1' }, time: exampleRecord(90).time, prunable: ['scan'] };
      await assert.rejects(ledger.prune({ ...policy, keepLast: 1 }), { code: 'E_LEDGER_CHAIN' });
      database.exec('DELETE FROM records WHERE sequence = (SELECT max(sequence) FROM records)');
      await assert.rejects(ledger.append(exampleRecord(99)), { code: 'E_LEDGER_CHAIN' });
      database.exec("UPDATE records SET time = '2030-01-01T00:00:00.000Z' WHERE sequence = 8");
      await assert.rejects(ledger.get(8), { code: 'E_LEDGER_CHAIN' });
      await assert.rejects(ledger.list(), { code: 'E_LEDGER_CHAIN' });
    } finally {
      await ledger.close();
      database.close();
    }
  });

  test('a byte of the file that is flipped is found, refused, or changes nothing that can be read', async () => {
    const { size } = await stat(join(folder.path, ledgerFile));
    const outcomes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.nat(size - 1), fc.integer({ min: 1, max: 255 }), async (offset, mask) => {
        await using copy = await temporaryDirectory();
        const file = join(copy.path, ledgerFile);
        await copyFile(join(folder.path, ledgerFile), file);
        const handle = await openFile(file, 'r+');
        const byte = Buffer.alloc(1);
        await handle.read(byte, 0, 1, offset);
        await handle.write(Buffer.of((byte[0] ?? 0) ^ mask), 0, 1, offset);
        await handle.close();
        const outcome = await checkFile(copy.path);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }),
      { numRuns: 100 },
    );
    assert.ok((outcomes.get('found') ?? 0) > 0, JSON.stringify([...outcomes]));
  });

  async function checkFile(directory: string): Promise<'found' | 'refused' | 'the same'> {
    let result: VerifyResult;
    try {
      const ledger = await openLedger(directory);
      try {
        result = await ledger.verify();
      } finally {
        await ledger.close();
      }
    } catch (error) {
      assert.match(String((error as { code?: string }).code), /^E_LEDGER/);
      return 'refused';
    }
    if (!result.ok) return 'found';
    assert.deepEqual(await linesOf(directory), truth);
    return 'the same';
  }
});
