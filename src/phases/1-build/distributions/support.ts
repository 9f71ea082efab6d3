import type { Distribution } from '../../../core/index.ts';
import { endOfSupport } from './end-of-life.ts';
import type { Named } from './release-files.ts';
import { alpineBranch } from './releases.ts';

/** The end of security support of a distribution, and whether `now` is past that day; undefined when we have no date for it. */
export function supportOf(distribution: Named, now: Date): Distribution['endOfLife'] {
  const date = endDate(distribution);
  if (date === undefined) return undefined;
  const end = Date.parse(`${date}T23:59:59.999Z`);
  return { date, passed: now.getTime() > end };
}

function endDate(distribution: Named): string | undefined {
  const dates = endOfSupport.get(key(distribution));
  const version = alpineBranch(distribution) ?? distribution.version;
  if (dates === undefined || version === undefined) return undefined;
  // `9.4` of a maker that dates `9`, `2023.3.20240304` of one that dates `2023`: the most exact entry counts.
  const parts = version.split('.');
  for (let count = parts.length; count > 0; count--) {
    const date = dates[parts.slice(0, count).join('.')];
    if (date !== undefined) return date;
  }
  return undefined;
}

/** CentOS Stream calls itself `centos` like the CentOS Linux before it, and has dates of its own. */
function key({ id, prettyName }: Named): string {
  return id === 'centos' && prettyName?.includes('Stream') ? 'centos-stream' : id;
}
