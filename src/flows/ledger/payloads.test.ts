import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyCoverage } from '../../core/index.ts';
import { type FullRecord, recordKinds } from '../../foundations/ledger/index.ts';
import { readInventory, readScan } from './payloads.ts';

const subject = { kind: 'directory', name: 'root' };
const { unidentified: _later, lookedFor: _too, ...oldCoverage } = emptyCoverage;

const payloads = (coverage: unknown) => ({
  inventory: { subject, packages: [], layers: [], coverage },
  scan: { basis: 'image', inventory: `sha256:${'0'.repeat(64)}`, report: { subject, findings: [], coverage } },
});

function record(kind: 'inventory' | 'scan', coverage: unknown): FullRecord {
  return {
    sequence: 1,
    kind,
    shape: recordKinds[kind].shape,
    names: [],
    subject: 'directory:root',
    payload: payloads(coverage)[kind],
  } as unknown as FullRecord;
}

test('records of before coverage told what nobody could identify and what was looked for know of neither; another shape is refused', () => {
  assert.deepEqual(readInventory(record('inventory', oldCoverage)).coverage, emptyCoverage);
  assert.deepEqual(readScan(record('scan', oldCoverage)).report.coverage, emptyCoverage);
  const spoilt = { ...emptyCoverage, unidentified: 'none' };
  assert.throws(() => readInventory(record('inventory', spoilt)), { code: 'E_LEDGER' });
  assert.throws(() => readScan(record('scan', spoilt)), { code: 'E_LEDGER' });
  assert.throws(() => readScan(record('scan', { ...emptyCoverage, lookedFor: true })), { code: 'E_LEDGER' });
});
