import type { Advisory, CvssRating } from '../../../../core/index.ts';
import { defined } from '../../../../core/index.ts';
import type { VersionOrder } from '../../../../foundations/versions/index.ts';
import { decide, type Ruling, unjudgedIn } from './decide.ts';
import type { KnownExploitation } from './exploitation.ts';
import { type FixState, fixState } from './fix.ts';
import { compareIds, groupByIdentity, isCve } from './identity.ts';
import { chooseSeverity, mergeCvss, type RatedSeverity } from './severity.ts';
import type { FlawStatement } from './statement.ts';

/** One flaw that one version has: all its names and everything said of it. Binary packages of one source share it. */
export interface Flaw {
  /** The CVE id if there is one, else the GHSA id, else the first other. */
  readonly id: string;
  /** Set where it is no flaw but the harm that the package means. */
  readonly about?: 'malware';
  /** All other ids, bulletins last. */
  readonly aliases: readonly string[];
  readonly ruling: Ruling;
  /** Everything said of it, in the order in which it counts: also what contradicts, and withdrawn records. */
  readonly statements: readonly FlawStatement[];
  readonly fix: FixState;
  readonly severity: RatedSeverity;
  readonly cvss: readonly CvssRating[];
  readonly weaknesses: readonly string[];
  readonly title?: string;
  readonly details?: string;
  readonly references: readonly string[];
  /** When the first of those who tell of it published it; absent where none says. */
  readonly published?: string;
  readonly known: KnownExploitation;
}

/** What is known of a flaw by its CVE ids, besides what the sources of the package say. */
export interface FlawContext {
  exploitation(cves: readonly string[]): KnownExploitation;
  /** The CVE id that others' records at hand give a flaw which its own source names otherwise, `GHSA-…`; undefined where they give none, or several. */
  cveOf(id: string): string | undefined;
  /** Records that rate it, in the order in which their word counts. */
  ratings(cves: readonly string[]): readonly Advisory[];
}

/** By weight (lookups come in the order of the feeds), then by id; the last word, for two records of one id, has their content, so that the order of rows in a partition never shows. */
function compareStatements(a: FlawStatement, b: FlawStatement): number {
  const weight = a.lookup - b.lookup || compareIds(a.advisory.id, b.advisory.id);
  if (weight !== 0) return weight;
  const left = JSON.stringify(a.advisory);
  const right = JSON.stringify(b.advisory);
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * The flaws that the statements about one version amount to. Withdrawn records do not join ids (a wrong alias may be why one was withdrawn);
 * they are put beside the flaws whose ids they name.
 */
export function flawsOf(statements: readonly FlawStatement[], order: VersionOrder, context: FlawContext): Flaw[] {
  const { malware, flaws } = apart(statements);
  return [...flawsAmong(malware, order, context), ...flawsAmong(flaws, order, context)];
}

/**
 * Records of malware apart from those of flaws: they may share ids (a package that was taken over got a CVE id as well), and are two facts all the same.
 * Neither has the other's ids, so that whatever is decided about the flaw under its id (set aside, not reachable) does not reach the malware.
 */
function apart(statements: readonly FlawStatement[]): {
  readonly malware: readonly FlawStatement[];
  readonly flaws: readonly FlawStatement[];
} {
  const malware = statements.filter(({ advisory }) => advisory.about === 'malware');
  if (malware.length === 0) return { malware, flaws: statements };
  const own = new Set(malware.flatMap(({ ids: [id] }) => id ?? []));
  return {
    malware: malware.map((one) => ({ ...one, ids: one.ids.filter((id) => own.has(id)) })),
    flaws: statements
      .filter(({ advisory }) => advisory.about !== 'malware')
      .map((one) => ({ ...one, ids: one.ids.filter((id) => !own.has(id)) })),
  };
}

/**
 * Lists of fixes name a flaw by its CVE id and by GitHub's, side by side, and do not say that they are one: then the CVE id is looked up. Only for flaws of which
 * something is to be told, since the others are most of them.
 */
function withCve(statement: FlawStatement, context: FlawContext): FlawStatement {
  const { ids, verdict, advisory } = statement;
  if (verdict !== 'affected' && verdict !== 'undecided') return statement;
  if (advisory.aliases.length > 0 || ids.some(isCve)) return statement;
  const found = ids.flatMap((id) => (id.startsWith('GHSA-') ? (context.cveOf(id) ?? []) : []));
  return found.length === 0 ? statement : { ...statement, ids: [...ids, ...found] };
}

function flawsAmong(statements: readonly FlawStatement[], order: VersionOrder, context: FlawContext): Flaw[] {
  const live = statements.filter(({ verdict }) => verdict !== 'withdrawn').map((one) => withCve(one, context));
  const withdrawn = statements.filter(({ verdict }) => verdict === 'withdrawn');
  const flaws: Flaw[] = [];
  for (const group of groupByIdentity(live, ({ ids }) => ids)) {
    if (!group.some(({ verdict }) => verdict === 'affected' || verdict === 'undecided')) continue;
    group.sort(compareStatements);
    const ruling = decide(group);
    if (!ruling) continue;
    const ids = [...new Set(group.flatMap((statement) => statement.ids))].sort(compareIds);
    const beside = withdrawn
      .filter((statement) => statement.ids.some((id) => ids.includes(id)))
      .sort(compareStatements);
    flaws.push(flawOf(ids, ruling, [...group, ...beside], order, context));
  }
  return flaws;
}

/** The records that cannot be judged for one version and on which the answer about some flaw rests. */
export function unjudgedOf(statements: readonly FlawStatement[]): FlawStatement[] {
  if (!statements.some(({ verdict }) => verdict === 'unjudged')) return [];
  const { malware, flaws } = apart(statements.filter(({ verdict }) => verdict !== 'withdrawn'));
  return [malware, flaws].flatMap((some) => groupByIdentity(some, ({ ids }) => ids).flatMap(unjudgedIn));
}

function flawOf(
  ids: readonly string[],
  ruling: Ruling,
  statements: readonly FlawStatement[],
  order: VersionOrder,
  context: FlawContext,
): Flaw {
  const others = statements.filter((other) => other.verdict !== 'withdrawn' && !ruling.deciding.includes(other));
  const advisories = [...ruling.deciding, ...others].map(({ advisory }) => advisory);
  const cves = ids.filter(isCve);
  // Others are asked only where nobody who speaks of the package gives a score: they know the flaw, and not how the package is built.
  const unrated = advisories.every(({ cvss }) => cvss.length === 0);
  const rating = unrated ? [...advisories, ...context.ratings(cves)] : advisories;
  const bulletins = new Set(statements.flatMap(({ bulletin }) => (bulletin === undefined ? [] : [bulletin])));
  const [id = '', ...aliases] = ids;
  const title = titleOf(rating);
  const details = rating.find((advisory) => advisory.details)?.details;
  // A bulletin over several flaws does not say which of them it is of.
  const own = rating.filter(({ covers }) => covers.length === 0);
  return {
    id,
    ...defined({ about: advisories[0]?.about }),
    aliases: [...aliases, ...[...bulletins].filter((bulletin) => !ids.includes(bulletin)).sort(compareIds)],
    ruling,
    statements,
    fix: fixState(ruling, order),
    severity: chooseSeverity(rating),
    cvss: mergeCvss(rating),
    weaknesses: [...new Set(own.flatMap(({ weaknesses = [] }) => weaknesses))],
    ...defined({ title, details, published: earliest(rating) }),
    references: [...new Set(advisories.flatMap(({ references }) => references))],
    known: context.exploitation(cves),
  };
}

/** What is no date is passed over. */
function earliest(advisories: readonly Advisory[]): string | undefined {
  const times = advisories.map(({ published }) => Date.parse(published ?? '')).filter((time) => !Number.isNaN(time));
  return times.length === 0 ? undefined : new Date(Math.min(...times)).toISOString();
}

/** A title of the flaw itself; else the first sentence of what is told of it; else the title of a bulletin, which is about a package. */
function titleOf(advisories: readonly Advisory[]): string | undefined {
  const own = advisories.filter(({ covers }) => covers.length === 0);
  const sentence = own.find(({ details }) => details)?.details?.slice(0, maxTitle);
  return (
    own.find(({ title }) => title)?.title ??
    (sentence === undefined ? undefined : /^.+?(?=[.!?](?:\s|$)|\n|$)/.exec(sentence)?.[0]) ??
    advisories.find(({ title }) => title)?.title
  );
}

const maxTitle = 300;
