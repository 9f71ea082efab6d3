import {
  type Basis,
  type Conditions,
  count,
  defined,
  type ExitCode,
  isIncomplete,
  judgedByNobody,
  kindsNotLookedFor,
  limitsText,
  listText,
  missedText,
  openFacts,
  type Report,
  standing,
  standingOfUnjudged,
  type Threshold,
} from '../../../core/index.ts';
import { type NotJudged, notJudgedText, unjudgedPackages, waysOut } from './not-judged.ts';

/** What was found before. */
export interface Baseline {
  /** Fingerprints. */
  readonly known: ReadonlySet<string>;
  /** Whose findings these are, and when they were told. */
  readonly name: string;
  readonly created: string;
}

/** What decides about the exit code besides the report. */
export interface ExitVerdict {
  readonly code: ExitCode;
  /** One line for people, when it is not 0. */
  readonly because?: string;
  /** How the findings stand against `--fail-on`, where it was given. */
  readonly threshold?: Threshold;
}

/**
 * 3 when a finding breaks the threshold, else 5 when something was missed or too little is known to hold the threshold against it, else 0. A broken
 * threshold is certain, whatever was missed; that something was missed is said besides.
 */
export function judge(
  report: Report,
  failOn: readonly Conditions[],
  allowPartial: boolean,
  now: Date,
  baseline?: Baseline,
): ExitVerdict {
  const { coverage, findings } = report;
  const basis: Basis = { ...coverage, ...defined({ baseline: baseline?.known }) };
  const stands = findings.map((finding) => ({ finding, how: standing(finding, failOn, basis, now) }));
  const met = stands.filter(({ how }) => how === 'meets').length;
  const open = stands.filter(({ how }) => how === 'open').map(({ finding }) => finding);
  const limits = limitsText(failOn);
  const unjudged = judgedByNobody(coverage);
  const howUnjudged = unjudged === 0 ? 'none' : standingOfUnjudged(failOn);
  const notJudged: NotJudged = {
    findings: open.length,
    facts: openFacts(open, failOn, basis, now),
    kinds: kindsNotLookedFor(failOn, coverage),
    packages: howUnjudged === 'open' ? unjudged : 0,
  };
  const told = notJudgedText(notJudged, limits);
  const threshold: Threshold = {
    failOn: failOn.map(listText),
    met,
    notJudged: open.length,
    notKnown: [
      ...notJudged.facts,
      ...(howUnjudged === 'none' ? [] : ['unjudged']),
      ...notJudged.kinds.map((kind) => `kind=${kind}`),
    ],
    ...defined({ baseline: baseline && { name: baseline.name, created: baseline.created } }),
  };
  const verdict = failOn.length === 0 ? {} : { threshold };
  const incomplete = isIncomplete(coverage);
  if (met > 0 || howUnjudged === 'meets') {
    const parts = [
      met > 0 ? `${count(met, 'finding meets', 'findings meet')} --fail-on ${limits}` : '',
      howUnjudged === 'meets' ? `${unjudgedPackages(unjudged)}, which --fail-on ${limits} counts` : '',
      incomplete ? 'the scan is also incomplete' : '',
      told ?? '',
    ];
    return { ...verdict, code: 3, because: parts.filter((one) => one !== '').join('; ') };
  }
  if (allowPartial || (!incomplete && told === undefined)) return { ...verdict, code: 0 };
  const missed = missedText(coverage.problems);
  const parts = [
    ...(missed === undefined ? [] : [`incomplete: ${missed} (see coverage; --allow-partial accepts it)`]),
    ...(told === undefined ? [] : [`not assessed: ${told}: ${waysOut(notJudged)}`]),
  ];
  return { ...verdict, code: 5, because: parts.join('; ') };
}
