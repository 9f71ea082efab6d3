import {
  type FullRecord,
  hasLedger,
  type Ledger,
  type LedgerRecord,
  openLedger,
  type PageQuery,
  type PrunePolicy,
  type PruneResult,
  type RecordPage,
  type RecordQuery,
  type SubjectSummary,
} from '../../foundations/ledger/index.ts';
import { kindsWhere } from '../../records/index.ts';
import type { Settings } from '../settings.ts';
import { allFound, findSubjects, mostSubjects } from './find-subjects.ts';
import { notInLedger, sequenceIn } from './ledger-report.ts';
import { producerOf } from './record-scan.ts';
import { ledgerFolder, withKnownLedger, withLedger } from './with-ledger.ts';

/** A page of records, newest first; nothing where there is no ledger yet. `about` is what `findSubjects` takes. */
export async function ledgerList(
  query: PageQuery & { readonly about?: string },
  settings: Settings,
): Promise<RecordsFound> {
  const { about, ...rest } = query;
  return withKnownLedger<RecordsFound>(settings, { records: [] }, async (ledger) => {
    if (about === undefined) return ledger.list(rest);
    const { subjects, query } = await subjectQuery(ledger, about);
    return { ...(await ledger.list({ ...rest, ...query })), subjects };
  });
}

/** Records, and where they were asked for by a name, whose they are. */
export interface RecordsFound extends RecordPage {
  readonly subjects?: readonly string[];
}

/** The subjects that a text asks for, and how their records are had. */
async function subjectQuery(
  ledger: Ledger,
  text: string,
): Promise<{ readonly subjects: readonly string[]; readonly query: Pick<RecordQuery, 'subject' | 'name'> }> {
  const subjects = allFound(await findSubjects(ledger, text));
  const [only] = subjects;
  const subject = only !== undefined && subjects.length === 1 ? only : subjects;
  return { subjects, query: subjects.length < mostSubjects ? { subject } : { name: text } };
}

/** Subjects by digest, part of it, or name; all when absent. Newest first. */
export async function ledgerSubjects(
  text: string | undefined,
  limit: number,
  settings: Settings,
): Promise<readonly SubjectSummary[]> {
  return withKnownLedger<readonly SubjectSummary[]>(settings, [], (ledger) => ledger.subjects(text, limit));
}

/** One record whole, or what is known of subjects, each with its newest records. */
export type Shown =
  | { readonly kind: 'record'; readonly record: FullRecord }
  | {
      readonly kind: 'subjects';
      readonly subjects: readonly (SubjectSummary & { readonly newest: readonly LedgerRecord[] })[];
    };

/**
 * What a reference stands for: a sequence; the digest of a subject, the beginning of it, or a name; the digest of a record or the beginning of it.
 * Throws `E_TARGET_NOT_FOUND`.
 */
export async function ledgerShow(reference: string, settings: Settings): Promise<Shown> {
  const shown = await withKnownLedger<Shown | undefined>(settings, undefined, async (ledger) => {
    const sequence = sequenceIn(reference);
    const keys = sequence === undefined ? allFound(await findSubjects(ledger, reference)) : [];
    if (keys.length > 0) {
      const known = keys.map(async (key) => {
        const [summary, { records }] = [await ledger.subject(key), await ledger.list({ subject: key })];
        return summary === undefined ? [] : [{ ...summary, newest: records }];
      });
      return { kind: 'subjects', subjects: (await Promise.all(known)).flat() };
    }
    const record = await ledger.get(sequence ?? reference);
    return record === undefined ? undefined : { kind: 'record', record };
  });
  if (shown === undefined) throw notInLedger(reference);
  return shown;
}

/**
 * The lines of an export, to be written one after the other, each with a line feed. `about` is the digest of a subject, part of it, or a name. Throws
 * `E_TARGET_NOT_FOUND` where there is no ledger, or nothing of that name in it.
 */
export async function* ledgerExport(
  { about, ...query }: RecordQuery & { readonly about?: string },
  settings: Settings,
): AsyncGenerator<string> {
  if (!hasLedger(ledgerFolder(settings))) throw notInLedger(ledgerFolder(settings));
  const ledger = await openLedger(ledgerFolder(settings));
  try {
    yield* ledger.export(about === undefined ? query : { ...query, ...(await subjectOf(ledger, about)) });
  } finally {
    await ledger.close();
  }
}

/** Takes over a whole export into a ledger that is empty or not there yet; returns the number of records. */
export async function ledgerImport(
  lines: AsyncIterable<string> | Iterable<string>,
  settings: Settings,
): Promise<number> {
  return withLedger(settings, (ledger) => ledger.importLines(lines));
}

async function subjectOf(ledger: Ledger, text: string): Promise<Pick<RecordQuery, 'subject' | 'name'>> {
  const { subjects, query } = await subjectQuery(ledger, text);
  if (subjects.length === 0) throw notInLedger(text);
  return query;
}

/** What may go; see `PrunePolicy`. */
export type LedgerPrunePolicy = Omit<PrunePolicy, 'time' | 'producer' | 'prunable'>;

/** Removes records by a policy. Throws `E_TARGET_NOT_FOUND` where there is no ledger. */
export async function ledgerPrune(policy: LedgerPrunePolicy, settings: Settings): Promise<PruneResult> {
  const whole = {
    ...policy,
    prunable: kindsWhere(({ kept }) => !kept),
    time: settings.clock.now().toISOString(),
    producer: producerOf(settings),
  };
  const result = await withKnownLedger<PruneResult | undefined>(settings, undefined, (ledger) => ledger.prune(whole));
  if (result === undefined) throw notInLedger(ledgerFolder(settings));
  return result;
}
