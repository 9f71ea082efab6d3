import {
  type Distribution,
  defined,
  type Evidence,
  offeredVersions,
  type Package,
  percent,
  plainDistributionName,
  printable,
  ssvcText,
  type VersionRange,
} from '../../../../core/index.ts';
import type { VersionOrder } from '../../../../foundations/versions/index.ts';
import type { Lookup } from '../feed.ts';
import { byWhom, isDistributionPackage, isPastEndOfLife } from './distribution.ts';
import { versionDoubts } from './doubts.ts';
import type { Flaw } from './flaw.ts';
import { type FlawReach, reachSentence } from './reach.ts';
import { scopeSentence } from './scope.ts';
import type { FlawStatement } from './statement.ts';

/** What a finding's chain is made from. */
export interface EvidenceInput {
  readonly found: Package;
  readonly lookups: readonly Lookup[];
  readonly flaw: Flaw;
  readonly order: VersionOrder;
  /** Layers of the image, 0 when it has none. */
  readonly layers: number;
  readonly distribution: Distribution | undefined;
  readonly now: Date;
  readonly owner: Owner | undefined;
  readonly reach: FlawReach | undefined;
}

/** The package that brought the files of one that is judged nevertheless, and why it is: goes on after "Its files belong to deb x 1.0, ". */
export interface Owner {
  readonly found: Package;
  readonly why: string;
}

/** Longest part of a build instruction that a sentence quotes; `layer` has it in full. */
const longestInstruction = 200;

/** "from 1.2.0 on, before 1.4.5". */
export function spellRange(range: VersionRange): string {
  const { introduced, fixed, lastAffected } = range;
  const from = introduced === undefined || introduced === '0' ? '' : `from ${introduced} on`;
  const to = fixed !== undefined ? `before ${fixed}` : lastAffected !== undefined ? `up to ${lastAffected}` : '';
  return [from, to].filter(Boolean).join(', ') || 'every version';
}

/** Day of a date as its source wrote it. */
const day = (date: string): string => date.slice(0, 10);

const nameOf = (statement: FlawStatement): string => statement.bulletin ?? statement.advisory.id;

/** The record's own page where it names one, else where the partition came from. */
const addressOf = ({ advisory, manifest }: FlawStatement): string =>
  advisory.references.find((reference) => reference.includes(advisory.id)) ?? manifest.origin;

const partitionText = (id: string, date: string): string => `${id} of ${day(date)}`;

const partitionOf = ({ manifest }: FlawStatement): string => partitionText(manifest.id, manifest.date);

/** A partition whose data was made anew. */
export interface Redated {
  readonly id: string;
  readonly before: string;
  readonly after: string;
}

/** Evidence as it is told of the same records in states of another date. */
export function redated(evidence: readonly Evidence[], partitions: readonly Redated[]): readonly Evidence[] {
  const changes = partitions
    .map(({ id, before, after }) => [` in ${partitionText(id, before)}`, ` in ${partitionText(id, after)}`] as const)
    .filter(([from, to]) => from !== to);
  if (changes.length === 0) return evidence;
  return evidence.map((link) => {
    if (link.kind !== 'record') return link;
    const change = changes.find(([from]) => link.statement.includes(from));
    return change === undefined ? link : { ...link, statement: link.statement.replace(change[0], () => change[1]) };
  });
}

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);

/** The chain from bytes to verdict: file, package, record, comparison, and what else was known. Statements are one line each, whatever the input. */
export function evidenceFor(input: EvidenceInput): Evidence[] {
  const chain = [
    fileEvidence(input),
    ...packageEvidence(input),
    ...input.flaw.ruling.deciding.flatMap((statement) => decidingEvidence(statement, input)),
    ...reachEvidence(input),
    ...otherEvidence(input.flaw),
    ...contextEvidence(input),
  ];
  return chain.map((link) => ({ ...link, statement: printable(link.statement) }));
}

function fileEvidence({ found, layers }: EvidenceInput): Evidence {
  const { layer, path } = found;
  const says = `${path} says that ${found.name} ${found.version} is ${found.evidence === 'declared' ? `meant to be there${wayOf(found)}` : 'there'}`;
  // A tree of sources is no layer.
  if (!layer || found.evidence === 'declared') return { kind: 'file', statement: `${says}.`, source: path };
  const by = layer.createdBy === undefined ? '.' : `, made by: ${layer.createdBy.slice(0, longestInstruction)}`;
  return {
    kind: 'file',
    statement: `${says}; it came with layer ${layer.index + 1} of ${Math.max(layers, layer.index + 1)}${by}`,
    source: path,
    layer,
  };
}

/** Who asks for what is declared, as far as that is known. */
function wayOf({ direct, byWayOf }: Package): string {
  if (direct === true) return ', asked for by the project itself';
  return byWayOf === undefined ? '' : `, by way of ${byWayOf.join(' › ')}`;
}

function packageEvidence({ found, lookups, flaw }: EvidenceInput): Evidence[] {
  const used = new Set(flaw.ruling.deciding.map(({ lookup }) => lookup));
  const why = lookups.filter((_, index) => used.has(index)).map((lookup) => lookup.why);
  return [...new Set(why)].map((statement) => ({ kind: 'package', statement, observed: found.purl }));
}

function decidingEvidence(statement: FlawStatement, { flaw, order, reach }: EvidenceInput): Evidence[] {
  const { advisory, range, version, comparison } = statement;
  const covers = statement.bulletin === undefined ? '' : `, which covers ${statement.ids.join(', ')}`;
  const extent = range
    ? spellRange(range)
    : advisory.versions.length > 0
      ? 'versions named one by one'
      : 'every version';
  const word = advisory.about === 'malware' ? 'malicious' : 'affected';
  const state = advisory.status === 'affected' ? word : `${advisory.status}, ${word}`;
  const note = advisory.note === undefined ? '' : ` (${advisory.note})`;
  const record: Evidence = {
    kind: 'record',
    statement: `${nameOf(statement)}${covers}, in ${partitionOf(statement)}: ${advisory.package} is ${state}: ${extent}${note}.`,
    source: addressOf(statement),
  };
  const fixed = flaw.fix.state === 'fixed' ? offeredVersions(flaw.fix.versions, version)[0] : undefined;
  const compared: Evidence = {
    kind: 'comparison',
    statement: sentence(comparison),
    observed: version,
    ...(fixed === undefined ? {} : { expected: `${fixed} or later` }),
    source: order.title,
  };
  const scope = scopeSentence(advisory, reach !== undefined);
  const limits: Evidence[] =
    scope === undefined ? [] : [{ kind: 'record', statement: scope, source: addressOf(statement) }];
  const doubts = versionDoubts(statement, order).map((doubt): Evidence => ({ kind: 'comparison', statement: doubt }));
  return [record, ...limits, compared, ...doubts];
}

/** Of the code that has the flaw, what the program has, by its own tables. */
function reachEvidence({ reach, found }: EvidenceInput): Evidence[] {
  return reach === undefined ? [] : [{ kind: 'observation', statement: reachSentence(reach), source: found.path }];
}

const verdictWords = {
  affected: 'says the same',
  'not-affected': 'does not count this version as affected',
  undecided: 'has not decided',
  unjudged: 'cannot be compared with this version',
  withdrawn: 'was withdrawn',
} as const;

/** What the records say that did not decide: also where they contradict. */
function otherEvidence({ ruling, statements }: Flaw): Evidence[] {
  return statements
    .filter((statement) => !ruling.deciding.includes(statement))
    .map((statement) => ({
      kind: 'record',
      statement: `${nameOf(statement)} in ${partitionOf(statement)} ${verdictWords[statement.verdict]}${
        statement.verdict === 'withdrawn' ? '.' : `: ${sentence(statement.comparison)}`
      }`,
      source: addressOf(statement),
    }));
}

function contextEvidence({ found, flaw, distribution, now, owner }: EvidenceInput): Evidence[] {
  const { exploitation, knownFrom, epssFrom, ssvcFrom } = flaw.known;
  const links: Evidence[] = [];
  const add = (statement: string, source?: string): void => {
    links.push({ kind: 'context', statement, ...defined({ source }) });
  };
  if (exploitation.known) {
    const { added, ransomware, due } = exploitation.known;
    const by = due === undefined ? '' : `; agencies of the United States had to act by ${due}`;
    add(`Exploited in the wild, listed since ${added}${ransomware ? ', by ransomware too' : ''}${by}.`, knownFrom);
  }
  if (exploitation.ssvc) add(`CISA has decided (SSVC): ${ssvcText(exploitation.ssvc)}.`, ssvcFrom);
  if (exploitation.epss) {
    const { probability, percentile } = exploitation.epss;
    const share = `The probability of exploitation in the next 30 days is ${percent(probability)}`;
    add(`${share}, at least that of ${percent(percentile)} of all CVEs.`, epssFrom);
  }
  if (distribution?.endOfLife && isDistributionPackage(found) && isPastEndOfLife(distribution, now)) {
    const name = plainDistributionName(distribution);
    add(
      `${name} is past its end of life since ${distribution.endOfLife.date}${byWhom(distribution)}.`,
      distribution.path,
    );
  }
  if (owner) {
    const { type, name, version } = owner.found;
    add(`Its files belong to ${type} ${name} ${version}, ${owner.why}`);
  }
  return links;
}
