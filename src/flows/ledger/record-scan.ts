import { type Inventory, type Report, type Subject, subjectKey, subjectNames } from '../../core/index.ts';
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
export function dataDates(report: Report): DataDate[] {
  return report.coverage.sources.map(({ id, date, fetched, digest }) => ({ id, date, fetched, digest }));
}

/** Keeps what a scan found: the inventory, unless the newest of the subject is the same, and the report. Throws what a ledger throws. */
export async function recordScan(
  report: Report,
  inventory: Inventory,
  given: Settings | Session,
): Promise<readonly LedgerRecord[]> {
  const settings = settingsOf(given);
  return withLedger(given, (ledger) => appendScan(ledger, report, inventory, 'image', settings));
}

/** An image of an engine is asked for by the name that it has there, whoever looked for it. */
function bareNames({ name }: Subject): readonly string[] {
  const bare = nameInEngine(name);
  return bare === undefined ? [] : [bare];
}

/** As `recordScan`, into a ledger that is open. */
export async function appendScan(
  ledger: Ledger,
  report: Report,
  inventory: Inventory,
  basis: ScanPayload['basis'],
  settings: Settings,
): Promise<readonly LedgerRecord[]> {
  const payload = inventoryPayload(inventory);
  const digest = payloadDigest(payload);
  const subject = subjectKey(inventory.subject);
  const common = {
    subject,
    names: [...subjectNames(inventory.subject), ...bareNames(inventory.subject)],
    producer: producerOf(settings),
    time: settings.clock.now().toISOString(),
  };
  // The name of its layers, so that an image built from it finds it.
  const chainId = chainIdOf(inventory.build?.diffIds ?? []);
  const names = chainId === undefined ? common.names : [...common.names, chainId];
  const { records } = await ledger.list({ subject, kinds: [inventoryKind.name], limit: 1 });
  const added: NewRecord[] =
    records[0]?.payloadDigest === digest ? [] : [{ ...common, names, ...asRecord(inventoryKind, payload) }];
  const scan: NewRecord = {
    ...common,
    ...asRecord(scanKind, scanPayload(report, digest, basis)),
    data: dataDates(report),
  };
  return ledger.appendAll([...added, scan]);
}
