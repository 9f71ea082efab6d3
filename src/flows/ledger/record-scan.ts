import { type Digest, type Inventory, type Report, type Subject, subjectKey, subjectNames } from '../../core/index.ts';
import {
  type DataDate,
  type Ledger,
  type LedgerRecord,
  type NewRecord,
  type Producer,
  payloadDigest,
} from '../../foundations/ledger/index.ts';
import { chainIdOf } from '../../phases/1-build/base-images/index.ts';
import {
  asRecord,
  type BareReport,
  bareReport,
  inventoryKind,
  inventoryPayload,
  type ScanPayload,
  scanKind,
  scanPayload,
} from '../../records/index.ts';
import { nameInEngine } from '../engine-name.ts';
import { type Session, settingsOf } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { withLedger } from './with-ledger.ts';

/** This program, as the producer of records. */
export function producerOf(settings: Settings): Producer {
  return { name: 'seaworthy', version: settings.toolVersion };
}

/** How old the data was that a report rests on. */
export function dataDates(report: BareReport): DataDate[] {
  return report.coverage.sources.map(({ id, date, fetched, digest }) => ({ id, date, fetched, digest }));
}

/** Keeps what a scan found: the inventory, unless the newest of the subject is the same, and the report. Throws what a ledger throws. */
export async function recordScan(
  report: Report,
  inventory: Inventory,
  given: Settings | Session,
): Promise<readonly LedgerRecord[]> {
  const settings = settingsOf(given);
  return withLedger(given, (ledger) => appendScan(ledger, bareReport(report), inventory, 'image', settings));
}

/** An image of an engine is asked for by the name that it has there, whoever looked for it. */
function bareNames({ name }: Subject): readonly string[] {
  const bare = nameInEngine(name);
  return bare === undefined ? [] : [bare];
}

/** As `recordScan`, into a ledger that is open. */
export async function appendScan(
  ledger: Ledger,
  report: BareReport,
  inventory: Inventory,
  basis: ScanPayload['basis'],
  settings: Settings,
): Promise<readonly LedgerRecord[]> {
  const payload = inventoryPayload(inventory);
  const digest = payloadDigest(payload);
  const scan = scanRecord(report, digest, basis, settings);
  const { subject, names = [], producer, time } = scan;
  // The name of its layers, so that an image built from it finds it.
  const chainId = chainIdOf(inventory.build?.diffIds ?? []);
  const own = { subject, names: chainId === undefined ? names : [...names, chainId], producer, time };
  const { records } = await ledger.list({ subject, kinds: [inventoryKind.name], limit: 1 });
  const added: NewRecord[] =
    records[0]?.payloadDigest === digest ? [] : [{ ...own, ...asRecord(inventoryKind, payload) }];
  return ledger.appendAll([...added, scan]);
}

/** A report as the record that is kept of it, given the digest of its inventory's payload. */
export function scanRecord(
  report: BareReport,
  inventory: Digest,
  basis: ScanPayload['basis'],
  settings: Settings,
): NewRecord {
  return {
    subject: subjectKey(report.subject),
    names: [...subjectNames(report.subject), ...bareNames(report.subject)],
    producer: producerOf(settings),
    time: settings.clock.now().toISOString(),
    ...asRecord(scanKind, scanPayload(report, inventory, basis)),
    data: dataDates(report),
  };
}
