import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../lab/fixtures/index.ts';
import { headerDigest } from '../header.ts';
import type { Ledger } from '../ledger.ts';
import { exampleRecord } from '../testing/ledger-contract.ts';
import { ledgerFile } from './connection.ts';
import { openLedger } from './open-ledger.ts';
import { type RecordRow, recordOf } from './row.ts';

const at = (minute: number): string => exampleRecord(minute).time;

/** A ledger of ten records that was checked at minute 20, and three that came after. */
async function inNoted(work: (ledger: Ledger, spoil: (sql: string) => void, folder: string) => Promise<void>) {
  await inTemporaryDirectory(async (folder) => {
    const ledger = await openLedger(folder);
    try {
      for (let minute = 1; minute <= 10; minute++)
        await ledger.append(exampleRecord(minute, { names: [`app:${minute}`] }));
      assert.deepEqual(pick(await ledger.verifyNew({ time: at(20) })), [true, 10, undefined], 'never checked before');
      for (let minute = 21; minute <= 23; minute++) await ledger.append(exampleRecord(minute, { names: ['new'] }));
      const spoil = (sql: string): void => {
        const database = new DatabaseSync(join(folder, ledgerFile));
        database.exec(sql);
        database.close();
      };
      await work(ledger, spoil, folder);
    } finally {
      await ledger.close();
    }
  });
}

const pick = ({ ok, checked, since }: Awaited<ReturnType<Ledger['verify']>>) => [ok, checked, since?.sequence];

test('only what is new is checked, and where that began and when all was is said', () =>
  inNoted(async (ledger) => {
    const first = await ledger.verifyNew({ time: at(30) });
    assert.deepEqual([first.ok, first.checked, first.end?.sequence], [true, 3, 13]);
    assert.deepEqual(first.since, { sequence: 10, time: at(20), all: { sequence: 10, time: at(20) } });
    const second = await ledger.verifyNew({ time: at(40) });
    assert.deepEqual([second.ok, second.checked], [true, 0]);
    assert.deepEqual(second.since, { sequence: 13, time: at(30), all: { sequence: 10, time: at(20) } });
    assert.deepEqual(pick(await ledger.verify({ time: at(50) })), [true, 13, undefined], 'verify checks all');
    const third = await ledger.verifyNew({ time: at(60) });
    assert.deepEqual(third.since, { sequence: 13, time: at(50), all: { sequence: 13, time: at(50) } });
  }));

test('a check without a time notes nothing', () =>
  inTemporaryDirectory(async (folder) => {
    const ledger = await openLedger(folder);
    await ledger.append(exampleRecord(1));
    await ledger.verify();
    assert.equal((await ledger.verifyNew({ time: at(2) })).since, undefined);
    await ledger.close();
  }));

const damage: Readonly<Record<string, string>> = {
  'a new record that was altered': "UPDATE records SET subject = 'host:x' WHERE sequence = 12",
  'a new record that is gone': 'DELETE FROM names WHERE sequence = 12; DELETE FROM records WHERE sequence = 12',
  'the newest record that is gone': 'DELETE FROM names WHERE sequence = 13; DELETE FROM records WHERE sequence = 13',
  'the payload of a new record':
    "UPDATE payloads SET body = X'7b7d' WHERE digest = (SELECT payload_digest FROM records WHERE sequence = 12)",
  'the name of a new record': "UPDATE names SET name = 'x' WHERE sequence = 12",
  'a head that was set back':
    'UPDATE head SET sequence = 12, digest = (SELECT digest FROM records WHERE sequence = 12)',
  'an old record that is gone': 'DELETE FROM names WHERE sequence = 5; DELETE FROM records WHERE sequence = 5',
  'an old name that is gone': 'DELETE FROM names WHERE sequence = 5',
  'a name that was put in': "INSERT INTO names VALUES (5, 'x')",
  'the record at which it was whole': "UPDATE records SET subject = 'host:x' WHERE sequence = 10",
  'everything since, as if it had never been':
    'DELETE FROM names WHERE sequence > 10; DELETE FROM records WHERE sequence > 10',
};

for (const [what, sql] of Object.entries(damage))
  test(`it shows: ${what}`, () =>
    inNoted(async (ledger, spoil) => {
      spoil(sql);
      const [quick, whole] = [await ledger.verifyNew({ time: at(30) }), await ledger.verify()];
      assert.equal(quick.ok, false);
      assert.deepEqual(quick, whole, 'told as a check of everything tells it');
    }));

/* Whoever changes the note gets everything checked, or what it says is told as what the ledger says. */
const notes: Readonly<Record<string, string>> = {
  'of another ledger': "UPDATE whole SET ledger = 'x'",
  'of a record that is not there': 'UPDATE whole SET sequence = 99',
  'of an older record': 'UPDATE whole SET sequence = 9',
  'with another digest': "UPDATE whole SET digest = 'sha256:' || substr(digest, 8, 63) || 'x'",
  'of fewer records': 'UPDATE whole SET records = records - 1',
  'of fewer names': 'UPDATE whole SET names = names - 1',
  'of tomorrow': `UPDATE whole SET time = '${at(60)}'`,
  'of no time': "UPDATE whole SET time = 'yesterday'",
  'with a whole check after it': `UPDATE whole SET all_time = '${at(25)}'`,
  'with a whole check of more': 'UPDATE whole SET all_sequence = 11',
  'that is gone': 'DELETE FROM whole',
  'whose table is gone': 'DROP TABLE whole',
};

for (const [what, sql] of Object.entries(notes))
  test(`a note ${what} is worth nothing`, () =>
    inNoted(async (ledger, spoil) => {
      spoil(sql);
      assert.deepEqual(pick(await ledger.verifyNew({ time: at(30) })), [true, 13, undefined]);
    }));

test('after a prune everything is checked', () =>
  inNoted(async (ledger) => {
    await ledger.prune({ prunable: ['scan'], keepLast: 5, time: at(25), producer: { name: 'x', version: '1' } });
    const { ok, since, pruned } = await ledger.verifyNew({ time: at(30) });
    assert.deepEqual([ok, since, pruned?.records], [true, undefined, 8]);
    await ledger.append(exampleRecord(31));
    assert.deepEqual(pick(await ledger.verifyNew({ time: at(32) })), [true, 1, 14]);
  }));

test('a copy goes on from the note of the ledger it was made of; ends that were noted are compared with all of it', () =>
  inNoted(async (ledger, spoil, folder) => {
    const end = await ledger.checkpoint();
    // Into the file, out of the log beside it.
    spoil('PRAGMA wal_checkpoint(TRUNCATE)');
    await inTemporaryDirectory(async (other) => {
      await copyFile(join(folder, ledgerFile), join(other, ledgerFile));
      const copy = await openLedger(other);
      assert.deepEqual(pick(await copy.verifyNew({ time: at(30) })), [true, 3, 10]);
      const noted = await copy.verifyNew({ time: at(31), checkpoints: [end] });
      assert.deepEqual(pick(noted), [true, 13, undefined]);
      await copy.close();
    });
  }));

/** Changes a record and makes its own digest anew, as somebody would who knows how. */
function forge(folder: string, sequence: number): void {
  const database = new DatabaseSync(join(folder, ledgerFile));
  database.exec(`UPDATE records SET subject = 'host:forged' WHERE sequence = ${sequence}`);
  const row = database.prepare('SELECT * FROM records WHERE sequence = ?').get(sequence) as unknown as RecordRow;
  database.prepare('UPDATE records SET digest = ? WHERE sequence = ?').run(headerDigest(recordOf(row)), sequence);
  database.close();
}

test('an older record that was forged is not believed when it is told, and a check of everything finds it', () =>
  inNoted(async (ledger, _, folder) => {
    forge(folder, 5);
    assert.deepEqual(
      pick(await ledger.verifyNew({ time: at(30) })),
      [true, 3, 10],
      'older ones are only read when told',
    );
    await assert.rejects(ledger.getLinked(5), { code: 'E_LEDGER_CHAIN' });
    await assert.rejects(ledger.getLinked(6), { code: 'E_LEDGER_CHAIN' }, 'one of the two is false');
    for (const sequence of [1, 4, 7, 13]) assert.equal((await ledger.getLinked(sequence))?.sequence, sequence);
    assert.equal(await ledger.getLinked(99), undefined);
    assert.equal((await ledger.verify()).ok, false);
  }));

test('a record beside one that is plainly damaged is believed', () =>
  inNoted(async (ledger, spoil) => {
    spoil("UPDATE records SET digest = replace(digest, substr(digest, 10, 1), 'x') WHERE sequence = 5");
    for (const sequence of [4, 6]) assert.equal((await ledger.getLinked(sequence))?.sequence, sequence);
    await assert.rejects(ledger.getLinked(5), { code: 'E_LEDGER_CHAIN' });
  }));
