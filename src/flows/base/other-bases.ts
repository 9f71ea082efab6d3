import {
  defined,
  type Finding,
  type ImageBase,
  type Inventory,
  isIncomplete,
  isOfAdvisories,
  judgedByNobody,
  type Problem,
  type Report,
  SeaworthyError,
  type Subject,
  wasJudged,
} from '../../core/index.ts';
import { formatReference, openArtifactStore, parseReference, type Reference } from '../../foundations/images/index.ts';
import type { Ledger } from '../../foundations/ledger/index.ts';
import { type CandidateReason, candidateTags, mostTags } from '../../phases/1-build/base-images/index.ts';
import { inventoryKind, readInventory } from '../../records/index.ts';
import { judgeInventory } from '../judge-inventory.ts';
import { scan } from '../scan.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { baseProblem } from '../upkeep/index.ts';

/** An image that could stand where the base does, judged by the data of today. */
export interface OtherBase {
  readonly name: string;
  readonly reason: CandidateReason | 'known' | 'asked';
  /** Whether it was scanned for this, or its stored inventory was judged. */
  readonly from: 'registry' | 'ledger';
  readonly subject: Subject;
  readonly packages: number;
  /** Findings of advisories in it. */
  readonly findings: number;
  /** Of those of the base, how many it has not; and how many it has that the base has not. */
  readonly clears: number;
  readonly brings: number;
  /** Something in it could not be looked at or judged, so that it may have more. */
  readonly incomplete: boolean;
  /** Its distribution is not mended any more. */
  readonly ended: boolean;
}

/** What other bases would change. */
export interface OtherBases {
  readonly subject: Subject;
  readonly base: ImageBase;
  /** Findings of advisories in the layers of the base, and above them; whether they are set aside or not. */
  readonly findings: { readonly base: number; readonly yours: number };
  /** Something of the image could not be looked at or judged. */
  readonly incomplete: boolean;
  /** The fewest findings first, those that were judged whole before the others. */
  readonly others: readonly OtherBase[];
  /** Why the registry was not asked, where it was not. */
  readonly notAsked?: string;
  readonly problems: readonly Problem[];
}

export interface OtherBasesOptions {
  /** Images to try besides those that are found. */
  readonly also?: readonly string[];
  /** How many that the registry has are scanned. */
  readonly most: number;
}

/** Records that are looked through for images of the same repository, and images that are judged again. */
const mostRecords = 10_000;
const mostKnown = 20;

/**
 * What another base would clear of an image: each that is found is judged, not guessed. Those that the ledger knows are judged by their stored inventory; then the registry
 * of the base is asked for its tags, unless `offline`, and a few are scanned. Only for a base that layers prove: a label may name any place, and whoever may push would
 * choose where we look. Throws `E_TARGET_NOT_FOUND` where none is proven, and what `scan` throws.
 */
export function otherBases(
  target: string,
  { also = [], most }: OtherBasesOptions,
  given: Settings | Session,
): Promise<OtherBases> {
  return inSession(given, async (session) => {
    const report = await scan(target, session);
    const { base } = report;
    if (base?.certainty !== 'proven' || base.layers === undefined) throw notProven(target, base);
    const old = ofAdvisories(report.findings);
    const theirs = old.filter(({ broughtBy }) => broughtBy === 'base');
    const look = new Look(report, theirs, session);
    const place = referenceOf(base);
    for (const name of also) await look.scan(name, 'asked', name);
    if (place !== undefined) {
      await look.ledger(place);
      if (!session.settings.offline) await look.registry(place, most);
    }
    const notAsked =
      place === undefined
        ? 'the base has no name of a registry'
        : session.settings.offline
          ? '`--offline` is set: only what the ledger knows was looked at'
          : undefined;
    return {
      subject: report.subject,
      base,
      findings: { base: theirs.length, yours: old.length - theirs.length },
      incomplete: isPart(report),
      others: look.found.toSorted(
        (a, b) => Number(a.incomplete) - Number(b.incomplete) || a.findings - b.findings || (a.name < b.name ? -1 : 1),
      ),
      problems: look.problems,
      ...defined({ notAsked }),
    };
  });
}

function notProven(target: string, base: ImageBase | undefined): SeaworthyError {
  const why = base === undefined ? 'nothing tells its base' : `its base is only ${base.certainty}: ${base.why}`;
  return new SeaworthyError('E_TARGET_NOT_FOUND', 'the base of this image is not proven', {
    where: target,
    why,
    next: 'Scan its base once with `seaworthy scan IMAGE`, or list your bases with `seaworthy db bases REPOSITORY`.',
  });
}

const ofAdvisories = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ kind }) => isOfAdvisories(kind));

/** An image in which no package was found has nothing that could be looked up, which is not the same as having no flaw. */
const isPart = ({ coverage, packages }: Report): boolean =>
  isIncomplete(coverage) ||
  !wasJudged(coverage) ||
  packages.length === 0 ||
  coverage.unidentified.length > 0 ||
  judgedByNobody(coverage) > 0;

/** Where the base is kept; undefined where none of its names is one of a registry. */
function referenceOf({ names }: ImageBase): Reference | undefined {
  for (const name of names) {
    try {
      const reference = parseReference(name);
      if (reference.tag !== undefined) return reference;
    } catch {
      // A path, or what an engine calls it.
    }
  }
  return undefined;
}

class Look {
  readonly found: OtherBase[] = [];
  readonly problems: Problem[] = [];
  readonly #seen = new Set<string>();
  readonly #report: Report;
  readonly #theirs: readonly Finding[];
  readonly #session: Session;

  constructor(report: Report, theirs: readonly Finding[], session: Session) {
    this.#report = report;
    this.#theirs = theirs;
    this.#session = session;
    const { base } = report;
    if (base?.digest !== undefined) this.#seen.add(base.digest);
    if (report.subject.kind === 'image') this.#seen.add(report.subject.digest);
  }

  /** Images of the same repository and platform that were scanned before: the newest under each name. */
  async ledger(place: Reference): Promise<void> {
    const ledger = await this.#session.knownLedger();
    if (ledger === undefined) return;
    for (const { name, inventory } of await stored(ledger, place)) {
      if (!this.#isNew(inventory.subject)) continue;
      this.#add(name, 'known', 'ledger', await judgeInventory(inventory, this.#session));
    }
  }

  async registry(place: Reference, most: number): Promise<void> {
    const where = formatReference({ registry: place.registry, repository: place.repository });
    try {
      const { store } = await openArtifactStore(`registry:${where}`, this.#session.storeOptions);
      const tags = await store.tags();
      if (tags.length > mostTags)
        this.#tell(new SeaworthyError('E_LIMIT', `of ${tags.length} tags ${mostTags} were looked through`), where);
      for (const { tag, reason } of candidateTags(place.tag ?? '', tags, most))
        await this.scan(`registry:${where}:${tag}`, reason, `${where}:${tag}`);
    } catch (error) {
      this.#tell(error, where);
    }
  }

  async scan(target: string, reason: OtherBase['reason'], name: string): Promise<void> {
    try {
      const report = await scan(target, this.#session);
      if (this.#isNew(report.subject)) this.#add(name, reason, 'registry', report);
    } catch (error) {
      this.#tell(error, name);
    }
  }

  /** What was looked at, and what is for another platform, is not looked at again. */
  #isNew(subject: Subject): boolean {
    const own = this.#report.subject;
    if (subject.kind !== 'image' || own.kind !== 'image' || this.#seen.has(subject.digest)) return false;
    this.#seen.add(subject.digest);
    return subject.platform.os === own.platform.os && subject.platform.architecture === own.platform.architecture;
  }

  #add(name: string, reason: OtherBase['reason'], from: OtherBase['from'], report: Report): void {
    const findings = ofAdvisories(report.findings);
    const theirs = new Set(this.#theirs.map(({ fingerprint }) => fingerprint));
    const has = new Set(findings.map(({ fingerprint }) => fingerprint));
    this.found.push({
      name,
      reason,
      from,
      subject: report.subject,
      packages: report.packages.length,
      findings: findings.length,
      clears: this.#theirs.filter(({ fingerprint }) => !has.has(fingerprint)).length,
      brings: findings.filter(({ fingerprint }) => !theirs.has(fingerprint)).length,
      incomplete: isPart(report),
      ended: report.distribution?.endOfLife?.passed === true,
    });
  }

  #tell(error: unknown, where: string): void {
    this.problems.push(baseProblem(error, 'it could not be looked at', where));
  }
}

async function stored(
  ledger: Ledger,
  { registry, repository }: Reference,
): Promise<readonly { readonly name: string; readonly inventory: Inventory }[]> {
  const found = new Map<string, number>();
  let before: number | undefined;
  let looked = 0;
  do {
    const page = await ledger.list({ kinds: [inventoryKind.name], limit: 1_000, ...defined({ before }) });
    for (const { names, sequence } of page.records)
      for (const name of names) if (isOf(name, registry, repository) && !found.has(name)) found.set(name, sequence);
    looked += page.records.length;
    before = page.next;
  } while (before !== undefined && looked < mostRecords);
  const all: { readonly name: string; readonly inventory: Inventory }[] = [];
  for (const [name, sequence] of [...found].slice(0, mostKnown)) {
    const record = await ledger.get(sequence);
    if (record !== undefined) all.push({ name, inventory: readInventory(record) });
  }
  return all;
}

function isOf(name: string, registry: string, repository: string): boolean {
  try {
    const reference = parseReference(name);
    return reference.registry === registry && reference.repository === repository && reference.tag !== undefined;
  } catch {
    return false;
  }
}
