import {
  dayOf,
  type FilesSubject,
  type FindingKind,
  formatPlatform,
  type Report,
  shortDigest,
  subjectSort,
} from '../../core/index.ts';

/** How long the maker looks after the distribution; `ended` is to be said aloud. */
export function supportOf(report: Report): {
  readonly state: 'ended' | 'supported' | 'unknown';
  readonly text: string;
} {
  const { distribution } = report;
  if (distribution === undefined) return { state: 'unknown', text: 'distribution not recognised' };
  const end = distribution.endOfLife;
  if (end === undefined) return { state: 'unknown', text: 'end of support not known' };
  const ours = end.builtIn === undefined ? '' : `; the date built in is ${dayOf(end.builtIn)}`;
  const whose = end.source === undefined ? '' : `, says ${end.source}${ours}`;
  return end.passed
    ? { state: 'ended', text: `END OF LIFE since ${dayOf(end.date)}${whose}` }
    : { state: 'supported', text: `supported until ${dayOf(end.date)}${whose}` };
}

/** Kind, short digest and platform of what was scanned, as far as it has them. */
export function subjectFacts(report: Report): readonly string[] {
  const { subject } = report;
  if (isSourceTree(report)) {
    const { revision } = report.subject;
    return ['source tree', ...(revision === undefined ? [] : [`commit ${revision.slice(0, 12)}`])];
  }
  if (subject.kind !== 'image') return [subjectSort(subject)];
  return ['image', shortDigest(subject.digest), formatPlatform(subject.platform)];
}

/** What is told of packages; the rest of what lies in files. */
const ofPackages: readonly FindingKind[] = ['vulnerability', 'malware', 'licence'];

/**
 * Whether the subject is something that software is installed in: only there do packages, layers and advisories mean anything. Not so a machine or sources of
 * which nothing was looked at but what ran, or what is written.
 */
export function holdsSoftware({ subject, packages, coverage: { lookedFor } }: Report): boolean {
  const aboutPackages = lookedFor.length === 0 || lookedFor.some((kind) => ofPackages.includes(kind));
  if (subject.kind === 'host') return aboutPackages;
  if (subjectSort(subject) === 'sources' && packages.length === 0) return aboutPackages;
  return subject.kind === 'image' || ['directory', 'sources', 'sbom'].includes(subjectSort(subject));
}

/** Whether it tells of files that say what is meant to be there: it has no layers and is no system. */
export function isSourceTree(report: Report): report is Report & { readonly subject: FilesSubject } {
  const { subject } = report;
  return subject.kind === 'files' && subject.content === 'sources';
}
