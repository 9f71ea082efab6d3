import { defined, printable, type VersionRange } from '../../core/index.ts';
import type { VersionOrder } from './version-order.ts';

/** The versions that a record is about: intervals, and versions named one by one. */
export interface AffectedVersions {
  readonly ranges: readonly VersionRange[];
  readonly versions: readonly string[];
}

/** Whether a version is among the affected ones, and why. */
export interface RangeVerdict {
  readonly affected: boolean;
  /** The range that holds it; absent when it is not affected, or is one of the versions named one by one. */
  readonly range?: VersionRange;
  /** The comparison that decided, for people: `3.0.11-1 < 3.0.13-1`. One line, bounded in length. */
  readonly comparison: string;
  /**
   * The bound, as it is shown, for which nobody can tell whether the version is affected: the order has no place for it, and nothing else settles the
   * matter. `affected` is false then and means nothing.
   */
  readonly unplaced?: string;
}

/** Longest version that is spelled out in full. */
const longestSpelling = 80;

/** Whether a range begins with the first version there is: OSV schema, "affected[].ranges[].events", `"introduced": "0"`. */
function fromTheStart(range: VersionRange): boolean {
  return range.introduced === undefined || range.introduced === '0';
}

/** The version as it is shown: one line, bounded. */
function spell(version: string): string {
  const text = printable(version.length > longestSpelling ? `${version.slice(0, longestSpelling)}…` : version);
  return text === '' ? '(no version)' : text;
}

/** How a version lies to a bound: by the part of it that the bound speaks of. */
function compareToBound(version: string, bound: string, order: VersionOrder): number {
  return order.compare(order.boundedBy?.(version, bound) ?? version, bound);
}

function isIn(version: string, range: VersionRange, order: VersionOrder): boolean {
  if (range.fixed !== undefined && compareToBound(version, range.fixed, order) >= 0) return false;
  if (range.lastAffected !== undefined && compareToBound(version, range.lastAffected, order) > 0) return false;
  return fromTheStart(range) || compareToBound(version, range.introduced ?? '', order) >= 0;
}

/** The bound for want of whose place nobody can tell whether a version is in a range; undefined where the other bound keeps it out, or all have one. */
function unplacedBound(version: string, range: VersionRange, order: VersionOrder): string | undefined {
  const hasPlace = (bound: string): boolean => bound === version || order.hasPlace(bound);
  const lower = fromTheStart(range) ? undefined : range.introduced;
  const upper = range.fixed ?? range.lastAffected;
  const lowerPlaced = lower === undefined || hasPlace(lower);
  const upperPlaced = upper === undefined || hasPlace(upper);
  if (lowerPlaced && upperPlaced) return undefined;
  // The half that can be compared is enough where it keeps the version out.
  const known = {
    ...(lowerPlaced && lower !== undefined ? { introduced: lower } : {}),
    ...(upperPlaced ? defined({ fixed: range.fixed, lastAffected: range.lastAffected }) : {}),
  };
  if (!isIn(version, known, order)) return undefined;
  return lowerPlaced ? upper : lower;
}

/** Why a version is in a range, with the bounds that it was compared with. */
function insideText(version: string, range: VersionRange): { readonly text: string; readonly bounds: string[] } {
  const lower = fromTheStart(range) ? undefined : range.introduced;
  const upper = range.fixed ?? range.lastAffected;
  const bounds = [lower, upper].filter((bound) => bound !== undefined);
  if (upper === undefined) {
    return { text: lower === undefined ? 'every version is affected' : `${spell(version)} ≥ ${spell(lower)}`, bounds };
  }
  const start = lower === undefined ? '' : `${spell(lower)} ≤ `;
  return { text: `${start}${spell(version)} ${range.fixed === undefined ? '≤' : '<'} ${spell(upper)}`, bounds };
}

/** The bounds next to a version that is in no range: the last one that it has passed and the first one that it has not reached. */
function outsideText(
  version: string,
  ranges: readonly VersionRange[],
  order: VersionOrder,
): { readonly text: string; readonly bounds: string[] } {
  let passed: { readonly bound: string; readonly sign: '≥' | '>' } | undefined;
  let ahead: string | undefined;
  for (const range of ranges) {
    const upper = range.fixed ?? range.lastAffected;
    if (!fromTheStart(range) && compareToBound(version, range.introduced ?? '', order) < 0) {
      if (ahead === undefined || order.compare(range.introduced ?? '', ahead) < 0) ahead = range.introduced;
    } else if (upper !== undefined && (passed === undefined || order.compare(upper, passed.bound) > 0)) {
      passed = { bound: upper, sign: range.fixed === undefined ? '>' : '≥' };
    }
  }
  const parts: string[] = [];
  if (passed !== undefined) parts.push(`${spell(version)} ${passed.sign} ${spell(passed.bound)}`);
  if (ahead !== undefined) parts.push(`${spell(version)} < ${spell(ahead)}`);
  return { text: parts.join(' and '), bounds: [passed?.bound, ahead].filter((bound) => bound !== undefined) };
}

/** Says aloud that a bound speaks of the version as another text says it, and which of the texts are no versions in the order's grammar: those are compared as well as can be. */
function remark(version: string, bounds: readonly string[], order: VersionOrder): string {
  const odd = [...new Set([version, ...bounds])].filter((text) => !order.isValid(text));
  const parts = new Set(bounds.map((bound) => order.boundedBy?.(version, bound) ?? version));
  parts.delete(version);
  const remarks = [
    ...[...parts].map((part) => `${spell(version)} counts as ${spell(part)}`),
    ...(odd.length === 0
      ? []
      : [`no valid ${order.id} version, compared as well as can be: ${odd.map(spell).join(', ')}`]),
  ];
  return remarks.length === 0 ? '' : ` (${remarks.join('; ')})`;
}

/** The version named that is the same as `version`: by its text, or, for a valid version, by its meaning (PEP 440: 1.0 and 1.0.0). */
function namedAs(version: string, versions: readonly string[], order: VersionOrder): string | undefined {
  if (versions.includes(version)) return version;
  if (versions.length === 0 || !order.isValid(version)) return undefined;
  return versions.find((named) => compareToBound(version, named, order) === 0);
}

/**
 * Whether a version is affected. `introduced` is inclusive, and absent or '0' means from the first version on; `fixed` is exclusive, `lastAffected`
 * inclusive; a range without either has no end. A version that is in no range and not named is not affected; where the order
 * has no place for a bound that decides, `unplaced` says that nobody can tell. Pure; never throws.
 */
export function isAffected(version: string, affected: AffectedVersions, order: VersionOrder): RangeVerdict {
  const range = affected.ranges.find((candidate) => isIn(version, candidate, order));
  if (range !== undefined) {
    const { text, bounds } = insideText(version, range);
    return {
      affected: true,
      range,
      comparison: bounds.length === 0 ? text : text + remark(version, bounds, order),
    };
  }
  const named = namedAs(version, affected.versions, order);
  if (named !== undefined) {
    const same = named === version ? 'is named as affected' : `= ${spell(named)}, which is named as affected`;
    return { affected: true, comparison: `${spell(version)} ${same}` };
  }
  for (const candidate of affected.ranges) {
    const bound = unplacedBound(version, candidate, order);
    if (bound === undefined) continue;
    const unplaced = spell(bound);
    return { affected: false, comparison: `its bound "${unplaced}" has no place in the order ${order.id}`, unplaced };
  }
  const { text, bounds } = outsideText(version, affected.ranges, order);
  if (text !== '') return { affected: false, comparison: text + remark(version, bounds, order) };
  const count = affected.versions.length;
  if (count === 0) return { affected: false, comparison: 'no version is named as affected' };
  if (count === 1) return { affected: false, comparison: `${spell(version)} is not the one version named as affected` };
  return { affected: false, comparison: `${spell(version)} is not among the ${count} versions named as affected` };
}
