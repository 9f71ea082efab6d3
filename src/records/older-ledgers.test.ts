import assert from 'node:assert/strict';
import { createReadStream, readdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../lab/fixtures/index.ts';
import { type FullRecord, openLedger } from '../foundations/ledger/index.ts';
import { recordKind } from './list.ts';
import { readRecord } from './read-record.ts';

/*
 * Whole exports of ledgers as earlier commits wrote them: a tour, a watch, a plan, a tombstone, a prune. Findings and packages were shortened to one of each
 * form before they were written.
 */

const folder = path.join(import.meta.dirname, 'testing');
const exports = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

const linesOf = (name: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(path.join(folder, name)) });

for (const name of exports) {
  test(`${name}: the ledger verifies, and every record in it is understood`, () =>
    inTemporaryDirectory(async (directory) => {
      const ledger = await openLedger(directory);
      try {
        await ledger.importLines(linesOf(name));
        assert.deepEqual((await ledger.verify()).problems, []);
        const { records } = await ledger.list({ limit: 1_000 });
        const seen = new Set<string>();
        for (const { sequence } of records) {
          const record = await ledger.get(sequence);
          assert.ok(record !== undefined);
          assert.equal(record.origin === undefined, record.format === 1, 'format 1 is of before records said where');
          assertUnderstood(record);
          seen.add(record.kind);
        }
        assert.equal(seen.size, 11, 'one of every kind that there was');
        const again: string[] = [];
        for await (const line of ledger.export()) again.push(line);
        const before: string[] = [];
        for await (const line of linesOf(name)) before.push(line);
        assert.deepEqual(again, before, 'an export of it is the same, byte by byte');
      } finally {
        await ledger.close();
      }
    }));
}

test('there are exports to read', () => assert.ok(exports.length >= 2));

function assertUnderstood(record: FullRecord): void {
  const kind = recordKind(record.kind);
  assert.ok(kind !== undefined, record.kind);
  const payload = readRecord(kind, record);
  const told = kind.tell(payload, { record, subject: record.subject, before: { sequence: 1, payload } });
  assert.ok(told.length > 0);
  for (const { title, details } of told)
    for (const line of [title, ...details]) assert.doesNotMatch(line, /undefined|\[object|NaN|^$/, record.kind);
}
