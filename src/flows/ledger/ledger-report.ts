import { defined, isDigest, oneDay, type Report, restoredReport, SeaworthyError } from '../../core/index.ts';
import type { FullRecord, Ledger } from '../../foundations/ledger/index.ts';
import {
  importKind,
  inventoryKind,
  lintKind,
  readInventory,
  readRecord,
  readScan,
  scanKind,
} from '../../records/index.ts';
import type { Settings } from '../settings.ts';
import { allFound, findSubjects, severalSubjects } from './find-subjects.ts';
import { withKnownLedger } from './with-ledger.ts';

/** Nobody of that name. */
export function notInLedger(reference: string): SeaworthyError {
  return new SeaworthyError(
    'E_TARGET_NOT_FOUND',
    `the ledger knows nothing of ${JSON.stringify(reference.slice(0, 200))}`,
    {
      next: 'See what it knows with `seaworthy ledger list`.',
    },
  );
}

/** The sequence that a text names; undefined when it names something else. */
export function sequenceIn(text: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}

/** Kinds of records that hold a whole report: of our own looks, and of other tools, whose word stands in for ours nowhere. */
const ourKinds: readonly string[] = [scanKind.name, lintKind.name];
export const reportKinds: readonly string[] = [...ourKinds, importKind.name];

/**
 * The report as it was at a scan, lint or import that the ledger holds: the sequence of its record, or the newest of a subject by digest, part of it, path or
 * name, as of a day or a moment where one stands behind `@`.
 */
export async function ledgerReport(reference: string, settings: Settings): Promise<Report> {
  const report = await withKnownLedger(settings, undefined, async (ledger) => {
    const record = await findScan(ledger, reference);
    return record === undefined ? undefined : reportOfRecord(ledger, record);
  });
  if (report === undefined) throw notInLedger(reference);
  return report;
}

async function findScan(ledger: Ledger, reference: string): Promise<FullRecord | undefined> {
  const sequence = sequenceIn(reference);
  if (sequence !== undefined) return ledger.get(sequence);
  const { name, until } = asOf(reference);
  const found = await findSubjects(ledger, name);
  const scans: FullRecord[] = [];
  for (const subject of allFound(found)) {
    const newestOf = async (kinds: readonly string[]) =>
      (await ledger.list({ subject, kinds, limit: 1, ...defined({ until }) })).records[0];
    const newest = (await newestOf(ourKinds)) ?? (await newestOf([importKind.name]));
    const scan = newest === undefined ? undefined : await ledger.get(newest.sequence);
    if (scan !== undefined) scans.push(scan);
  }
  const [newest, ...others] = scans;
  // One image after the other may have had a name; of other things each is what it was.
  const isUnsure = others.length > 0 && scans.some(({ subject }) => !isDigest(subject));
  if (isUnsure) throw severalSubjects(name, allFound(found));
  return newest;
}

/** `app:1.4@2026-01-31` is how it stood at the end of that day (UTC), `app:1.4@2026-01-31T12:00:00Z` at that moment. A digest behind `@` has a colon in it. */
function asOf(reference: string): { readonly name: string; readonly until?: string } {
  const found = /^(.+)@(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z)?$/s.exec(reference);
  const [, name, day, moment] = found ?? [];
  if (name === undefined || day === undefined) return { name: reference };
  const time = new Date(`${day}${moment ?? 'T00:00:00Z'}`);
  // 31 February would be read as 3 March.
  if (Number.isNaN(time.getTime()) || !time.toISOString().startsWith(day)) return { name: reference };
  return { name, until: new Date(time.getTime() + (moment === undefined ? oneDay : 1)).toISOString() };
}

/**
 * The report that a record of one of `reportKinds` holds. `wanted` is asked before anything else is read: where it says no, the answer is undefined.
 * Throws `E_LEDGER` for a record that holds none.
 */
export async function reportOfRecord(
  ledger: Ledger,
  record: FullRecord,
  wanted: (report: Pick<Report, 'findings'>) => boolean = () => true,
): Promise<Report | undefined> {
  const kind = [lintKind, importKind].find(({ name }) => name === record.kind);
  if (kind !== undefined) {
    const report = restoredReport(readRecord(kind, record).report);
    return wanted(report) ? report : undefined;
  }
  return wanted(readScan(record).report) ? reportFrom(ledger, record) : undefined;
}

/** Puts a scan and the inventory it judged together again. Throws `E_LEDGER` when that inventory was pruned. */
export async function reportFrom(ledger: Ledger, record: FullRecord): Promise<Report> {
  const { report, inventory: digest } = readScan(record);
  let before: number | undefined;
  do {
    const query = { subject: record.subject, kinds: [inventoryKind.name], ...defined({ before }) };
    const page = await ledger.list(query);
    const header = page.records.find(({ payloadDigest }) => payloadDigest === digest);
    const inventory = header === undefined ? undefined : await ledger.get(header.sequence);
    if (inventory !== undefined) {
      const { packages, layers } = readInventory(inventory);
      return { ...report, packages, layers };
    }
    before = page.next;
  } while (before !== undefined);
  throw new SeaworthyError(
    'E_LEDGER',
    `the inventory that record ${record.sequence} judged is not in the ledger any more`,
    {
      next: 'Use a newer scan of the subject.',
    },
  );
}
