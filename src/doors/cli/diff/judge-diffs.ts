import type { Finding } from '../../../core/index.ts';
import type { FindingsDiff } from '../../../flows/index.ts';
import { allowPartial, failOn } from '../catalogue/output-flags.ts';
import type { Context } from '../command.ts';
import { breaking, type Conditions } from '../output/threshold.ts';

/** Findings that meet the conditions now and did not before: those that appeared, and those that changed. */
export function newlyBreaking(
  { appeared, changed }: Pick<FindingsDiff, 'appeared' | 'changed'>,
  lists: readonly Conditions[],
  now: Date,
): readonly Finding[] {
  const breaks = (finding: Finding): boolean => breaking([finding], lists, now).length > 0;
  return [
    ...appeared.filter(breaks),
    ...changed.filter(({ before, after }) => breaks(after) && !breaks(before)).map(({ after }) => after),
  ];
}

/**
 * The exit code of a comparison, told in one line: 3 when something newly breaks the threshold, else 5 when one of the sides was incomplete, else 0.
 * `missed` are what was incomplete, as texts.
 */
export function judgeDiffs(
  diffs: readonly Pick<FindingsDiff, 'appeared' | 'changed'>[],
  missed: readonly string[],
  { log, settings, values }: Context,
): number {
  const lists = values.list(failOn);
  const now = settings.clock.now();
  const found = diffs.reduce((sum, diff) => sum + newlyBreaking(diff, lists, now).length, 0);
  const incomplete =
    missed.length === 0 ? '' : `incomplete: ${missed.slice(0, 3).join(', ')}${missed.length > 3 ? ' …' : ''}`;
  if (found > 0) {
    const limits = lists.map((list) => list.map(({ text }) => text).join(',')).join(' or ');
    const besides = incomplete === '' ? '' : `; ${incomplete}`;
    log.note(`${found === 1 ? '1 finding newly meets' : `${found} findings newly meet`} --fail-on ${limits}${besides}`);
    return 3;
  }
  if (incomplete === '' || values.on(allowPartial)) return 0;
  log.note(`${incomplete} (--allow-partial accepts it)`);
  return 5;
}
