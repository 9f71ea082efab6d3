import { type Finding, placeOf, type Subject } from '../../../../core/index.ts';
import { secretFingerprint } from '../../secrets/index.ts';
import type { ImportedRun } from '../imported.ts';
import { findingOfResults } from './finding.ts';
import {
  type Catalogue,
  fingerprintOf,
  idOfResult,
  lastingParts,
  sameMatter,
  sameResult,
  type ToldResult,
} from './identity.ts';

/** Runs of one report, as it was named. */
export interface ReadReport {
  readonly name: string;
  readonly runs: readonly ImportedRun[];
}

/**
 * Findings of what several tools tell: each thing once, with the word of everybody who tells of it. `whole` is what a result is about where nobody says. Order of
 * the reports changes whose words stand first, and nothing else.
 */
export function joinReports(
  reports: readonly ReadReport[],
  whole: Subject,
  catalogue: Catalogue,
  secretKey?: Uint8Array,
): readonly Finding[] {
  const told = reports.flatMap(({ name, runs }) =>
    runs.flatMap((run) =>
      run.results.map(
        (result): ToldResult => ({
          run,
          result,
          report: name,
          id: idOfResult(run, result, catalogue),
          ...(result.secret === undefined || secretKey === undefined
            ? {}
            : { keyed: secretFingerprint(secretKey, result.secret) }),
        }),
      ),
    ),
  );
  const groups = [...Map.groupBy(told, sameMatter).values()].flatMap(ofOneMatter);
  const seen = new Map<string, number>();
  return groups.toSorted(byPlace).map((group) => {
    const [main] = group;
    const parts = JSON.stringify([main.result.kind, ...lastingParts(main)]);
    const nth = seen.get(parts) ?? 0;
    seen.set(parts, nth + 1);
    return findingOfResults(group, whole, fingerprintOf(main, nth));
  });
}

type Group = readonly [ToldResult, ...ToldResult[]];

/** What each tool tells of one matter, the first of one with the first of the others; a result that a tool tells twice is one. */
function ofOneMatter(told: readonly ToldResult[]): readonly Group[] {
  const byTool = [...Map.groupBy(told, ({ run }) => run.tool).values()].map((own) => [
    ...Map.groupBy(own.toSorted(byPlaceOf), sameResult).values(),
  ]);
  const most = Math.max(...byTool.map((own) => own.length));
  return Array.from({ length: most }, (_, nth) => byTool.flatMap((own) => own[nth] ?? []).toSorted(bestFirst)).flatMap(
    ([first, ...others]): readonly Group[] => (first === undefined ? [] : [[first, ...others]]),
  );
}

/** Whose identity lasts longest: with the text of the line before one without. */
const bestFirst = (a: ToldResult, b: ToldResult): number =>
  Number(b.result.context !== undefined) - Number(a.result.context !== undefined);

const lineOf = ({ result }: ToldResult): readonly [string, number, number] => {
  const { path, line = 0, column = 0 } = placeOf(result.places[0]);
  return [path, line, column];
};

function byPlaceOf(a: ToldResult, b: ToldResult): number {
  const [[path, line, column], [otherPath, otherLine, otherColumn]] = [lineOf(a), lineOf(b)];
  return (path < otherPath ? -1 : path > otherPath ? 1 : 0) || line - otherLine || column - otherColumn;
}

const byPlace = (a: Group, b: Group): number => byPlaceOf(a[0], b[0]);
