import type { VersionFix } from '../../../../core/index.ts';
import type { VersionOrder } from '../../../../foundations/versions/index.ts';
import type { Ruling } from './decide.ts';
import { judge, type Statement } from './statement.ts';

/** What is known of a fix, before it is put into words for a package. */
export interface FixState {
  readonly state: VersionFix['state'];
  /** Versions without the flaw, lowest first: one for each maintained branch where there are several. */
  readonly versions: readonly string[];
  /** The last affected version where no fixed one is named: any later one will do. */
  readonly after?: string;
}

/** Fixed versions above the judged one, each once, lowest first. */
function candidates(statements: readonly Statement[], order: VersionOrder): string[] {
  const found: string[] = [];
  for (const { advisory, version } of statements) {
    for (const { fixed } of advisory.ranges) {
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
  if (undecided) return { state: 'unknown', versions: [] };
  const all = candidates(deciding, order);
  const clean = all.filter((version) =>
    deciding.every(({ advisory }) => judge(advisory, version, order).verdict !== 'affected'),
  );
  const versions = clean.length > 0 ? clean : all;
  if (versions.length > 0) return { state: 'fixed', versions };
  const has = (status: string): boolean => deciding.some(({ advisory }) => advisory.status === status);
  if (has('wont-fix')) return { state: 'wont-fix', versions: [] };
  if (has('end-of-life')) return { state: 'end-of-life', versions: [] };
  const after = deciding
    .flatMap(({ range }) => (range?.lastAffected === undefined ? [] : [range.lastAffected]))
    .sort(order.compare)
    .at(-1);
  // An affected range without an end says "every version so far"; a last affected version, or a bare list, does not tell what came after it.
  const openEnd = deciding.some(({ range }) => range !== undefined && range.lastAffected === undefined);
  if (openEnd) return { state: 'unfixed', versions: [] };
  return { state: 'unknown', versions: [], ...(after === undefined ? {} : { after }) };
}
