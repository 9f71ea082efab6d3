import type { Distribution } from '../../../core/index.ts';
import { knownDistribution } from './list.ts';
import type { Named } from './release-file.ts';

/** The end of security support of a distribution, and whether `now` is past that day; undefined when we have no date for it. */
export function supportOf(distribution: Named, now: Date): Distribution['endOfLife'] {
  const date = endDate(distribution);
  if (date === undefined) return undefined;
  const end = Date.parse(`${date}T23:59:59.999Z`);
  return { date, passed: now.getTime() > end };
}

function endDate(said: Named): string | undefined {
  const known = knownDistribution(said.id);
  const dates = typeof known?.endOfSupport === 'function' ? known.endOfSupport(said) : known?.endOfSupport;
  const version = known?.datedAs?.(said) ?? said.version;
  if (dates === undefined || version === undefined) return undefined;
  // `9.4` of a maker that dates `9`, `2023.3.20240304` of one that dates `2023`: the most exact entry counts.
  const parts = version.split('.');
  for (let count = parts.length; count > 0; count--) {
    const key = parts.slice(0, count).join('.');
    if (Object.hasOwn(dates, key)) return dates[key];
  }
  return undefined;
}
