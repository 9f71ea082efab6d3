import type { VersionRange } from '../../../../../core/index.ts';
import { asString, field, isObject, optionalArray, optionalString } from '../../../../../foundations/formats/index.ts';
import type { VersionOrder } from '../../../../../foundations/versions/index.ts';

/** One event of a range (OSV schema, "affected[].ranges[].events"): something begins or ends at a version. */
interface Event {
  readonly kind: 'introduced' | 'fixed' | 'last_affected' | 'limit';
  readonly version: string;
}

const kinds = ['introduced', 'fixed', 'last_affected', 'limit'] as const;

/** What of an order of versions is asked. */
type Order = Pick<VersionOrder, 'compare' | 'hasPlace'>;

function readEvents(range: unknown, where: string): Event[] {
  return optionalArray(range, 'events', where).flatMap((entry) =>
    kinds.flatMap((kind) => {
      const version = field(entry, kind);
      return version === undefined ? [] : [{ kind, version: asString(version, `${where}, ${kind}`) }];
    }),
  );
}

/** "0" is before every version, whatever the order of the ecosystem makes of it. Events at one version stay in the order of the record. */
function compareEvents(a: Event, b: Event, { compare }: Order): number {
  if (a.version === b.version) return 0;
  if (a.version === '0') return -1;
  if (b.version === '0') return 1;
  return compare(a.version, b.version);
}

/**
 * The intervals that events describe (OSV schema, "Evaluation"): sorted by version, `introduced` opens one where none is open, and `fixed` and
 * `last_affected` close it. A `last_affected` where none is open belongs to an `introduced` of the same version that the record tells later: that version
 * alone is affected. Where one is open it ends that one, and an `introduced` of the same version goes on from there. Without an order, or where it has no place for one of them, the events are taken in
 * the order of the record, which is nearly always the sorted one: sorted, such a bound would end another interval than its own.
 */
function intervals(events: readonly Event[], order: Order | undefined): VersionRange[] {
  const bounds = events.filter(({ kind }) => kind !== 'limit');
  const isSortable = bounds.every(({ version }) => version === '0' || order?.hasPlace(version));
  const sorted = order && isSortable ? bounds.toSorted((a, b) => compareEvents(a, b, order)) : bounds;
  const found: VersionRange[] = [];
  let open: string | undefined;
  let early: string | undefined;
  for (const { kind, version } of sorted) {
    if (kind === 'introduced') {
      if (version === early) found.push({ introduced: version, lastAffected: version });
      else open ??= version;
      continue;
    }
    if (open === undefined) {
      if (kind === 'last_affected') early = version;
      continue;
    }
    const start = open === '0' ? {} : { introduced: open };
    found.push(kind === 'fixed' ? { ...start, fixed: version } : { ...start, lastAffected: version });
    open = undefined;
  }
  if (open !== undefined) found.push({ ...(open === '0' ? {} : { introduced: open }), ...limitOf(events, order) });
  return found;
}

/** Versions from the highest `limit` on are not affected (`*`: there is none). Its only effect is on an interval without an end.
 * One that the order has no place for may be the highest. */
function limitOf(events: readonly Event[], order: Order | undefined): { readonly fixed?: string } {
  const limits = events.filter(({ kind }) => kind === 'limit').map(({ version }) => version);
  if (limits.length === 0 || limits.includes('*')) return {};
  const [first = '', ...others] = limits;
  if (order === undefined) return { fixed: first };
  const unplaced = limits.find((limit) => !order.hasPlace(limit));
  return { fixed: unplaced ?? others.reduce((a, b) => (order.compare(a, b) >= 0 ? a : b), first) };
}

/**
 * GitHub's own bound, `< 2.1.3` or `<= 2.1.2`, where its export has no closing event: without it every later version would count as affected.
 */
function boundByGitHub(range: VersionRange, affected: unknown, where: string): VersionRange {
  const own = field(affected, 'database_specific');
  const text = isObject(own) ? optionalString(own, 'last_known_affected_version_range', where) : undefined;
  const [, sign, version] = /^(<=?)\s*([^\s,<>=]+)$/.exec(text ?? '') ?? [];
  if (version === undefined) return range;
  return sign === '<' ? { ...range, fixed: version } : { ...range, lastAffected: version };
}

/** What one entry of `affected` says of versions. */
export interface AffectedRanges {
  readonly ranges: readonly VersionRange[];
  /** True when there were ranges of git commits, which say nothing of versions. */
  readonly hasCommits: boolean;
}

/** The ranges of an entry of `affected` as intervals. Throws `E_FORMAT` when they have not the shape of the schema. */
export function readRanges(affected: unknown, order: Order | undefined, where: string): AffectedRanges {
  const ranges: VersionRange[] = [];
  let hasCommits = false;
  for (const range of optionalArray(affected, 'ranges', where)) {
    const type = asString(field(range, 'type'), `${where}, range type`);
    if (type === 'GIT') {
      hasCommits = true;
      continue;
    }
    const found = intervals(readEvents(range, where), order);
    const [only] = found;
    const isOpen = found.length === 1 && only?.fixed === undefined && only?.lastAffected === undefined;
    ranges.push(...(isOpen && only !== undefined ? [boundByGitHub(only, affected, where)] : found));
  }
  return { ranges, hasCommits };
}
