import { asSeaworthyError, type Digest, defined, isDigest, printable, SeaworthyError } from '../../core/index.ts';
import type { Ledger, LedgerRecord, RecordQuery } from '../../foundations/ledger/index.ts';
import { noUses, type UseFact, type Uses } from '../../phases/5-retire/index.ts';
import { kindsWhere, readRecord, recordKind } from '../../records/index.ts';

const pageSize = 1_000;
/** Kinds of evidence that something runs, or may. */
const useKinds = kindsWhere(({ use }) => use !== undefined);

/** What the ledger knows about use, and every digest that it knows at all. A ledger that cannot be read makes what is in use unknown. */
export async function ledgerUses(ledger: Ledger): Promise<{ readonly uses: Uses; readonly known: readonly Digest[] }> {
  const facts = new Map<string, UseFact>();
  const first = new Map<Digest, string>();
  const known = new Set<Digest>();
  let records = 0;
  try {
    for await (const record of eachRecord(ledger)) {
      records++;
      for (const digest of digestsOf(record)) {
        known.add(digest);
        const before = first.get(digest);
        if (tellsAge(record) && (before === undefined || record.time < before)) first.set(digest, record.time);
      }
      const why = await useOf(ledger, record);
      if (why === undefined) continue;
      for (const digest of digestsOf(record)) {
        const name = `${digest} ${why}`;
        const other = facts.get(name);
        if (other === undefined || other.when < record.time) facts.set(name, { digest, why, when: record.time });
      }
    }
  } catch (cause) {
    const error = asSeaworthyError(cause, 'E_LEDGER', 'the ledger cannot be read');
    const why = printable([error.message, error.why].filter(Boolean).join(': '));
    return { uses: { ...noUses, sources: ['ledger'], unknown: [{ source: 'ledger', why }] }, known: [] };
  }
  const firstSeen = [...first]
    .map(([digest, when]) => ({ digest, when }))
    .sort((a, b) => (a.digest < b.digest ? -1 : 1));
  const byName = [...facts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fact]) => fact);
  const uses = { ...noUses, sources: [`ledger (${records} records)`], facts: byName, firstSeen };
  return { uses, known: [...known].sort() };
}

/** Why one of the digests is in use by the ledger, by evidence not older than `since`; undefined when it is not. */
export async function usedNow(ledger: Ledger, digests: readonly Digest[], since: string): Promise<string | undefined> {
  for (const digest of digests)
    for (const query of [{ subject: digest }, { name: digest }])
      for await (const record of eachRecord(ledger, { ...query, kinds: useKinds, since })) {
        // A workload that ran this image once has records about others, too.
        if (!digestsOf(record).includes(digest)) continue;
        const why = await useOf(ledger, record);
        if (why !== undefined) return `${digest} is in use: ${why} (${record.time})`;
      }
  return undefined;
}

async function* eachRecord(ledger: Ledger, query: RecordQuery = {}): AsyncGenerator<LedgerRecord, void, undefined> {
  let before: number | undefined;
  do {
    const page = await ledger.list({ ...query, limit: pageSize, ...defined({ before }) });
    yield* page.records;
    before = page.next;
  } while (before !== undefined);
}

/** Whether an image counts as new at the time of such a record: that a plan of ours saw it must not make an old image young for the next one. */
const tellsAge = ({ kind }: LedgerRecord): boolean => recordKind(kind)?.phase !== 'retire';

/** The subject, and its other names that are digests: of the index, of the configuration. */
function digestsOf({ subject, names }: LedgerRecord): readonly Digest[] {
  return [subject, ...names].filter((name): name is Digest => isDigest(name));
}

/** How a record says that its subject is used; undefined when it does not. One that cannot be understood is taken for one that does: what may be in use stays. */
async function useOf(ledger: Ledger, { kind: name, sequence }: LedgerRecord): Promise<string | undefined> {
  const kind = recordKind(name);
  if (kind?.use?.holds === undefined) return kind?.use?.says;
  const record = await ledger.get(sequence);
  if (record === undefined) return kind.use.says;
  try {
    return kind.use.holds(readRecord(kind, record)) ? kind.use.says : undefined;
  } catch (error) {
    if (error instanceof SeaworthyError) return kind.use.says;
    throw error;
  }
}
