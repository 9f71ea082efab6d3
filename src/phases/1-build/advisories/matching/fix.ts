import type { NoUpgrade, Upgrade } from '../../../../core/index.ts';
import { defined } from '../../../../core/index.ts';
import type { VersionOrder } from '../../../../foundations/versions/index.ts';
import type { Ruling } from './decide.ts';
import { type FlawStatement, judge } from './statement.ts';

/** What is known of a fix, before it is put into words for a package. */
export type FixState =
  | Omit<Upgrade, 'advice'>
  | (Omit<NoUpgrade, 'advice'> & {
      /** The last affected version: any later one will do. */
      readonly after?: string;
      /** A fixed version that is for some alone, and for whom. */
      readonly reserved?: { readonly version: string; readonly name: string };
    });

/** A fix is a fix for every system. */
const anywhere = {};

/** Whether the fixed versions are for everybody, or for whom the judged version says that it is had. */
const isForAll = ({ advisory: { fixesFor }, version }: FlawStatement): boolean =>
  fixesFor === undefined || (fixesFor.mark !== undefined && version.includes(fixesFor.mark));

/** Fixed versions above the judged one, each once, lowest first. */
function candidates(statements: readonly FlawStatement[], order: VersionOrder): string[] {
  const found: string[] = [];
  for (const { advisory, version } of statements) {
    const { status, fixesFor, ranges } = advisory;
    // Where no fix will come, a bound says where the flaw ends, and nobody offers that version here; but one that is for some alone is for them.
    if (fixesFor === undefined && (status === 'wont-fix' || status === 'end-of-life')) continue;
    for (const { fixed } of ranges) {
      if (fixed === undefined || order.compare(fixed, version) <= 0) continue;
      if (!found.some((other) => order.compare(other, fixed) === 0)) found.push(fixed);
    }
  }
  return found.sort((a, b) => order.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0));
}

/**
 * The fix by the statements that decided. A version counts as fixed when none of them counts it as affected any more: where a second bulletin
 * mends the first one's fix, only the second version is named. If they contradict each other so much that nothing remains, all are named.
 */
export function fixState({ deciding, undecided }: Ruling, order: VersionOrder): FixState {
  if (undecided) return { state: 'unknown' };
  const all = candidates(deciding.filter(isForAll), order);
  const reserved = reservedFix(deciding, order);
  const clean = all.filter((version) =>
    deciding.every(({ advisory }) => judge(advisory, version, order, anywhere).verdict !== 'affected'),
  );
  const [first, ...others] = clean.length > 0 ? clean : all;
  if (first !== undefined) return { state: 'fixed', versions: [first, ...others] };
  const has = (status: string): boolean => deciding.some(({ advisory }) => advisory.status === status);
  if (has('wont-fix')) return { state: 'wont-fix', ...defined({ reserved }) };
  if (has('end-of-life')) return { state: 'end-of-life', ...defined({ reserved }) };
  const after = deciding
    .flatMap(({ range }) => (range?.lastAffected === undefined ? [] : [range.lastAffected]))
    .sort(order.compare)
    .at(-1);
  // An affected range without an end says "every version so far"; a last affected version, or a bare list, does not tell what came after it.
  const openEnd = deciding.some(({ range }) => range !== undefined && range.lastAffected === undefined);
  if (openEnd) return { state: 'unfixed', ...defined({ reserved }) };
  return { state: 'unknown', ...defined({ after }) };
}

/** The highest of the fixed versions that are for some alone. */
function reservedFix(
  statements: readonly FlawStatement[],
  order: VersionOrder,
): { readonly version: string; readonly name: string } | undefined {
  const others = statements.filter((one) => !isForAll(one));
  const version = candidates(others, order).at(-1);
  const name = others.find(({ advisory }) => advisory.ranges.some(({ fixed }) => fixed === version))?.advisory.fixesFor
    ?.name;
  return version === undefined || name === undefined ? undefined : { version, name };
}
