import { exploitationOf, type Finding, packageOf } from './finding.ts';
import { fixVersions } from './fix.ts';
import { placeOf } from './location.ts';
import { pairOff } from './pair-off.ts';
import { type Report, timeOf } from './report.ts';
import { setAsideBy } from './suppression.ts';

/** What may differ between two looks at the same fact. */
export type FindingAspect = 'severity' | 'fix' | 'risk' | 'version' | 'exploited' | 'suppression';

export interface AspectChange {
  readonly aspect: FindingAspect;
  /** As a person would say it: `high`, `fixed in 1.2.3`, `81.3`. */
  readonly from: string;
  readonly to: string;
}

/** The same fact in both reports, judged otherwise. */
export interface ChangedFinding {
  readonly before: Finding;
  readonly after: Finding;
  readonly changes: readonly AspectChange[];
}

export interface FindingsDiff {
  /** In the order of the report they are from: riskiest first. */
  readonly appeared: readonly Finding[];
  readonly gone: readonly Finding[];
  readonly changed: readonly ChangedFinding[];
  /** Facts that both reports hold and judge the same. */
  readonly unchanged: number;
}

const risk = (score: number): string => (Math.round(score * 10) / 10).toFixed(1);

/** Each aspect as text; equal text is no change. */
const aspects: Readonly<Record<FindingAspect, (finding: Finding, now: Date) => string>> = {
  severity: ({ severity }) => severity,
  fix: ({ fix }) => [fix.state, fixVersions(fix).join(', ')].filter(Boolean).join(' in '),
  risk: (finding) => risk(finding.risk.score),
  version: (finding) => packageOf(finding)?.version ?? '',
  exploited(finding) {
    const { known } = exploitationOf(finding);
    return known === undefined ? 'not known' : `since ${known.added}`;
  },
  suppression(finding, now) {
    const aside = setAsideBy(finding, now);
    return aside === undefined ? 'none' : `${aside.by}: ${aside.reason}`;
  },
};

function changesBetween(before: Finding, after: Finding, [then, now]: readonly [Date, Date]): AspectChange[] {
  return Object.entries(aspects).flatMap(([aspect, say]) => {
    const [from, to] = [say(before, then), say(after, now)];
    return from === to ? [] : [{ aspect: aspect as FindingAspect, from, to }];
  });
}

/** Where several findings share a fingerprint (a package that is there twice), those of the same package and place belong together. */
const place = (finding: Finding): string =>
  JSON.stringify([packageOf(finding)?.version, placeOf(finding.location).path]);

/** Findings, and when they were judged. */
type Side = Pick<Report, 'created' | 'findings'>;

/** Facts are the same when their fingerprints are, whatever version, layer or line they are in. */
export function diffFindings(a: Side, b: Side): FindingsDiff {
  const [before, after] = [a.findings, b.findings];
  const times = [timeOf(a), timeOf(b)] as const;
  const old = new Set(before);
  const young = new Set(after);
  const pairs = [
    ...pairOff(old, young, (finding) => `${finding.fingerprint} ${place(finding)}`),
    ...pairOff(old, young, ({ fingerprint }) => fingerprint),
  ];
  const changed = pairs
    .map(([from, to]) => ({ before: from, after: to, changes: changesBetween(from, to, times) }))
    .filter(({ changes }) => changes.length > 0);
  const rank = new Map(after.map((finding, index) => [finding, index]));
  return {
    appeared: [...young],
    gone: [...old],
    changed: changed.sort((a, b) => (rank.get(a.after) ?? 0) - (rank.get(b.after) ?? 0)),
    unchanged: pairs.length - changed.length,
  };
}
