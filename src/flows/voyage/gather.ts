import { type Digest, defined, isDigest, SeaworthyError, shortDigest } from '../../core/index.ts';
import type { Ledger, LedgerRecord, RecordQuery, SubjectSummary } from '../../foundations/ledger/index.ts';
import { kindsWhere, recordKinds } from '../../records/index.ts';
import { begins, findSubjects, isOlder, severalSubjects } from '../ledger/find-subjects.ts';
import { notInLedger } from '../ledger/ledger-report.ts';

/** The subject of a voyage, and others that had the same name. */
export interface Resolved {
  readonly chosen: SubjectSummary;
  readonly others: readonly SubjectSummary[];
}

/** Records that are written when an image is handled by its name. Judging again and clearing up come later, to images that have lost the name. */
const byName = kindsWhere(({ handlesName }) => handlesName === true);

/**
 * The subject that a text stands for, as `findSubjects` takes it. Of several images with the same name it is the one that had it last: a tag is moved. Throws
 * `E_TARGET_NOT_FOUND`, and `E_USAGE` when several digests begin so, or several things that are no images go by the name or have it among theirs.
 */
export async function resolve(
  ledger: Ledger,
  asked: string,
  damaged: ReadonlySet<number> = new Set(),
): Promise<Resolved> {
  const { exact, named, mentioning } = await findSubjects(ledger, asked);
  const images = named.filter(isDigest);
  const beginning = images.filter((key) => begins(key, asked));
  if (exact === undefined && beginning.length > 1) throw severalDigests(asked, beginning);
  const key =
    exact ??
    beginning[0] ??
    (await lastNamed(ledger, asked, images, damaged)) ??
    images[0] ??
    onlyOne(asked, named) ??
    onlyMention(asked, mentioning);
  const chosen = key === undefined ? undefined : await ledger.subject(key);
  if (chosen === undefined) throw notInLedger(asked);
  const others: SubjectSummary[] = [];
  for (const other of named.length > 0 ? named : mentioning) {
    const one = other === key ? undefined : await ledger.subject(other);
    if (one !== undefined && isOther(one, chosen, asked)) others.push(one);
  }
  return { chosen, others };
}

/** The only one of things that are no images; older records give way, for nobody knows whose they are. */
function onlyOne(asked: string, named: readonly string[]): string | undefined {
  const known = named.filter((one) => !isOlder(one));
  const [first, second] = known.length > 0 ? known : named;
  if (second !== undefined) throw severalSubjects(asked, named);
  return first;
}

/** The only one of things that mention the name. Another's may tell the opposite, so none gives way to another, however old it is. */
function onlyMention(asked: string, mentioning: readonly string[]): string | undefined {
  if (mentioning.length > 1) throw severalSubjects(asked, mentioning);
  return mentioning[0];
}

function severalDigests(asked: string, found: readonly Digest[]): SeaworthyError {
  const digests = found.slice(0, 5).map(shortDigest);
  return new SeaworthyError('E_USAGE', `several digests begin with ${JSON.stringify(asked.slice(0, 100))}`, {
    why: digests.join(', '),
    next: 'Give more digits.',
  });
}

/** The index that lists the image, and what is listed by an index, are no other images. */
const isOther = (one: SubjectSummary, chosen: SubjectSummary, asked: string): boolean =>
  one.names.includes(asked) && !one.names.includes(chosen.subject) && !chosen.names.includes(one.subject);

/** The headers that a query finds, newest first, around those that are damaged: a page with one of them cannot be had. */
async function* eachRecord(
  ledger: Ledger,
  query: RecordQuery,
  damaged: ReadonlySet<number>,
  most = 1_000,
): AsyncGenerator<LedgerRecord, void, undefined> {
  const bad = [...damaged].sort((a, b) => b - a);
  let before: number | undefined;
  let limit = most;
  while (true) {
    try {
      const page = await ledger.list({ ...query, limit, ...defined({ before }) });
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
  found: readonly string[],
  damaged: ReadonlySet<number>,
): Promise<string | undefined> {
  if (found.length < 2) return found[0];
  for await (const { subject } of eachRecord(ledger, { subject: found, says: name, kinds: byName }, damaged))
    return subject;
  return undefined;
}

/** What is read of one subject at most: records, and bytes of their payloads. The newest are read. */
export interface GatherLimits {
  readonly records: number;
  /** Of each kind besides, where these are not all: that a gate has decided a thousand times since must not hide that the image was scanned and signed. */
  readonly ofEachKind: number;
  readonly bytes: number;
}

export const gatherLimits: GatherLimits = { records: 250, ofEachKind: 25, bytes: 512 * 1024 * 1024 };

/** Digests that a subject is looked up by at most: a workload may have run many images. */
const mostDigests = 500;

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
  const subjects = [subject, ...names.filter(isDigest)].slice(0, mostDigests);
  const query: RecordQuery = { concerning: { subjects, names: [subject] } };
  const records = new Map<number, LedgerRecord>();
  let bytes = 0;
  let found = 0;
  const take = (record: LedgerRecord): void => {
    bytes += record.payloadBytes;
    if (bytes <= limits.bytes || records.size === 0) records.set(record.sequence, record);
  };
  for await (const record of eachRecord(ledger, query, damaged, limits.records + 1)) {
    if (found++ < limits.records) take(record);
    // Where all are sound, the rest need not be read to be counted.
    else if (damaged.size === 0) break;
  }
  if (found > limits.records)
    for (const { name } of recordKinds) {
      let left = limits.ofEachKind;
      for await (const record of eachRecord(ledger, { subject: subjects, kinds: [name] }, damaged, left)) {
        if (left-- === 0) break;
        if (!records.has(record.sequence)) take(record);
      }
    }
  const all = damaged.size === 0 ? await ledger.count(query) : found;
  return { records: [...records.values()].sort((a, b) => a.sequence - b.sequence), untold: all - records.size };
}
