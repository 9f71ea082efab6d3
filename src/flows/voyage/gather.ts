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
export async function resolve(
  ledger: Ledger,
  asked: string,
  damaged: ReadonlySet<number> = new Set(),
): Promise<Resolved> {
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
  const chosen = exact ?? beginning[0] ?? (await lastNamed(ledger, asked, found, damaged)) ?? found[0];
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

/** Headers that are looked at for one subject at most. */
const mostHeaders = 100_000;

/** The headers that a query finds, newest first, around those that are damaged: a page with one of them cannot be had. */
async function* eachRecord(
  ledger: Ledger,
  query: RecordQuery,
  damaged: ReadonlySet<number>,
): AsyncGenerator<LedgerRecord, void, undefined> {
  const bad = [...damaged].sort((a, b) => b - a);
  let before: number | undefined;
  let limit = 1_000;
  while (true) {
    try {
      const page = await ledger.list({ ...query, limit, ...(before === undefined ? {} : { before }) });
      yield* page.records;
      if (page.next === undefined) return;
      before = page.next;
    } catch (error) {
      if (!(error instanceof SeaworthyError) || error.code !== 'E_LEDGER_CHAIN') throw error;
      const from = before;
      const next = limit > 1 ? from : bad.find((sequence) => from === undefined || sequence < from);
      if (limit === 1 && next === undefined) throw error;
      before = next;
      limit = 1;
    }
  }
}

async function lastNamed(
  ledger: Ledger,
  name: string,
  found: readonly SubjectSummary[],
  damaged: ReadonlySet<number>,
): Promise<SubjectSummary | undefined> {
  for await (const record of eachRecord(ledger, { name, kinds: byName }, damaged)) {
    const known = found.find(({ subject }) => subject === record.subject && record.names.includes(name));
    if (known !== undefined) return known;
  }
  return undefined;
}

/** What is read of one subject at most: records, and bytes of their payloads. The newest are read. */
export interface GatherLimits {
  readonly records: number;
  readonly bytes: number;
}

export const gatherLimits: GatherLimits = { records: 1_000, bytes: 512 * 1024 * 1024 };

/**
 * Every record about a subject, oldest first: its own, those of others that have it among their names (a workload that runs it), and those about the digests
 * that it has among its names (the index that lists it). `untold` counts older ones that were left out. A record of which not even the header can be
 * believed (`damaged`: the sequences of those that may be) is passed over: nobody can say whom it is about.
 */
export async function gather(
  ledger: Ledger,
  { subject, names }: SubjectSummary,
  damaged: ReadonlySet<number> = new Set(),
  limits: GatherLimits = gatherLimits,
): Promise<{ readonly records: readonly LedgerRecord[]; readonly untold: number }> {
  const queries: RecordQuery[] = [
    { subject },
    { name: subject },
    ...names.filter(isDigest).map((digest) => ({ subject: digest })),
  ];
  const found = new Map<number, LedgerRecord>();
  for (const query of queries)
    for await (const record of eachRecord(ledger, query, damaged)) {
      // A workload that ran this image once has records about others, too.
      if (query.name !== undefined && !record.names.includes(query.name)) continue;
      found.set(record.sequence, record);
      if (found.size >= mostHeaders) break;
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
