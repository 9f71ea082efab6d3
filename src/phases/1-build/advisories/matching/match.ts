import {
  advisoryKinds,
  type Coverage,
  type Distribution,
  defined,
  emptyCoverage,
  type Inventory,
  type Package,
  printable,
  someOf,
} from '../../../../core/index.ts';
import type { VersionOrder } from '../../../../foundations/versions/index.ts';
import { versionOrder } from '../../../../foundations/versions/index.ts';
import { moduleStreamOf, originOf } from '../../ecosystems/index.ts';
import type { Feed, PartitionId } from '../feed.ts';
import type { Partition } from '../partition.ts';
import { datedDistribution, otherDateProblem } from './dated-distribution.ts';
import { endOfLifeProblem, isDistributionPackage, whereUncovered, whyUncovered } from './distribution.ts';
import { isUntaggedCommit } from './doubts.ts';
import { type AdvisoryFinding, compareFindings, findingOf } from './finding.ts';
import { type Flaw, type FlawContext, flawsOf, unjudgedOf } from './flaw.ts';
import { openContext } from './flaw-context.ts';
import { normaliseId } from './identity.ts';
import { isNoVersion } from './no-version.ts';
import { type Notes, takeNotes } from './notes.ts';
import {
  type OriginWord,
  ownedExample,
  ownerOf,
  whyByItself,
  whyForeign,
  whyLeftToOwner,
  whyNotThere,
} from './ownership.ts';
import { isAsked, type OpenPartitions, openPartitions } from './partitions.ts';
import { type FeedLookup, isUnspokenOf, lookupsOf, presentLookups, whyUnknown } from './present-lookups.ts';
import { notInProgram, reachOfFlaw } from './reach.ts';
import { noteRemarks } from './remarks.ts';
import { isAboutStream, type ScopedPackage } from './scope.ts';
import { sourceOf, sourceProblems } from './sources.ts';
import { type FlawStatement, judge as judgeRecord, statementsOf } from './statement.ts';

/** What judging an inventory gives. Of the coverage only `sources`, `unjudged` and `problems` are filled: the rest is the inventory's. */
export interface Matched {
  /** Riskiest first. */
  readonly findings: readonly AdvisoryFinding[];
  readonly coverage: Coverage;
  /** The inventory's, with the end of support that somebody who was fetched tells. */
  readonly distribution?: Distribution;
}

/**
 * Judges every package of an inventory by every feed that covers it. A pure function: the same inventory, partitions and time give the same
 * findings in the same order, however the packages, partitions and rows are ordered; new data judges a stored inventory again without the image.
 *
 * `feeds` come in the order in which their word counts. A partition that is not there or cannot be read makes the coverage incomplete; nothing is
 * thrown for what the data or the inventory says.
 */
export function match(
  inventory: Inventory,
  feeds: readonly Feed[],
  partition: (id: PartitionId) => Partition | undefined,
  now: Date,
): Matched {
  const partitions = openPartitions(partition);
  const notes = takeNotes();
  const { distribution } = inventory;
  const context = openContext(feeds, partitions, notes);
  const lookups = new Map(
    inventory.packages.map((one) => [one.id, lookupsOf(one, inventory, feeds).filter(isAsked(partitions))]),
  );
  noteRemarks(new Set([...lookups.values()].flat().map(({ feed }) => feed)), distribution, notes);
  const dated = datedDistribution(distribution, feeds, partitions, now);
  const datedInventory = { ...inventory, ...defined({ distribution: dated }) };
  const packages = new Map(inventory.packages.map((found) => [found.id, found]));
  const judgements = new Map<string, JudgedPackage>();
  const findings: AdvisoryFinding[] = [];
  const words = new Map<string, OriginWord>();
  const wordOf = (one: Package): OriginWord => {
    const word = words.get(one.id) ?? makeWord(one, lookups.get(one.id) ?? [], partitions, distribution);
    words.set(one.id, word);
    return word;
  };

  for (const found of inventory.packages) {
    const wanted = lookups.get(found.id) ?? [];
    const foreign = isDistributionPackage(found) ? whyForeign(wordOf(found)) : undefined;
    if (foreign !== undefined) {
      notes.unjudged(found, `not built by the distribution, so that its advisories do not hold: ${foreign}`);
      continue;
    }
    const elsewhere = found.origin?.takenFrom;
    if (elsewhere !== undefined && !isUnspokenOf(wanted, partitions)) {
      notes.unjudged(
        found,
        `taken from elsewhere (${elsewhere}) than the registry, whose advisories are about what it publishes`,
      );
      continue;
    }
    const owner = ownerOf(found, packages);
    const notThere = whyNotThere(found);
    const left = owner && notThere === undefined ? whyLeftToOwner(wordOf(owner)) : undefined;
    if (owner && left !== undefined) {
      notes.unjudged(found, left, { example: ownedExample(found, owner), through: 'owner' });
      continue;
    }
    const order = versionOrder(found.versionOrder);
    if (wanted.length === 0 || !order || wanted.every(({ lookup }) => isNoVersion(lookup.version))) {
      if (isUnspokenOf(wanted, partitions)) {
        notes.judged();
        continue;
      }
      const isUncovered = wanted.length === 0 || !order;
      const why = whyNotCompared(found, wanted.length > 0, order, distribution);
      notes.unjudged(found, why, isUncovered ? { missed: whereUncovered(found, distribution) } : {});
      continue;
    }
    const present = presentLookups(found, wanted, partitions, notes);
    if (present.length === 0) continue;
    const unknown = whyUnknown(present, partitions);
    if (unknown !== undefined) {
      notes.unjudged(found, unknown);
      continue;
    }
    if (present.every(({ feed }) => feed.fixesOnly))
      notes.fixesOnly(new Map(present.map(({ feed, lookup }) => [lookup.partition, feed.title])));
    const isBefore = isBeforeAll(present, partitions);
    if (isBefore) {
      notes.unjudged(
        found,
        'its version is a commit without a tag and counts as older than every release: records about later ones are not told',
      );
    }
    const isDoubted = isDoubtful(present, order, partitions);
    if (isDoubted) {
      notes.unjudged(found, `its version is none of the order ${order.id}, so that "not affected" means nothing`);
    }
    const asked = present.map(({ rank, lookup: l }) => [rank, l.partition, l.key, l.version]);
    const key = JSON.stringify([order.id, found.os, found.architecture, moduleStreamOf(found), asked]);
    const judged = judgements.get(key) ?? judge(present, found, order, partitions, context);
    judgements.set(key, judged);
    const [open] = judged.unjudged;
    if (open) notes.unjudged(found, whyUnplaced(judged.unjudged, order), { missed: open.manifest.id });
    if (!isBefore && !isDoubted && !open) notes.judged();
    for (const { partition: from, id, why } of judged.elsewhere) notes.elsewhere(found, from, id, why);
    const about = {
      found,
      lookups: present.map(({ lookup }) => lookup),
      order,
      inventory: datedInventory,
      now,
      owner: owner && { found: owner, why: notThere ?? whyByItself(wordOf(owner)) },
    };
    for (const flaw of judged.flaws) {
      const reach = reachOfFlaw(flaw, found);
      if (!reach?.isElsewhere) findings.push(findingOf(flaw, about, reach));
      else
        for (const { advisory, manifest } of flaw.ruling.deciding)
          notes.elsewhere(found, manifest.id, advisory.id, notInProgram);
    }
  }

  return {
    findings: findings.sort(compareFindings),
    coverage: coverageOf(dated, feeds, partitions, notes, now),
    ...defined({ distribution: dated }),
  };
}

/** Whether a text that is no version of its order is compared with records: what comes out as affected stands, and the rest says nothing. */
function isDoubtful(present: readonly FeedLookup[], order: VersionOrder, partitions: OpenPartitions): boolean {
  return present.some(({ lookup: { partition, key, version } }) => {
    const from = partitions.get(partition);
    return from !== undefined && !order.isValid(version) && partitions.advisories(from, key).length > 0;
  });
}

/** Whether a commit that is none of a release is compared with records which begin at one: it may be later, and nobody can say. */
function isBeforeAll(present: readonly FeedLookup[], partitions: OpenPartitions): boolean {
  return present.some(({ lookup: { partition, key, version } }) => {
    const from = isUntaggedCommit(version) ? partitions.get(partition) : undefined;
    if (from === undefined) return false;
    const ranges = partitions.advisories(from, key).flatMap((one) => one.ranges);
    return ranges.some(({ introduced }) => introduced !== undefined && !/^0(?:\.0\.0(?:-0)?)?$/.test(introduced));
  });
}

function whyNotCompared(
  found: Package,
  covered: boolean,
  order: VersionOrder | undefined,
  distribution: Distribution | undefined,
): string {
  if (!covered) return whyUncovered(found, distribution);
  return order
    ? 'no version is known that could be compared'
    : `its versions are in an order that is not known: ${found.versionOrder}`;
}

/** What the rows behind the lookups come to. Binary packages of one source share it. */
interface JudgedPackage {
  readonly flaws: readonly Flaw[];
  /** Records that would count the version as affected, were they not about other systems. */
  readonly elsewhere: readonly { readonly partition: PartitionId; readonly id: string; readonly why: string }[];
  /** Records with a bound that has no place in the order of versions, on which the answer rests. */
  readonly unjudged: readonly FlawStatement[];
}

/** Records that one reason names. */
const mostNamed = 3;

/** Why records with such bounds do not judge a version, for `Notes.unjudged`. */
function whyUnplaced(statements: readonly FlawStatement[], order: VersionOrder): string {
  const bounds = new Set(statements.map(({ advisory, unplaced }) => `"${unplaced}" of ${printable(advisory.id)}`));
  return `the order ${order.id} has no place for the bound ${someOf([...bounds].sort(), mostNamed)}, so that "not affected" means nothing`;
}

function judge(
  present: readonly FeedLookup[],
  found: Package,
  order: VersionOrder,
  partitions: OpenPartitions,
  context: FlawContext,
): JudgedPackage {
  const stream = moduleStreamOf(found);
  const scoped: ScopedPackage = defined({ os: found.os, architecture: found.architecture, module: stream });
  const judged = [...present.entries()].flatMap(([index, { feed, rank, lookup }]) => {
    const from = partitions.get(lookup.partition);
    if (!from) return [];
    const origin = { feed, rank, lookup: index, manifest: from.manifest };
    const records = partitions.advisories(from, lookup.key).filter((advisory) => isAboutStream(advisory, stream));
    return records.map((advisory) => ({
      origin,
      advisory,
      lookup,
      judgement: judgeRecord(advisory, lookup.version, order, scoped),
    }));
  });
  const elsewhere = judged.flatMap(({ lookup, advisory, judgement: { elsewhere: why } }) =>
    why === undefined ? [] : [{ partition: lookup.partition, id: advisory.id, why }],
  );
  // Most packages have no flaw: then there is nothing to group, and this is where the time of a large inventory goes.
  if (!judged.some(({ judgement: { verdict } }) => verdict !== 'not-affected' && verdict !== 'withdrawn'))
    return { flaws: [], elsewhere, unjudged: [] };
  const statements = judged.flatMap(({ origin, advisory, judgement, lookup }) =>
    statementsOf(origin, advisory, judgement, lookup, normaliseId),
  );
  return { flaws: flawsOf(statements, order, context), elsewhere, unjudged: unjudgedOf(statements) };
}

function makeWord(
  found: Package,
  wanted: readonly FeedLookup[],
  partitions: OpenPartitions,
  distribution: Distribution | undefined,
): OriginWord {
  const asked = wanted.flatMap(({ lookup }) => {
    const from = isNoVersion(lookup.version) ? undefined : partitions.get(lookup.partition);
    return from ? [{ from, key: lookup.key }] : [];
  });
  return {
    found,
    origin: originOf(found, distribution),
    judged: asked.length > 0,
    spoken: asked.some(({ from, key }) => partitions.advisories(from, key).length > 0),
  };
}

function coverageOf(
  distribution: Distribution | undefined,
  feeds: readonly Feed[],
  partitions: OpenPartitions,
  notes: Notes,
  now: Date,
): Coverage {
  const used = partitions.used().sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const problem of partitions.problems) notes.problem(problem);
  for (const { manifest } of used) for (const problem of sourceProblems(manifest, feeds, now)) notes.problem(problem);
  for (const problem of [endOfLifeProblem(distribution, now), otherDateProblem(distribution)])
    if (problem) notes.problem(problem);
  const sources = used.map(({ manifest }) => sourceOf(manifest, feeds));
  const lookedFor = advisoryKinds.filter(
    (kind) => kind !== 'malware' || feeds.some(({ tellsMalware }) => tellsMalware),
  );
  return { ...emptyCoverage, sources, ...notes.finish(), lookedFor };
}
