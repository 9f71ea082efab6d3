import { count, type Digest, severities, shortDigest, storedReport } from '../../core/index.ts';
import type { FullRecord } from '../../foundations/ledger/index.ts';
import { readRecord } from '../read-record.ts';
import type { RecordKind } from '../record-kind.ts';
import { counted, withCounts } from '../sentences.ts';
import type { BareReport } from '../shapes/report.ts';
import { fillScan, restoredScan, type ScanPayload, type StoredScan, scan1, scanShape } from './payload.ts';
import { tellScan } from './tell.ts';

export const scanKind: RecordKind<StoredScan> = {
  name: 'scan',
  phase: 'build',
  shape: 2,
  says: 'What was judged wrong with a subject, by which data, and what could not be judged.',
  kept: false,
  payload: scanShape,
  older: [scan1],
  fill: fillScan,
  tell: tellScan,
  facts({ basis, inventory, report: { findings, coverage } }) {
    const missed = coverage.problems.filter(({ incomplete }) => incomplete).length;
    const severity = findings.map((one) => one.severity);
    return [
      ['findings', withCounts(count(findings.length, 'finding'), counted(severity, severities.toReversed()))],
      ['kinds', counted(findings.map(({ kind }) => kind)) || 'none'],
      ['missed', missed === 0 ? 'nothing' : `${count(missed, 'thing')} could not be looked at`],
      ['judged', basis === 'inventory' ? 'from what the ledger held, without the image' : 'while reading the image'],
      ['inventory', `payload ${shortDigest(inventory)}`],
    ];
  },
  large: true,
};

export function scanPayload(report: BareReport, inventory: Digest, basis: ScanPayload['basis']): StoredScan {
  return { basis, inventory, report: storedReport(report) };
}

/** The scan in a record. Throws `E_LEDGER`. */
export function readScan(record: FullRecord): ScanPayload {
  return restoredScan(readRecord(scanKind, record));
}
