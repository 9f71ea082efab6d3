import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../lab/fixtures/index.ts';
import { exampleRecord } from '../testing/ledger-contract.ts';
import { ledgerFile } from './connection.ts';
import { openLedger } from './open-ledger.ts';

/* The file of a ledger as versions before records had an origin left it. */

const lines = (): AsyncIterable<string> =>
  createInterface({
    input: createReadStream(join(import.meta.dirname, '../../../records/testing/written-by-c67993e.jsonl')),
  });

async function collect(from: AsyncIterable<string>): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const line of from) all.push(line);
  return all;
}

/** Records of format 1 in tables of version 1. */
async function makeOld(directory: string): Promise<void> {
  const ledger = await openLedger(directory);
  await ledger.importLines(lines());
  await ledger.close();
  const database = new DatabaseSync(join(directory, ledgerFile));
  database.exec('ALTER TABLE records DROP COLUMN origin; ALTER TABLE head DROP COLUMN origin; PRAGMA user_version = 1');
  database.close();
}

const columnsOf = (directory: string): readonly unknown[] => {
  const database = new DatabaseSync(join(directory, ledgerFile), { readOnly: true });
  try {
    return database
      .prepare("SELECT name FROM pragma_table_info('records')")
      .all()
      .map(({ name }) => name);
  } finally {
    database.close();
  }
};

async function exported(directory: string): Promise<readonly string[]> {
  const ledger = await openLedger(directory);
  try {
    assert.deepEqual((await ledger.verify()).problems, []);
    return await collect(ledger.export());
  } finally {
    await ledger.close();
  }
}

test('an older file is brought to today when it is opened, and nothing in it changes', () =>
  inTemporaryDirectory(async (directory) => {
    await makeOld(directory);
    assert.ok(!columnsOf(directory).includes('origin'));
    assert.deepEqual(await exported(directory), await collect(lines()));
    assert.ok(columnsOf(directory).includes('origin'));
    const ledger = await openLedger(directory);
    const [first, second] = await ledger.appendAll([exampleRecord(1), exampleRecord(2)]);
    assert.equal(first?.format, 2);
    assert.match(first?.origin ?? '', /^[0-9a-f-]{36}$/);
    assert.equal(second?.origin, first?.origin);
    assert.ok((await ledger.verify()).ok);
    await ledger.close();
    await inTemporaryDirectory(async (other) => {
      const copy = await openLedger(other);
      await copy.importLines(await exported(directory));
      assert.equal((await copy.get(first?.digest ?? ''))?.origin, first?.origin);
      assert.notEqual((await copy.append(exampleRecord(3))).origin, first?.origin);
      assert.ok((await copy.verify()).ok);
      await copy.close();
    });
  }));

test('a format is what its members say: an origin that was taken away or put in shows', () =>
  inTemporaryDirectory(async (directory) => {
    const ledger = await openLedger(directory);
    await ledger.append(exampleRecord(1));
    for (const change of [
      'origin = NULL',
      'origin = NULL, format = 1',
      "origin = 'another'",
      'format = 1',
      'format = 3',
    ]) {
      const database = new DatabaseSync(join(directory, ledgerFile));
      database.exec(`CREATE TEMP TABLE kept AS SELECT format, origin FROM records; UPDATE records SET ${change}`);
      assert.equal((await ledger.verify()).ok, false, change);
      database.exec('UPDATE records SET (format, origin) = (SELECT format, origin FROM kept)');
      database.close();
      assert.ok((await ledger.verify()).ok);
    }
    await ledger.close();
  }));

function canMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

test(
  'an older file that cannot be written to is read as it is',
  { skip: canMount() ? false : 'file systems cannot be mounted here' },
  () =>
    inTemporaryDirectory(async (folder) => {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', folder]);
      try {
        await makeOld(folder);
        execFileSync('mount', ['-o', 'remount,ro', folder]);
        assert.deepEqual(await exported(folder), await collect(lines()));
        const ledger = await openLedger(folder);
        assert.ok((await ledger.list({ kinds: ['scan'], latest: true })).records.length > 0);
        assert.ok((await ledger.subjects()).length > 0);
        await assert.rejects(ledger.append(exampleRecord(9)), { code: 'E_LEDGER' });
        await ledger.close();
      } finally {
        execFileSync('umount', [folder]);
      }
    }),
);
