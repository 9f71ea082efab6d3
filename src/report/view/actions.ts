import { defined, isExploited, type LayerRef } from '../../core/index.ts';
import type { Group, GroupRow } from './groups.ts';

/** Something a person can do, and what it clears. */
export interface Action {
  readonly group: Group;
  /** Version to upgrade to; absent when it is not an upgrade but what `advice` says. */
  readonly version?: string;
  readonly advice: string;
  readonly clears: readonly GroupRow[];
  /** Sum of the risk scores it clears. */
  readonly risk: number;
  readonly exploited: number;
  readonly layers: readonly LayerRef[];
}

/** All that can be done, in the order in which it is best done: what removes malware, what ends an exploited flaw, then what clears most risk. */
export function listActions(groups: readonly Group[]): readonly Action[] {
  return groups
    .flatMap(groupActions)
    .sort(
      (a, b) =>
        Number(isHarmful(b)) - Number(isHarmful(a)) ||
        Number(b.exploited > 0) - Number(a.exploited > 0) ||
        b.risk - a.risk,
    );
}

const isHarmful = ({ group }: Action): boolean => group.kind === 'malware';

function groupActions(group: Group): readonly Action[] {
  const { upgrade } = group;
  if (upgrade !== undefined)
    return [makeAction(group, upgrade.clears, upgrade.clears[0]?.finding.fix.advice ?? '', upgrade.version)];
  // What no version clears can still be done by hand; rows with the same advice are one thing to do.
  const remedies = group.rows.filter(({ finding }) => finding.fix.state === 'remedy');
  const same = Map.groupBy(remedies, (row) => row.finding.fix.advice);
  return [...same].map(([advice, rows]) => makeAction(group, rows, advice));
}

function makeAction(group: Group, clears: readonly GroupRow[], advice: string, version?: string): Action {
  return {
    group,
    ...defined({ version }),
    advice,
    clears,
    risk: clears.reduce((sum, row) => sum + row.finding.risk.score, 0),
    exploited: clears.filter((row) => isExploited(row.finding)).length,
    layers: group.layers,
  };
}
