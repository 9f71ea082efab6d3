import {
  defined,
  type Inventory,
  isOfAdvisories,
  type Report,
  SeaworthyError,
  withoutSource,
} from '../../core/index.ts';
import type { Ledger, LedgerRecord } from '../../foundations/ledger/index.ts';
import { compareFindings, statementsOf } from '../../phases/1-build/advisories/index.ts';
import type { ExceptionFile } from '../../phases/1-build/exceptions/index.ts';
import { inventoryKind, readInventory, readScan, scanKind, tombstoneKind } from '../../records/index.ts';
import { withKnownArchives } from '../archives.ts';
import { diffReports, type ReportDiff } from '../diff/index.ts';
import { exceptionsOf, withExceptions } from '../exceptions.ts';
import { judgeInventory } from '../judge-inventory.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { listedBases, withUpkeep } from '../upkeep/index.ts';
import { joined, vexAtHand, withVex } from '../vex/with-vex.ts';
import { allFound, findSubjects } from './find-subjects.ts';
import { appendScan } from './record-scan.ts';
import { withKnownLedger } from './with-ledger.ts';

/** A subject that was judged again. */
export interface Rejudgement {
  readonly state: 'judged';
  /** The record with the inventory that was judged: how old what we know of the subject is. */
  readonly inventory: LedgerRecord;
  readonly report: Report;
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
}

/**
 * Judges the newest inventory of every subject that the ledger knows by the data of today, without looking at any image, and says what changed since its
 * last scan. Advisory partitions that are stale are fetched first, none under `offline`. What was found by other means than matching (secrets …)
 * is taken over from that scan. Each judgement becomes a `scan` record, so that gates see how fresh it is. Newest inventories first.
 */
export function rejudge(given: Settings | Session, options: RejudgeOptions = {}): Promise<readonly Rejudged[]> {
  return inSession(given, (session) =>
    withKnownLedger<readonly Rejudged[]>(session, [], async (ledger) => {
      const { signal, progress } = session.settings;
      const exceptions = await exceptionsOf(session.settings);
      const inventories = await newestInventories(ledger, options.only);
      const results: Rejudged[] = [];
      for (const [done, inventory] of inventories.entries()) {
        signal?.throwIfAborted();
        progress?.({ activity: 'Judging stored inventories', done, total: inventories.length });
        results.push(await rejudgeOne(ledger, inventory, exceptions, session));
      }
      return results;
    }),
  );
}

async function newestInventories(ledger: Ledger, only: string | undefined): Promise<LedgerRecord[]> {
  const subjects = only === undefined ? undefined : new Set(allFound(await findSubjects(ledger, only, 1_000)));
  const found: LedgerRecord[] = [];
  let before: number | undefined;
  do {
    const page = await ledger.list({
      kinds: [inventoryKind.name],
      latest: true,
      limit: 1_000,
      ...defined({ before }),
    });
    found.push(...page.records.filter(({ subject }) => subjects?.has(subject) ?? true));
    before = page.next;
  } while (before !== undefined);
  return found;
}

async function rejudgeOne(
  ledger: Ledger,
  header: LedgerRecord,
  exceptions: readonly ExceptionFile[],
  session: Session,
): Promise<Rejudged> {
  const [tombstone] = (await ledger.list({ subject: header.subject, kinds: [tombstoneKind.name], limit: 1 })).records;
  if (tombstone !== undefined && tombstone.sequence > header.sequence) {
    return { state: 'retired', inventory: header, why: `removed on ${tombstone.time}` };
  }
  try {
    const stored = await ledger.get(header.sequence);
    if (stored === undefined) return { state: 'unreadable', inventory: header, why: 'pruned meanwhile' };
    return await judgeStored(ledger, header, readInventory(stored), exceptions, session);
  } catch (error) {
    // One record of another shape must not keep the others from being judged; a broken ledger must.
    if (!(error instanceof SeaworthyError) || error.code !== 'E_LEDGER') throw error;
    return { state: 'unreadable', inventory: header, why: error.why ?? error.message };
  }
}

async function judgeStored(
  ledger: Ledger,
  header: LedgerRecord,
  inventory: Inventory,
  exceptions: readonly ExceptionFile[],
  session: Session,
): Promise<Rejudgement> {
  const { settings } = session;
  const last = await ledger.latest(header.subject, scanKind.name);
  const lastReport = last === undefined ? undefined : readScan(last).report;
  const now = settings.clock.now();
  const taken = { sources: statementsOf(lastReport?.findings ?? [], now), problems: [], repositories: [] };
  const known = withKnownArchives(inventory, settings);
  // What a scan has taken in stays in force until a later statement says otherwise: no image is asked for it again.
  const said = joined((await vexAtHand(session)) ?? { sources: [], problems: [], repositories: [] }, taken);
  const hasSaid = settings.vex !== undefined || taken.sources.length > 0;
  const judged = await withVex(await judgeInventory(known, session), known, hasSaid ? said : undefined, session);
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
  const excepted = await withExceptions(all, exceptions);
  const report = await withUpkeep(excepted, inventory, listedBases(settings), session);
  const { packages, layers } = report;
  const written = settings.record === false ? [] : await appendScan(ledger, report, inventory, 'inventory', settings);
  const record = written.at(-1);
  return {
    state: 'judged',
    inventory: header,
    report,
    ...defined({ record }),
    ...(last === undefined || lastReport === undefined
      ? {}
      : { before: withoutPayload(last), diff: diffReports({ ...lastReport, packages, layers }, report) }),
  };
}

function withoutPayload<T extends { readonly payload: unknown }>({
  payload: _payload,
  ...header
}: T): Omit<T, 'payload'> {
  return header;
}
