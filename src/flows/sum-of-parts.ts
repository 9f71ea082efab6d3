import type { PartRun } from '../core/index.ts';

/**
 * Parts that looked at more than one subject, each once with what it found in all of them. One that ran nowhere, and one that left something out in one place, say so
 * still.
 */
export function sumOfParts(parts: readonly PartRun[]): readonly PartRun[] {
  const same = Map.groupBy(parts, ({ id, version }) => `${id} ${version}`);
  return [...same.values()].flatMap(sumOf);
}

function sumOf(same: readonly PartRun[]): readonly PartRun[] {
  const ran = same.filter(({ state }) => state !== 'not-run');
  const [first] = ran;
  if (first === undefined) return same.slice(0, 1);
  const sum = (pick: (part: PartRun) => number): number => ran.reduce((total, one) => total + pick(one), 0);
  const state = ran.some((one) => one.state === 'partly') ? 'partly' : 'complete';
  return [
    { ...first, files: sum(({ files }) => files), found: sum(({ found }) => found), state },
    ...same.filter((one) => one.state === 'not-run').slice(0, 1),
  ];
}
