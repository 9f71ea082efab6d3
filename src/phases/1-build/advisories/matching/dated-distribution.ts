import {
  type Distribution,
  defined,
  type EndOfLife,
  type Problem,
  plainDistributionName,
} from '../../../../core/index.ts';
import { hasEnded } from '../../distributions/index.ts';
import type { Feed } from '../feed.ts';
import type { OpenPartitions } from './partitions.ts';

/**
 * The distribution with the end of support that a source at hand tells, whose word it is then. A date that is ours as well stays ours; ours stands beside one
 * that is another, so that nothing is shortened or extended unseen.
 */
export function datedDistribution(
  distribution: Distribution | undefined,
  feeds: readonly Feed[],
  partitions: OpenPartitions,
  now: Date,
): Distribution | undefined {
  const told = distribution && toldEnd(distribution, feeds, partitions);
  if (distribution === undefined || told === undefined) return distribution;
  const builtIn = builtInDate(distribution.endOfLife);
  const { date, source } = told;
  const endOfLife: EndOfLife = {
    date,
    passed: hasEnded(date, now),
    ...(date === builtIn ? {} : { source, ...defined({ builtIn }) }),
  };
  return { ...distribution, endOfLife };
}

/** Our own date: an inventory that was stored after it was judged may have another's in its place. */
const builtInDate = (end: EndOfLife | undefined): string | undefined =>
  end?.source === undefined ? end?.date : end.builtIn;

/** What the first source that has the release tells, by the most exact of its names. */
function toldEnd(
  distribution: Distribution,
  feeds: readonly Feed[],
  partitions: OpenPartitions,
): { readonly date: string; readonly source: string } | undefined {
  for (const feed of feeds) {
    const asked = feed.ends?.(distribution);
    const from = asked && partitions.get(asked.partition);
    if (asked === undefined || from === undefined) continue;
    const records = asked.keys.flatMap((key) => partitions.advisories(from, key));
    const date = records.find(({ supportEnds }) => supportEnds !== undefined)?.supportEnds;
    if (date !== undefined) return { date, source: feed.publisher };
  }
  return undefined;
}

/** That somebody tells another date than ours, and which one counts. */
export function otherDateProblem(distribution: Distribution | undefined): Problem | undefined {
  const { date, source, builtIn } = distribution?.endOfLife ?? {};
  if (distribution === undefined || source === undefined || builtIn === undefined) return undefined;
  return {
    code: 'E_END_OF_LIFE',
    message: `support of ${plainDistributionName(distribution)} ends on ${date}, says ${source}, and that counts here; the date built in is ${builtIn}`,
    where: distribution.path,
    part: 'advisories',
    incomplete: false,
  };
}
