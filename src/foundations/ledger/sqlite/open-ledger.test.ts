import assert from 'node:assert/strict';
import { chmod, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { inTemporaryDirectory, temporaryDirectory } from '../../../../lab/fixtures/index.ts';
import { ledgerLimits } from '../limits.ts';
import { exampleRecord, ledgerContract } from '../testing/ledger-contract.ts';
import { ledgerFile } from './connection.ts';
import { hasLedger, openLedger } from './open-ledger.ts';

ledgerContract('SQLite', async () => {
  const directory = await temporaryDirectory();
  return { open: () => openLedger(directory.path), remove: directory.remove };
});

test('a whole export makes the same ledger elsewhere, also after a prune', () =>
  inTemporaryDirectory(async (directory) => {
    const ledger = await openLedger(join(directory, 'a'));
    for (let minute = 0; minute < 5; minute++) await ledger.append(exampleRecord(minute, { names: [`app:${minute}`] }));
    const producer = { name: 'x', version: '1' };
    await ledger.prune({ keepLast: 2, time: exampleRecord(9).time, producer, prunable: ['scan'] });
    const copy = await openLedger(join(directory, 'b'));
    assert.equal(await copy.importLines(ledger.export()), 3);
    assert.deepEqual(await copy.list(), await ledger.list());
    assert.deepEqual(await copy.checkpoint(), await ledger.checkpoint());
    assert.ok((await copy.verify()).ok);
    const next = await copy.append(exampleRecord(10));
    assert.equal(next.sequence, 7);
    const origins = (await copy.list()).records.map(({ origin }) => origin);
    assert.equal(new Set(origins.slice(1)).size, 1, 'what was taken over says who wrote it');
    assert.notEqual(next.origin, origins[1], 'what was written here says so');
    const part = await openLedger(join(directory, 'c'));
    await assert.rejects(part.importLines(ledger.export({ kinds: ['scan'] })), { code: 'E_USAGE' });
    async function* spoilt(): AsyncGenerator<string> {
      for await (const line of ledger.export()) yield line.replace('"minute":4', '"minute":5');
    }
    await assert.rejects(part.importLines(spoilt()), { code: 'E_LEDGER_CHAIN' });
    assert.deepEqual((await part.list()).records, [], 'all or nothing');
    assert.ok((await part.verify()).ok);
    await Promise.all([ledger.close(), copy.close(), part.close()]);
  }));

test('the same payload takes room once, a large one is compressed', () =>
  inTemporaryDirectory(async (directory) => {
    const ledger = await openLedger(directory);
    const payload = { files: Array.from({ length: 20_000 }, (_, index) => `usr/lib/file-${index}`) };
    for (let minute = 0; minute < 10; minute++) await ledger.append(exampleRecord(minute, { payload }));
    assert.deepEqual((await ledger.get(10))?.payload, payload);
    await ledger.close();
    const { size } = await stat(join(directory, ledgerFile));
    assert.ok(size < 400_000, `${size} bytes`);
  }));

test('the folder is made for the user alone', () =>
  inTemporaryDirectory(async (directory) => {
    const folder = join(directory, 'deep/ledger');
    assert.equal(hasLedger(folder), false);
    await (await openLedger(folder)).close();
    assert.equal(hasLedger(folder), true);
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
  }));

test('a file that is no ledger of ours is refused and left alone', () =>
  inTemporaryDirectory(async (directory) => {
    const file = join(directory, ledgerFile);
    await writeFile(file, 'x'.repeat(5000));
    await assert.rejects(openLedger(directory), { code: 'E_LEDGER' });
    await writeFile(file, '');
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE theirs (a)');
    other.close();
    await assert.rejects(openLedger(directory), { code: 'E_LEDGER', why: /another program/ });
    const newer = join(directory, 'newer');
    await (await openLedger(newer)).close();
    const database = new DatabaseSync(join(newer, ledgerFile));
    database.exec('PRAGMA user_version = 99');
    database.close();
    await assert.rejects(openLedger(newer), { code: 'E_LEDGER', why: /another version/ });
  }));

test(
  'a folder that cannot be written to is an error with advice',
  { skip: process.getuid?.() === 0 && 'root may write everywhere' },
  () =>
    inTemporaryDirectory(async (directory) => {
      await chmod(directory, 0o500);
      await assert.rejects(openLedger(directory), { code: 'E_LEDGER', next: /permissions/ });
      await chmod(directory, 0o700);
    }),
);

test('the size of the file is bounded, and what was kept stays', () =>
  inTemporaryDirectory(async (directory) => {
    const ledger = await openLedger(directory, { ...ledgerLimits, fileBytes: 200_000 });
    const noise = (seed: number): string =>
      Array.from({ length: 5000 }, (_, index) => Math.sin(seed * 7919 + index)).join();
    let kept = 0;
    const fill = async (): Promise<void> => {
      for (; kept < 100; kept++) await ledger.append(exampleRecord(kept, { payload: noise(kept) }));
    };
    await assert.rejects(fill(), { code: 'E_LEDGER', next: /prune/ });
    assert.ok(kept > 0);
    const { ok, checked } = await ledger.verify();
    assert.deepEqual([ok, checked], [true, kept]);
    await ledger.close();
  }));

test('a payload beyond the bound is refused', () =>
  inTemporaryDirectory(async (directory) => {
    const ledger = await openLedger(directory, { ...ledgerLimits, payloadBytes: 100 });
    await assert.rejects(ledger.append(exampleRecord(1, { payload: 'x'.repeat(99) })), { code: 'E_LIMIT' });
    await assert.rejects(ledger.append(exampleRecord(1, { payload: 'ü'.repeat(60) })), { code: 'E_LIMIT' });
    await ledger.append(exampleRecord(1, { payload: 'x'.repeat(98) }));
    await ledger.close();
  }));

test('another writer that does not let go is told after the wait', () =>
  inTemporaryDirectory(async (directory) => {
    const ledger = await openLedger(directory, { ...ledgerLimits, wait: 100 });
    const holder = new DatabaseSync(join(directory, ledgerFile));
    holder.exec('BEGIN IMMEDIATE');
    await assert.rejects(ledger.append(exampleRecord(1)), { code: 'E_LEDGER', why: /another program/ });
    holder.exec('ROLLBACK');
    holder.close();
    await ledger.append(exampleRecord(1));
    await ledger.close();
  }));
