import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { emptyCoverage, reportSchemaVersion } from '../../core/index.ts';
import type { FullRecord } from '../../foundations/ledger/index.ts';
import { inventoryKind, readInventory } from '../inventory/index.ts';
import { readScan, scanKind, scanPayload } from './index.ts';

const subject = { kind: 'directory', name: 'root' };
const { unidentified: _later, lookedFor: _too, ...oldCoverage } = emptyCoverage;

const head = { schemaVersion: reportSchemaVersion, tool: { name: 'seaworthy', version: '1' }, created: '2026-01-01' };
const payloads = (coverage: unknown) => ({
  inventory: { subject, packages: [], layers: [], coverage },
  scan: { basis: 'image', inventory: `sha256:${'0'.repeat(64)}`, report: { ...head, subject, findings: [], coverage } },
});

function record(kind: 'inventory' | 'scan', coverage: unknown): FullRecord {
  return {
    sequence: 1,
    kind,
    shape: { inventory: inventoryKind, scan: scanKind }[kind].shape,
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

const scan1 = JSON.parse(
  readFileSync(new URL('../../../lab/fixtures/stored/scan-payload-1.json', import.meta.url), 'utf8'),
) as { report: { findings: Record<string, unknown>[] } };

const scanRecord = (shape: number, payload: unknown): FullRecord =>
  ({ ...record('scan', emptyCoverage), shape, payload }) as FullRecord;

test('a scan that was recorded before reports were of version 2 reads as one of today', () => {
  const { report } = readScan(scanRecord(1, scan1));
  assert.equal(report.schemaVersion, '2.0');
  assert.deepEqual(
    Object.fromEntries(report.findings.map(({ kind, fix, location }) => [kind, `${fix.state} ${location.kind}`])),
    { vulnerability: 'fixed image-file', secret: 'remedy image-config', misconfiguration: 'remedy whole' },
  );
  assert.ok(report.findings.every(({ subject: of }) => of === report.subject));
  const uses = report.findings.map((one) => (one.kind === 'vulnerability' ? one.usage?.state : undefined));
  assert.deepEqual([...new Set(uses)].map(String).sort(), ['in-use', 'not-seen', 'undefined']);
  const again = scanPayload(report, `sha256:${'d'.repeat(64)}`, 'image');
  assert.deepEqual(readScan(scanRecord(2, JSON.parse(JSON.stringify(again)))).report, report);
  assert.ok(
    again.report.findings.every((finding) => finding.subject === undefined),
    'its subject is said once',
  );
});

test('the shape of a scan is held to the version it says', () => {
  const now = JSON.parse(
    JSON.stringify(scanPayload(readScan(scanRecord(1, scan1)).report, `sha256:${'d'.repeat(64)}`, 'image')),
  );
  const [finding] = now.report.findings;
  const withFinding = (over: object) => ({ ...now, report: { ...now.report, findings: [{ ...finding, ...over }] } });
  assert.equal(readScan(scanRecord(2, withFinding({}))).report.findings.length, 1);
  const cases: readonly (readonly [number, unknown])[] = [
    [1, now],
    [2, scan1],
    [3, now],
    [0, scan1],
    [2, withFinding({ location: { kind: 'toString' } })],
    [2, withFinding({ location: { kind: 'image-file' } })],
    [2, withFinding({ location: undefined })],
    [2, withFinding({ fix: { state: 'fixed', versions: [] } })],
    [2, withFinding({ fix: { state: 'remedy' } })],
    [2, withFinding({ kind: 'secret' })],
    [2, withFinding({ cvss: undefined })],
    [2, withFinding({ subject: { kind: 'image', digest: 'x' } })],
  ];
  for (const [shape, payload] of cases) {
    const said = JSON.stringify([shape, payload]).slice(0, 40);
    assert.throws(() => readScan(scanRecord(shape, payload)), { code: 'E_LEDGER' }, said);
  }
});
