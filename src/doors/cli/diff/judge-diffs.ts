import {
  type Basis,
  type Conditions,
  count,
  type Finding,
  type FindingsDiff,
  kindsNotLookedFor,
  limitsText,
  openFacts,
  SeaworthyError,
  type Standing,
  standing,
  standingOfUnjudged,
} from '../../../core/index.ts';
import { allowPartial, failOn } from '../catalogue/output-flags.ts';
import type { Context } from '../command.ts';
import { notJudgedText, unjudgedPackages, waysOut } from '../output/not-judged.ts';

/** What changed, and what the later side had to judge by. */
export interface JudgedDiff {
  readonly findings: Pick<FindingsDiff, 'appeared' | 'changed'>;
  readonly basis: Basis;
  /** When the earlier side was judged (ISO 8601): what was set aside then and is no longer stands worse by that. */
  readonly since: string;
  /** Packages that nobody could judge now, beyond as many as were there before. */
  readonly unjudged: number;
}

const rank: Readonly<Record<Standing, number>> = { none: 0, open: 1, meets: 2 };

/** Findings that stand so against the conditions now, and stood better before: those that appeared, and those that changed. */
export function newlyStanding(
  how: Exclude<Standing, 'none'>,
  { findings: { appeared, changed }, basis, since }: JudgedDiff,
  lists: readonly Conditions[],
  now: Date,
): readonly Finding[] {
  const then = new Date(since);
  const of = (finding: Finding, at: Date = now): Standing => standing(finding, lists, basis, at);
  return [
    ...appeared.filter((finding) => of(finding) === how),
    ...changed
      .filter(({ before, after }) => of(after) === how && rank[of(before, then)] < rank[how])
      .map(({ after }) => after),
  ];
}

/**
 * The exit code of a comparison, told in one line: 3 when something newly breaks the threshold, else 5 when one of the sides was incomplete or too little
 * is known of what is new, else 0. `missed` are what was incomplete, as texts.
 */
export function judgeDiffs(
  diffs: readonly JudgedDiff[],
  missed: readonly string[],
  { log, settings, values }: Context,
): number {
  const lists = values.list(failOn);
  refuseNew(lists);
  const now = settings.clock.now();
  const limits = limitsText(lists);
  const found = diffs.reduce((sum, diff) => sum + newlyStanding('meets', diff, lists, now).length, 0);
  const open = diffs.map((diff) => ({ basis: diff.basis, findings: newlyStanding('open', diff, lists, now) }));
  const unjudged = diffs.reduce((sum, diff) => sum + diff.unjudged, 0);
  const howUnjudged = unjudged === 0 ? 'none' : standingOfUnjudged(lists);
  const notJudged = {
    findings: open.reduce((sum, { findings }) => sum + findings.length, 0),
    facts: [...new Set(open.flatMap(({ basis, findings }) => openFacts(findings, lists, basis, now)))],
    kinds: [...new Set(diffs.flatMap(({ basis }) => kindsNotLookedFor(lists, basis)))],
    packages: howUnjudged === 'open' ? unjudged : 0,
  };
  const told = notJudgedText(notJudged, limits);
  const incomplete =
    missed.length === 0 ? '' : `incomplete: ${missed.slice(0, 3).join(', ')}${missed.length > 3 ? ' …' : ''}`;
  if (found > 0 || howUnjudged === 'meets') {
    const broken = [
      found > 0 ? `${count(found, 'finding newly meets', 'findings newly meet')} --fail-on ${limits}` : '',
      howUnjudged === 'meets' ? `${unjudgedPackages(unjudged)}, which --fail-on ${limits} counts` : '',
    ];
    log.note([...broken, incomplete, told ?? ''].filter((one) => one !== '').join('; '));
    return 3;
  }
  if ((incomplete === '' && told === undefined) || values.on(allowPartial)) return 0;
  const parts = [
    ...(incomplete === '' ? [] : [`${incomplete} (--allow-partial accepts it)`]),
    ...(told === undefined ? [] : [`not assessed: ${told}: ${waysOut(notJudged)}`]),
  ];
  log.note(parts.join('; '));
  return 5;
}

/** What is new is all that is judged here: to ask for it would leave every finding open, for there is no third report. */
function refuseNew(lists: readonly Conditions[]): void {
  const asking = lists.flat().find(({ term }) => term?.asksBaseline);
  if (asking === undefined) return;
  throw new SeaworthyError('E_USAGE', `--fail-on ${asking.text}: what is new is all that is judged here`, {
    next: 'Leave it out.',
  });
}
