import { isDigest, type Report, SeaworthyError } from '../../core/index.ts';
import type { FullRecord, Ledger } from '../../foundations/ledger/index.ts';
import { inventoryKind, readInventory, readScan, scanKind } from '../../records/index.ts';
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

/** The report as it was at a scan that the ledger holds: the sequence of a `scan` record, or the newest of a subject by digest, part of it, or name. */
export async function ledgerReport(reference: string, settings: Settings): Promise<Report> {
  const report = await withKnownLedger(settings, undefined, async (ledger) => {
    const record = await findScan(ledger, reference);
    return record === undefined ? undefined : reportFrom(ledger, record);
  });
  if (report === undefined) throw notInLedger(reference);
  return report;
}

async function findScan(ledger: Ledger, reference: string): Promise<FullRecord | undefined> {
  const sequence = sequenceIn(reference);
  if (sequence !== undefined) return ledger.get(sequence);
  const found = await findSubjects(ledger, reference);
  const scans: FullRecord[] = [];
  for (const subject of allFound(found)) {
    const scan = await ledger.latest(subject, scanKind.name);
    if (scan !== undefined) scans.push(scan);
  }
  const [newest, ...others] = scans;
  // One image after the other may have had a name; of other things each is what it was.
  const isUnsure = others.length > 0 && scans.some(({ subject }) => !isDigest(subject));
  if (isUnsure) throw severalSubjects(reference, allFound(found));
  return newest;
}

/** Puts a scan and the inventory it judged together again. Throws `E_LEDGER` when that inventory was pruned. */
export async function reportFrom(ledger: Ledger, record: FullRecord): Promise<Report> {
  const { report, inventory: digest } = readScan(record);
  let before: number | undefined;
  do {
    const query = { subject: record.subject, kinds: [inventoryKind.name], ...(before === undefined ? {} : { before }) };
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
