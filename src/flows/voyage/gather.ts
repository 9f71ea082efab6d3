import { isDigest, SeaworthyError, shortDigest } from '../../core/index.ts';
import type { Ledger, LedgerRecord, RecordQuery, SubjectSummary } from '../../foundations/ledger/index.ts';
import { notInLedger } from '../ledger/ledger-report.ts';

/** The subject of a voyage, and others that had the same name. */
export interface Resolved {
  readonly chosen: SubjectSummary;
  readonly others: readonly SubjectSummary[];
}

/** Most subjects that one name is looked up for. */
const mostSubjects = 50;
/** Records that are written when an image is handled by its name. Judging again and clearing up come later, to images that have lost the name. */
const byName = ['inventory', 'signature', 'attestation', 'decision'] as const;

/**
 * The subject that a text stands for: its key, the beginning of its digest, or a name that it was seen under; of several with the same name the one that had it last.
 * Throws `E_TARGET_NOT_FOUND`, and `E_USAGE` when several digests begin so.
 */
export async function resolve(ledger: Ledger, asked: string): Promise<Resolved> {
  const found = asked === '' ? [] : await ledger.subjects(asked, mostSubjects);
  if (found.length === 0) throw notInLedger(asked);
  const exact = found.find(({ subject }) => subject === asked);
  const beginning = found.filter(({ subject }) => isDigest(subject) && begins(subject, asked));
  if (exact === undefined && beginning.length > 1) {
    const digests = beginning.slice(0, 5).map(({ subject }) => (isDigest(subject) ? shortDigest(subject) : subject));
    throw new SeaworthyError('E_USAGE', `several digests begin with ${JSON.stringify(asked.slice(0, 100))}`, {
      why: digests.join(', '),
      next: 'Give more digits.',
    });
  }
  const chosen = exact ?? beginning[0] ?? (await lastNamed(ledger, asked, found)) ?? found[0];
  if (chosen === undefined) throw notInLedger(asked);
  return { chosen, others: found.filter((one) => isOther(one, chosen, asked)) };
}

/** The index that lists the image, and what is listed by an index, are no other images. */
const isOther = (one: SubjectSummary, chosen: SubjectSummary, asked: string): boolean =>
  isDigest(one.subject) &&
  one !== chosen &&
  one.names.includes(asked) &&
  !one.names.includes(chosen.subject) &&
  !chosen.names.includes(one.subject);

const begins = (subject: string, asked: string): boolean =>
  subject.startsWith(asked) || subject.slice(subject.indexOf(':') + 1).startsWith(asked);

async function lastNamed(
  ledger: Ledger,
  name: string,
  found: readonly SubjectSummary[],
): Promise<SubjectSummary | undefined> {
  const { records } = await ledger.list({ name, kinds: byName, limit: 1 });
  return found.find(({ subject }) => subject === records[0]?.subject);
}

/** What is read of one subject at most: records, and bytes of their payloads. The newest are read. */
export interface GatherLimits {
  readonly records: number;
  readonly bytes: number;
}

export const gatherLimits: GatherLimits = { records: 1_000, bytes: 512 * 1024 * 1024 };

/**
 * Every record about a subject, oldest first: its own, those of others that have it among their names (a workload that runs it), and those about the digests
 * that it has among its names (the index that lists it). `untold` counts older ones that were left out.
 */
export async function gather(
  ledger: Ledger,
  { subject, names }: SubjectSummary,
  limits: GatherLimits = gatherLimits,
): Promise<{ readonly records: readonly LedgerRecord[]; readonly untold: number }> {
  const queries: RecordQuery[] = [
    { subject },
    { name: subject },
    ...names.filter(isDigest).map((digest) => ({ subject: digest })),
  ];
  const found = new Map<number, LedgerRecord>();
  for (const query of queries) {
    let before: number | undefined;
    do {
      const page = await ledger.list({ ...query, limit: 1_000, ...(before === undefined ? {} : { before }) });
      for (const record of page.records) found.set(record.sequence, record);
      before = page.next;
    } while (before !== undefined && found.size < 100_000);
  }
  const newest = [...found.values()].sort((a, b) => b.sequence - a.sequence);
  const records: LedgerRecord[] = [];
  let bytes = 0;
  for (const record of newest) {
    bytes += record.payloadBytes;
    if (records.length >= limits.records || (bytes > limits.bytes && records.length > 0)) break;
    records.push(record);
  }
  return { records: records.reverse(), untold: newest.length - records.length };
}
