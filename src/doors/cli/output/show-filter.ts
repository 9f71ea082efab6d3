import { type Finding, isFixable } from '../../../core/index.ts';
import type { ShowFilter } from '../../../report/index.ts';
import { output } from '../catalogue/index.ts';
import type { Values } from '../values/values.ts';

/** What of a report is to be shown, as the user asked; undefined for all of it. */
export function showFilter(values: Values): ShowFilter | undefined {
  const wanted = values.list(output.severity).flat();
  const onlyFixed = values.on(output.onlyFixed);
  const bringer = values.value(output.broughtBy);
  if (wanted.length === 0 && !onlyFixed && bringer === undefined) return undefined;
  const text = [
    ...(wanted.length === 0 ? [] : [`--severity ${wanted.join(',')}`]),
    ...(onlyFixed ? ['--only-fixed'] : []),
    ...(bringer === undefined ? [] : [`--brought-by ${bringer}`]),
  ].join(' ');
  const shows = (finding: Finding): boolean =>
    (wanted.length === 0 || wanted.includes(finding.severity)) &&
    (!onlyFixed || finding.kind !== 'vulnerability' || isFixable(finding.fix) === true) &&
    // Of what nobody knows who brought it, nobody can say that it is not wanted.
    (bringer === undefined || finding.broughtBy === undefined || finding.broughtBy === bringer);
  return { text, shows };
}
