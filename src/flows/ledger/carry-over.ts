import {
  type AttackSurface,
  type Coverage,
  defined,
  type Finding,
  type ImageBuild,
  type Inventory,
  SeaworthyError,
  usageOf,
  withoutSource,
} from '../../core/index.ts';
import type { FullRecord, Ledger, LedgerRecord } from '../../foundations/ledger/index.ts';
import {
  AnswerDigests,
  isAnsweredTheSame,
  isAsOld,
  type PartitionBasis,
  type PartitionId,
  Questions,
  redated,
  sourceOf,
} from '../../phases/1-build/advisories/index.ts';
import { hasUnknownArchives } from '../../phases/1-build/inventory/index.ts';
import { type BareReport, readScan, scanKind } from '../../records/index.ts';
import { enabledFeeds } from '../database.ts';
import { isAtHand, type JudgingNotes } from '../judge-inventory.ts';
import type { Session } from '../session/session.ts';
import type { UpkeepFacts } from '../upkeep/index.ts';

/** Set by the build: a digest over the sources of this very program. */
declare const SEAWORTHY_BUILD: string | undefined;

/** What is kept beside a judgement of the ledger's own inventory: enough to know whether it would come out the same again. */
interface JudgementMemo {
  /** Another program may judge otherwise. */
  readonly program: string;
  readonly feeds: readonly string[];
  /** The record with the inventory. */
  readonly inventory: number;
  readonly packages: number;
  readonly build?: ImageBuild;
  readonly surface?: AttackSurface;
  /** Partitions whose age counts. */
  readonly wanted: readonly PartitionId[];
  readonly basis: readonly PartitionBasis[];
}

/** A report of today in which every verdict is that of the last one, since nothing that it rests on is otherwise. */
export interface CarriedOver {
  readonly last: FullRecord;
  readonly lastReport: BareReport;
  /** Without what is made anew of the ledger: base and upkeep. */
  readonly report: BareReport;
  readonly facts: UpkeepFacts;
}

/**
 * Tells which stored inventories need not be judged again. A judgement is carried over where this very program has made it of the same inventory with the same feeds,
 * every question that it asked of a partition is answered the same by those of today, nothing is to be fetched for it, and nothing in it depends on a time that
 * has come. Whatever cannot be shown to be so is judged.
 */
export class CarryOver {
  readonly #session: Session;
  readonly #program: string | undefined;
  readonly #digests = new AnswerDigests();
  /** Sets of partitions that were looked at: once for all inventories that rest on the same ones. */
  readonly #atHand = new Set<string>();

  /** `program` names the program where no build does: sources that run as they are have no digest, and carry nothing over. */
  constructor(session: Session, program?: string) {
    this.#session = session;
    const { vex, exceptions = [], advisories, refresh } = session.settings;
    const isPlain = vex === undefined && exceptions.length === 0 && advisories !== 'query' && refresh !== true;
    const build = typeof SEAWORTHY_BUILD === 'string' ? SEAWORTHY_BUILD : undefined;
    this.#program = isPlain ? (program ?? build) : undefined;
  }

  /** Notes for one judging; undefined where nothing would come of them. */
  notes(): JudgingNotes | undefined {
    return this.#program === undefined ? undefined : { questions: new Questions() };
  }

  /** What to keep beside a judgement; undefined where something took part in it that is not noted. */
  async memo(
    { questions, wanted }: JudgingNotes,
    header: LedgerRecord,
    inventory: Inventory,
    report: BareReport,
  ): Promise<string | undefined> {
    if (this.#program === undefined || wanted === undefined || hasUnknownArchives(inventory)) return undefined;
    if (!report.findings.every(isJudgedAlone) || hasLedgerTrouble(report.coverage)) return undefined;
    const { clock } = this.#session.settings;
    const database = await this.#session.database();
    const feeds = enabledFeeds(this.#session.settings);
    const basis = questions.basis((id) => database.partition(id), this.#digests, feeds, clock.now());
    if (basis === undefined) return undefined;
    const memo: JudgementMemo = {
      program: this.#program,
      feeds: feeds.map(({ setting }) => setting),
      inventory: header.sequence,
      packages: inventory.packages.length,
      ...defined({ build: inventory.build, surface: inventory.surface }),
      wanted,
      basis,
    };
    return JSON.stringify(memo);
  }

  /** The judgement of today of the inventory in a record, where it is the last one's; undefined where it must be judged. Throws `E_LEDGER`. */
  async of(ledger: Ledger, header: LedgerRecord): Promise<CarriedOver | undefined> {
    if (this.#program === undefined) return undefined;
    const kept = await ledger.memo(header.subject);
    const memo = kept && readMemo(kept.text, this.#program);
    if (memo?.inventory !== header.sequence) return undefined;
    const { settings } = this.#session;
    const feeds = enabledFeeds(settings);
    if (JSON.stringify(memo.feeds) !== JSON.stringify(feeds.map(({ setting }) => setting))) return undefined;
    const now = settings.clock.now();
    const database = await this.#session.database();
    try {
      if (!(await this.#isAtHand(memo.wanted))) return undefined;
      if (!isAnsweredTheSame(memo.basis, (id) => database.partition(id), this.#digests, feeds, now)) return undefined;
    } catch (error) {
      // A partition that cannot be read is for the judging to tell.
      if (error instanceof SeaworthyError) return undefined;
      throw error;
    }
    const last = await ledger.latest(header.subject, scanKind.name);
    if (last === undefined || last.sequence !== kept?.sequence) return undefined;
    const { report: lastReport } = readScan(last);
    if (!isAsOld(lastReport.distribution, new Date(lastReport.created), now)) return undefined;
    // What was seen of its use is too long ago by now, else it would not be asked for here.
    if (lastReport.findings.some((finding) => usageOf(finding) !== undefined)) return undefined;
    const { base: _base, upkeep: _upkeep, ...same } = lastReport;
    const sources = lastReport.coverage.sources.map((before) => {
      const manifest = database.partition(before.id)?.manifest;
      return manifest === undefined ? before : sourceOf(manifest, feeds);
    });
    const dates = sources.flatMap(({ id, date }, index) => {
      const before = lastReport.coverage.sources[index];
      return before === undefined ? [] : [{ id, before: before.date, after: date }];
    });
    const findings = lastReport.findings.map(
      (finding): Finding => ({ ...finding, evidence: redated(finding.evidence, dates) }),
    );
    const report = { ...same, created: now.toISOString(), findings, coverage: { ...same.coverage, sources } };
    const { packages, build, surface } = memo;
    return { last, lastReport, report, facts: { packages, ...defined({ build, surface }) } };
  }

  async #isAtHand(partitions: readonly PartitionId[]): Promise<boolean> {
    const key = JSON.stringify(partitions);
    if (this.#atHand.has(key)) return true;
    const is = await isAtHand(partitions, this.#session);
    // What is stale now may be fetched meanwhile.
    if (is) this.#atHand.add(key);
    return is;
  }
}

/** Whether nobody else has a say in a finding: whether a statement or an exception still counts is asked each time. */
const isJudgedAlone = (finding: Finding): boolean => !Object.hasOwn(withoutSource(finding, 'program'), 'suppression');

const hasLedgerTrouble = ({ problems }: Coverage): boolean => problems.some(({ part }) => part === 'ledger');

/** Only what this program has written, whose form it knows. */
function readMemo(text: string, program: string): JudgementMemo | undefined {
  const memo = JSON.parse(text) as JudgementMemo;
  return memo.program === program ? memo : undefined;
}
