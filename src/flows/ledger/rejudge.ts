import {
  defined,
  type Inventory,
  isOfAdvisories,
  type Report,
  SeaworthyError,
  withoutSource,
} from '../../core/index.ts';
import type { FullRecord, Ledger, LedgerRecord } from '../../foundations/ledger/index.ts';
import { compareFindings, statementsOf } from '../../phases/1-build/advisories/index.ts';
import type { ExceptionFile } from '../../phases/1-build/exceptions/index.ts';
import {
  type BareReport,
  bareReport,
  inUseKind,
  inventoryKind,
  readInventory,
  readScan,
  scanKind,
  tombstoneKind,
} from '../../records/index.ts';
import { withKnownArchives } from '../archives.ts';
import { diffReports, type ReportDiff } from '../diff/index.ts';
import { exceptionsOf, withExceptions } from '../exceptions.ts';
import { judgeInventory } from '../judge-inventory.ts';
import { useSince } from '../run/in-use-of.ts';
import { withUse } from '../run/with-use.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { type ListedBases, listedBases, type NamesSaid, upkeepFacts, withUpkeep } from '../upkeep/index.ts';
import { joined, vexAtHand, withVex } from '../vex/with-vex.ts';
import { type CarriedOver, CarryOver } from './carry-over.ts';
import { allFound, findSubjects } from './find-subjects.ts';
import { JudgementWriter } from './judgement-writer.ts';
import { withKnownLedger } from './with-ledger.ts';

/** A subject that was judged again. */
export interface Rejudgement {
  readonly state: 'judged';
  /** Whether the verdicts are those of before, since nothing that they rest on has changed. */
  readonly carriedOver: boolean;
  /** The record with the inventory that was judged: how old what we know of the subject is. */
  readonly inventory: LedgerRecord;
  /** Without packages and layers: they are those of the inventory, and there may be thousands of these. */
  readonly report: BareReport;
  /** The scan it is compared with, and what changed since; absent when it was never scanned. */
  readonly before?: LedgerRecord;
  readonly diff?: ReportDiff;
  /** The record of this judgement, unless nothing was to be recorded. */
  readonly record?: LedgerRecord;
}

/** A subject that was not judged again, and why. */
export interface NotRejudged {
  readonly state: 'retired' | 'unreadable';
  readonly inventory: LedgerRecord;
  readonly why: string;
}

export type Rejudged = Rejudgement | NotRejudged;

export interface RejudgeOptions {
  /** Only subjects of this digest, part of it, or name. */
  readonly only?: string;
  /** Judge all of them, also where nothing that a judgement rests on has changed since. */
  readonly all?: boolean;
  /** Names the program where no build does, as that of a test: what another program has judged is judged again. */
  readonly program?: string;
}

/**
 * Judges the newest inventory of every subject that the ledger knows by the data of today, without looking at any image, and says what changed since its
 * last scan. Advisory partitions that are stale are fetched first, none under `offline`. What was found by other means than matching (secrets …)
 * is taken over from that scan. Each judgement becomes a `scan` record, so that gates see how fresh it is. Newest inventories first. Where all that the last one
 * rests on is as it was, its verdicts are today's, and only what is told of the data is made anew.
 */
export function rejudge(given: Settings | Session, options: RejudgeOptions = {}): Promise<readonly Rejudged[]> {
  return inSession(given, (session) =>
    withKnownLedger<readonly Rejudged[]>(session, [], async (ledger) => {
      const { signal, progress } = session.settings;
      const exceptions = await exceptionsOf(session.settings);
      const inventories = await newestInventories(ledger, options.only);
      const run: Run = {
        ledger,
        retired: new Map((await newestOf(ledger, tombstoneKind.name)).map((one) => [one.subject, one])),
        used: await usedSubjects(ledger, session.settings),
        said: await ledger.namesSaid(inventoryKind.name),
        session,
        exceptions,
        listed: listedBases(session.settings),
        carryOver: options.all === true ? undefined : new CarryOver(session, options.program),
        written: new JudgementWriter(ledger, session.settings),
      };
      const results: (() => Rejudged)[] = [];
      for (const [done, inventory] of inventories.entries()) {
        signal?.throwIfAborted();
        progress?.({ activity: 'Judging stored inventories', done, total: inventories.length });
        results.push(await rejudgeOne(run, inventory));
      }
      await run.written.flush();
      return results.map((result) => result());
    }),
  );
}

interface Run {
  readonly ledger: Ledger;
  /** The newest record that says that a subject was removed, by subject. */
  readonly retired: ReadonlyMap<string, LedgerRecord>;
  readonly used: ReadonlySet<string>;
  readonly said: NamesSaid | undefined;
  readonly session: Session;
  readonly exceptions: readonly ExceptionFile[];
  readonly listed: ListedBases;
  readonly carryOver: CarryOver | undefined;
  readonly written: JudgementWriter;
}

async function newestInventories(ledger: Ledger, only: string | undefined): Promise<LedgerRecord[]> {
  const subjects = only === undefined ? undefined : new Set(allFound(await findSubjects(ledger, only, 1_000)));
  const all = await newestOf(ledger, inventoryKind.name);
  return all.filter(({ subject }) => subjects?.has(subject) ?? true);
}

/** Those whose use at run time has a say in how their findings are ranked. */
async function usedSubjects(ledger: Ledger, { clock }: Settings): Promise<ReadonlySet<string>> {
  const since = useSince(clock.now());
  const seen = await newestOf(ledger, inUseKind.name);
  return new Set(seen.filter(({ time }) => time >= since).map(({ subject }) => subject));
}

/** The newest record of a kind of every subject. */
async function newestOf(ledger: Ledger, kind: string): Promise<LedgerRecord[]> {
  const found: LedgerRecord[] = [];
  let before: number | undefined;
  do {
    const page = await ledger.list({ kinds: [kind], latest: true, limit: 1_000, ...defined({ before }) });
    found.push(...page.records);
    before = page.next;
  } while (before !== undefined);
  return found;
}

/** What became of one, to be asked for when all is written. */
async function rejudgeOne(run: Run, header: LedgerRecord): Promise<() => Rejudged> {
  const { ledger, carryOver } = run;
  const tombstone = run.retired.get(header.subject);
  if (tombstone !== undefined && tombstone.sequence > header.sequence) {
    return () => ({ state: 'retired', inventory: header, why: `removed on ${tombstone.time}` });
  }
  try {
    const carried = run.used.has(header.subject) ? undefined : await carryOver?.of(ledger, header);
    if (carried !== undefined) return await carryOne(run, header, carried);
    const stored = await ledger.get(header.sequence);
    if (stored === undefined) return () => ({ state: 'unreadable', inventory: header, why: 'pruned meanwhile' });
    return await judgeStored(run, header, readInventory(stored));
  } catch (error) {
    // One record of another shape must not keep the others from being judged; a broken ledger must.
    if (!(error instanceof SeaworthyError) || error.code !== 'E_LEDGER') throw error;
    return () => ({ state: 'unreadable', inventory: header, why: error.why ?? error.message });
  }
}

async function carryOne(
  { session, listed, said, written }: Run,
  header: LedgerRecord,
  { last, lastReport, report: same, facts }: CarriedOver,
): Promise<() => Rejudged> {
  // What is told of an image before it under the same name must be what is known of that by now.
  await written.flushFor(last.names);
  const report = await withUpkeep(same, facts, listed, session, said);
  const record = await written.add({ report, inventory: header.payloadDigest, memo: 'the same' });
  return told({ carriedOver: true, inventory: header, report }, record, last, lastReport);
}

async function judgeStored(
  { ledger, session, exceptions, listed, said, carryOver, written }: Run,
  header: LedgerRecord,
  inventory: Inventory,
): Promise<() => Rejudged> {
  const { settings } = session;
  await written.flushFor(header.names);
  const last = await ledger.latest(header.subject, scanKind.name);
  const lastReport = last === undefined ? undefined : readScan(last).report;
  const now = settings.clock.now();
  const taken = { sources: statementsOf(lastReport?.findings ?? [], now), problems: [], repositories: [] };
  const known = withKnownArchives(inventory, settings);
  // What a scan has taken in stays in force until a later statement says otherwise: no image is asked for it again.
  const statements = joined((await vexAtHand(session)) ?? { sources: [], problems: [], repositories: [] }, taken);
  const hasSaid = settings.vex !== undefined || taken.sources.length > 0;
  const notes = carryOver?.notes();
  const ranked = await withUse(await judgeInventory(known, session, notes), session);
  const judged = await withVex(ranked, known, hasSaid ? statements : undefined, session);
  // What a file of exceptions set aside then is for the files of today to say.
  const kept = (lastReport?.findings ?? [])
    .filter(({ kind }) => !isOfAdvisories(kind))
    .map((finding) => withoutSource(finding, 'exceptions'));
  // Who looked for the rest was that scan, and not whoever took the inventory.
  const lookedFor = [
    ...judged.coverage.lookedFor.filter(isOfAdvisories),
    ...(lastReport?.coverage.lookedFor ?? []).filter((kind) => !isOfAdvisories(kind)),
  ];
  const all: Report = {
    ...judged,
    findings: [...judged.findings, ...kept].sort(compareFindings),
    coverage: { ...judged.coverage, lookedFor },
  };
  const excepted = bareReport(await withExceptions(all, exceptions));
  const report = await withUpkeep(excepted, upkeepFacts(inventory), listed, session, said);
  const text = notes && !hasSaid ? await carryOver?.memo(notes, header, inventory, report) : undefined;
  const memo = text === undefined ? undefined : { text };
  const record = await written.add({ report, inventory: header.payloadDigest, ...defined({ memo }) });
  return told({ carriedOver: false, inventory: header, report }, record, last, lastReport);
}

function told(
  judged: Pick<Rejudgement, 'carriedOver' | 'inventory' | 'report'>,
  record: () => LedgerRecord | undefined,
  last: FullRecord | undefined,
  lastReport: BareReport | undefined,
): () => Rejudgement {
  const whole = (bare: BareReport): Report => ({ ...bare, packages: [], layers: [] });
  const before =
    last === undefined || lastReport === undefined
      ? {}
      : { before: withoutPayload(last), diff: diffReports(whole(lastReport), whole(judged.report)) };
  return () => ({ state: 'judged', ...judged, ...defined({ record: record() }), ...before });
}

function withoutPayload<T extends { readonly payload: unknown }>({
  payload: _payload,
  ...header
}: T): Omit<T, 'payload'> {
  return header;
}
