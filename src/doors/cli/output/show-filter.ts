import { type Finding, isFixable } from '../../../core/index.ts';
import type { ShowFilter } from '../../../report/index.ts';
import { output } from '../catalogue/index.ts';
import type { Values } from '../values/values.ts';

/** What of a report is to be shown, as the user asked; undefined for all of it. */
export function showFilter(values: Values): ShowFilter | undefined {
  const wanted = values.list(output.severity).flat();
  const onlyFixed = values.on(output.onlyFixed);
  if (wanted.length === 0 && !onlyFixed) return undefined;
  const text = [
    ...(wanted.length === 0 ? [] : [`--severity ${wanted.join(',')}`]),
    ...(onlyFixed ? ['--only-fixed'] : []),
  ].join(' ');
  const shows = (finding: Finding): boolean =>
    (wanted.length === 0 || wanted.includes(finding.severity)) &&
    (!onlyFixed || finding.kind !== 'vulnerability' || isFixable(finding.fix) === true);
  return { text, shows };
}
