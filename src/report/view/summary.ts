import {
  count,
  type Finding,
  group,
  isActionable,
  isExploited,
  isFixable,
  isIncomplete,
  isLeftOut,
  missedText,
  openFindings,
  packageOf,
  pathBeside,
  type Report,
  type Severity,
  type Unjudged,
} from '../../core/index.ts';
import { holdsSoftware } from './subject.ts';

/** The numbers of a report. */
export interface Summary {
  /** Findings that nobody has set aside. */
  readonly open: readonly Finding[];
  readonly setAside: readonly Finding[];
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** Different ids among the open findings. */
  readonly ids: number;
  /** Packages that open findings are about. */
  readonly packages: number;
  readonly exploited: number;
  /** There is a version without it. */
  readonly fixable: number;
  /** Something can be done today: a version, or a remedy. */
  readonly actionable: number;
}

/** Counts the findings of a report. */
export function summarise(report: Report): Summary {
  const open = openFindings(report);
  const isOpen = new Set(open);
  const bySeverity = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 };
  for (const finding of open) bySeverity[finding.severity] += 1;
  return {
    open,
    setAside: report.findings.filter((each) => !isOpen.has(each)),
    bySeverity,
    ids: new Set(open.map((each) => each.id)).size,
    packages: new Set(open.flatMap((each) => packageOf(each)?.id ?? [])).size,
    exploited: open.filter(isExploited).length,
    fixable: open.filter((each) => isFixable(each.fix) === true).length,
    actionable: open.filter((each) => isActionable(each.fix)).length,
  };
}

/** What a report without open findings means: only `clean` is good news. */
export interface ReportVerdict {
  readonly state: 'findings' | 'clean' | 'partly-judged' | 'not-judged';
  /** One line, without a full stop. */
  readonly line: string;
  /** What makes it less than it seems; empty when nothing does. */
  readonly but: readonly string[];
}

/** Packages that are judged neither by themselves nor as the package that brought them. */
const byNobody = ({ coverage }: Report): readonly Unjudged[] =>
  coverage.unjudged.filter(({ through }) => through === undefined);

/** The reason, when it is one for all; else where to read the reasons. */
function whyUnjudged(report: Report): string {
  const reasons = new Set(byNobody(report).map(({ why }) => why));
  const [only] = reasons;
  return reasons.size === 1 && only !== undefined ? only : 'why is told at the end';
}

/** The first thing to say about a report: what was found, or how much its silence is worth. */
export function verdict(report: Report): ReportVerdict {
  const { open, setAside, ids, packages } = summarise(report);
  const nothing = `Nothing found${setAside.length === 0 ? '' : ` but ${count(setAside.length, 'finding')} set aside`}`;
  const unjudged = byNobody(report).reduce((sum, each) => sum + each.packages, 0);
  const judged = Math.max(0, report.packages.length - unjudged);
  const but: string[] = [];
  if (isIncomplete(report.coverage)) {
    const missed = missedText(report.coverage.problems.filter(({ code }) => code !== 'E_END_OF_LIFE'));
    if (missed !== undefined) but.push(`The scan is incomplete: ${missed}`);
  }
  // Checks that could not look at all of it, although nothing is missing that they claim to judge: code of other languages.
  const partly = report.coverage.parts.filter(({ state }) => state === 'partly').length;
  if (partly > 0 && !holdsSoftware(report) && !isIncomplete(report.coverage))
    but.push(`${count(partly, 'check')} did not look at everything: see the notes`);
  if (unjudged > 0 && judged > 0) but.push(`${count(unjudged, 'package')} could not be judged: ${whyUnjudged(report)}`);
  if (report.coverage.parts.some(isLeftOut)) but.push('Some of it was left out as asked: see what this rests on');
  const unknown = report.coverage.unidentified.length;
  if (unknown > 0)
    but.push(
      `${count(unknown, 'program')} could not be identified: nothing is known of ${unknown === 1 ? 'it' : 'them'}`,
    );
  if (report.distribution?.endOfLife?.passed === true) {
    but.push('The distribution is past its end of life: its maker looks for no more flaws in it');
  }
  const { notJudged = 0, failOn = [], notKnown: lacking = [] } = report.threshold ?? {};
  // What is not known of findings; packages and kinds that nobody looked at are told by themselves.
  const notKnown = lacking.filter((word) => word !== 'unjudged' && !word.startsWith('kind='));
  if (notJudged > 0)
    but.push(
      `${count(notJudged, 'finding')} could not be judged by --fail-on ${failOn.join(' or ')} (not known: ${notKnown.join(', ')})`,
    );
  if (open.length > 0) {
    const different = ids === open.length ? '' : ` (${group(ids)} different)`;
    const others = new Set(
      open.flatMap((each) => (packageOf(each) === undefined ? [pathBeside(each, report.subject)] : [])),
    ).size;
    const where = [
      ...(packages === 0 ? [] : [count(packages, 'package')]),
      ...(others === 0 ? [] : [count(others, packages === 0 ? 'place' : 'other place')]),
    ];
    const harmful = new Set(open.flatMap((each) => (each.kind === 'malware' ? (packageOf(each)?.id ?? '') : []))).size;
    const malware = harmful === 0 ? '' : `, ${count(harmful, 'package')} of malware among them`;
    return {
      state: 'findings',
      line: `${count(open.length, 'finding')}${different} in ${where.join(' and ')}${malware}`,
      but,
    };
  }
  if (!holdsSoftware(report)) {
    if (but.length > 0)
      return {
        state: 'partly-judged',
        line: `${nothing} in what ${isIncomplete(report.coverage) ? 'could be read' : 'was looked at'}`,
        but,
      };
    return { state: 'clean', line: nothing, but };
  }
  if (report.packages.length === 0) {
    return { state: 'not-judged', line: 'Not judged: no packages were found, so there was nothing to look up', but };
  }
  if (judged === 0 && unjudged > 0)
    return {
      state: 'not-judged',
      line: `Not judged: ${count(unjudged, 'package')} could not be judged: ${whyUnjudged(report)}`,
      but,
    };
  if (report.coverage.sources.length === 0) {
    return {
      state: 'not-judged',
      line: `Not judged: no advisories were at hand for its ${count(report.packages.length, 'package')}`,
      but,
    };
  }
  const fixesOnly = report.coverage.problems.filter(({ code }) => code === 'E_FIXES_ONLY');
  if (but.length === 0 && fixesOnly.length > 0)
    return {
      state: 'partly-judged',
      line: `${nothing} that has a fix: ${count(judged, 'package')} judged`,
      but: [`Flaws without a fix are not known: ${fixesOnly.map(({ where }) => where).join(', ')} names fixes only`],
    };
  if (but.length > 0)
    return {
      state: 'partly-judged',
      line: `${nothing} in the ${count(judged, 'package')} that could be judged`,
      but,
    };
  const flaws = setAside.length === 0 ? ', none has a known flaw' : '';
  return { state: 'clean', line: `${nothing}: ${count(judged, 'package')} judged${flaws}`, but };
}
