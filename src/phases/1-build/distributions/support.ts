import type { Distribution } from '../../../core/index.ts';
import { knownDistribution } from './list.ts';
import type { Named } from './release-file.ts';

/** Whether support that lasts until this day, which still counts, has ended. */
export function hasEnded(date: string, now: Date): boolean {
  return now.getTime() > Date.parse(`${date}T23:59:59.999Z`);
}

/** The end of security support of a distribution, and whether `now` is past that day; undefined when we have no date for it. */
export function supportOf(distribution: Named, now: Date): Distribution['endOfLife'] {
  const date = endDate(distribution);
  if (date === undefined) return undefined;
  return { date, passed: hasEnded(date, now) };
}

function endDate(said: Named): string | undefined {
  const known = knownDistribution(said.id);
  const dates = typeof known?.endOfSupport === 'function' ? known.endOfSupport(said) : known?.endOfSupport;
  if (dates === undefined) return undefined;
  const release = releaseNames(said).find((name) => Object.hasOwn(dates, name));
  return release === undefined ? undefined : dates[release];
}

/** More parts than any release has: a version is the image's own word. */
const mostParts = 8;

/**
 * What makers may call the release that a version belongs to, the most exact first, which counts: `9.4` of a maker that dates `9`, `2023.3.20240304` of one
 * that dates `2023`.
 */
export function releaseNames(said: Named): readonly string[] {
  const version = knownDistribution(said.id)?.datedAs?.(said) ?? said.version;
  if (knownDistribution(said.id)?.datedExactly === true) return version === undefined ? [] : [version];
  const parts = version?.split('.').slice(0, mostParts) ?? [];
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
}
