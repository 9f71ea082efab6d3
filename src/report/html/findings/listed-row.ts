import {
  exploitationOf,
  isExploited,
  isFixable,
  isReachable,
  isSeenInUse,
  offeredText,
  packageOf,
  placeOf,
} from '../../../core/index.ts';
import type { Group, GroupRow } from '../../view/groups.ts';
import { bringerWord } from '../../view/words.ts';
import type { Page } from '../section.ts';

/** A row of the list, and what it can be found, chosen, sorted and grouped by. */
export interface ListedRow {
  readonly group: Group;
  readonly row: GroupRow;
  /** Anchor of the row, which is that of its riskiest finding, and those of its others. */
  readonly anchor: string;
  readonly others: readonly string[];
  /** What boxes of the filter it has: `fixable`, `exploited`, `yours`. */
  readonly marks: readonly RowMark[];
  /** Numbers of the layers it lies in, the lowest first. */
  readonly layers: readonly number[];
  /** Chance of exploitation, 0 to 1; -1 where nobody has stated one, so that it comes last. */
  readonly epss: number;
}

/** What a row can be marked with, in the order of their boxes. */
export const rowMarks = ['malware', 'fixable', 'exploited', 'in-use', 'reachable', 'base', 'yours'] as const;

export type RowMark = (typeof rowMarks)[number];

export const markWord: Readonly<Record<RowMark, string>> = {
  malware: 'malware',
  fixable: 'fixable',
  exploited: 'exploited',
  'in-use': 'in use',
  reachable: 'reachable',
  ...bringerWord,
};

/** All rows of the page, riskiest first. */
export function listedRows({ groups, anchors }: Pick<Page, 'groups' | 'anchors'>): readonly ListedRow[] {
  return groups
    .flatMap((group) =>
      group.rows.map((row): ListedRow => {
        const [anchor = '', ...others] = [row.finding, ...row.findings.filter((each) => each !== row.finding)].flatMap(
          (each) => anchors.get(each) ?? [],
        );
        const layers = new Set(row.findings.flatMap((each) => placeOf(each.location).layer?.index ?? []));
        return {
          group,
          row,
          anchor,
          others,
          marks: marksOf(row),
          layers: [...layers].sort((a, b) => a - b),
          epss: exploitationOf(row.finding).epss?.probability ?? -1,
        };
      }),
    )
    .sort((a, b) => b.row.finding.risk.score - a.row.finding.risk.score);
}

function marksOf({ finding, findings }: GroupRow): readonly RowMark[] {
  const has: Readonly<Record<RowMark, boolean>> = {
    malware: finding.kind === 'malware',
    fixable: isFixable(finding.fix) === true,
    exploited: isExploited(finding),
    // Of several packages with the flaw one that runs is enough.
    'in-use': findings.some(isSeenInUse),
    reachable: findings.some((one) => isReachable(one) === true),
    base: findings.some(({ broughtBy }) => broughtBy === 'base'),
    yours: findings.some(({ broughtBy }) => broughtBy === 'yours'),
  };
  return rowMarks.filter((mark) => has[mark]);
}

/** What a group is called: a package with its version, a path, or the image. */
export const groupTitle = ({ name, version, image }: Group): string =>
  name === ''
    ? 'the image as a whole'
    : [name, version, image && `of ${image}`].filter((part) => part !== undefined && part !== '').join(' ');

/** The version that clears most of a group; empty where none does. */
export const groupUpgrade = ({ upgrade }: Group): string => (upgrade === undefined ? '' : offeredText(upgrade.version));

/** How a row says which package, in which version, it is about; undefined when it is about none. */
export function packageText({ row }: ListedRow): { readonly names: string; readonly version: string } | undefined {
  const found = packageOf(row.finding);
  if (found === undefined) return undefined;
  const names = new Set(row.findings.flatMap((each) => packageOf(each)?.name ?? []));
  return { names: [...names].join(', '), version: found.version };
}
