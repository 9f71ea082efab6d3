import { defined, jsonText, type Package, type Report, subjectTitle } from '../../core/index.ts';
import type { ReportFormat, WorkflowRun, WriteOptions } from '../format.ts';

/** One package of a manifest ("Create a snapshot of dependencies for a repository", GitHub's REST API). */
interface Resolved {
  readonly package_url: string;
  readonly relationship?: 'direct' | 'indirect';
  readonly scope: 'runtime' | 'development';
  /** Package URLs of what it needs. */
  readonly dependencies: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly file?: { readonly source_location: string };
  readonly resolved: Readonly<Record<string, Resolved>>;
}

/** What GitHub asks of a snapshot that only the run knows, by the variables that tell it. */
const asked: readonly (readonly [member: string, variable: string, has: (run: WorkflowRun) => boolean])[] = [
  ['sha', 'GITHUB_SHA', ({ commit = '' }) => /^[0-9a-f]{40}$/.test(commit)],
  ['ref', 'GITHUB_REF', ({ ref = '' }) => ref.startsWith('refs/')],
  ['job.id', 'GITHUB_RUN_ID', ({ id = '' }) => id !== ''],
  ['job.correlator', 'GITHUB_WORKFLOW', ({ workflow = '' }) => workflow !== ''],
  ['job.correlator', 'GITHUB_JOB', ({ job = '' }) => job !== ''],
];

const missingIn = (run: WorkflowRun): typeof asked => asked.filter(([, , has]) => !has(run));

/**
 * Of all snapshots with one correlator GitHub heeds the newest, so that what is scanned is part of it: two images of one job would take one another's place.
 */
function jobOf({ id, workflow, job, page }: WorkflowRun, lacks: ReadonlySet<string>, report: Report): object {
  const correlator = `${workflow}_${job}_${subjectTitle(report.subject)}`;
  return {
    ...(lacks.has('job.id') ? {} : { id }),
    ...(lacks.has('job.correlator') ? {} : { correlator }),
    ...defined({ html_url: page }),
  };
}

/** A lock file is a manifest of its own; what is installed in an image is one manifest a kind, for no file of the repository lists it. */
function manifestOf({ evidence, path, type }: Package, title: string): Omit<Manifest, 'resolved'> {
  return evidence === 'declared' ? { name: path, file: { source_location: path } } : { name: `${title} (${type})` };
}

function resolvedOf(
  { purl, direct, development, dependencies = [] }: Package,
  purls: ReadonlyMap<string, string>,
  before: Resolved | undefined,
): Resolved {
  const needed = dependencies.flatMap((id) => purls.get(id) ?? []);
  const relationship = direct === undefined ? before?.relationship : direct ? 'direct' : 'indirect';
  return {
    package_url: purl,
    ...defined({ relationship: before?.relationship === 'direct' ? 'direct' : relationship }),
    // Wanted for more than development in one place is wanted at run time.
    scope: development === true && before?.scope !== 'runtime' ? 'development' : 'runtime',
    dependencies: [...new Set([...(before?.dependencies ?? []), ...needed])].sort(),
  };
}

function manifestsOf({ packages, subject }: Report): Readonly<Record<string, Manifest>> {
  const title = subjectTitle(subject);
  const purls = new Map(packages.map(({ id, purl }) => [id, purl]));
  const all = new Map<
    string,
    { readonly head: Omit<Manifest, 'resolved'>; readonly resolved: Map<string, Resolved> }
  >();
  for (const one of packages) {
    const head = manifestOf(one, title);
    const manifest = all.get(head.name) ?? { head, resolved: new Map<string, Resolved>() };
    all.set(head.name, manifest);
    manifest.resolved.set(one.purl, resolvedOf(one, purls, manifest.resolved.get(one.purl)));
  }
  return Object.fromEntries(
    [...all].map(([name, { head, resolved }]) => [name, { ...head, resolved: Object.fromEntries(resolved) }]),
  );
}

/** At most eight values, none of them a list. */
function metadataOf(report: Report, run: WorkflowRun): Readonly<Record<string, string | number>> {
  const { subject, coverage } = report;
  const incomplete = coverage.problems.filter((problem) => problem.incomplete).length;
  const missing = missingIn(run).map(([member, variable]) => `${member} (${variable})`);
  return {
    'seaworthy:subject': subjectTitle(subject),
    ...(subject.kind === 'image' ? { 'seaworthy:digest': subject.digest } : {}),
    ...(incomplete > 0 ? { 'seaworthy:problems-that-make-it-incomplete': incomplete } : {}),
    ...(coverage.unidentified.length > 0 ? { 'seaworthy:programs-not-identified': coverage.unidentified.length } : {}),
    ...(missing.length > 0 ? { 'seaworthy:missing': missing.join(', ') } : {}),
  };
}

function snapshot(report: Report, { workflow: run = {} }: WriteOptions): object {
  const lacks = new Set(missingIn(run).map(([member]) => member));
  return {
    version: 0,
    ...(lacks.has('sha') ? {} : { sha: run.commit }),
    ...(lacks.has('ref') ? {} : { ref: run.ref }),
    job: jobOf(run, lacks, report),
    detector: { name: report.tool.name, version: report.tool.version, url: `urn:${report.tool.name}:detector` },
    scanned: report.created,
    metadata: metadataOf(report, run),
    manifests: manifestsOf(report),
  };
}

/** A snapshot for GitHub's dependency graph: what is in it. Which commit it is of, the run of the workflow tells. */
export const githubFormat: ReportFormat = {
  id: 'github',
  version: 1,
  title: 'dependency snapshot for GitHub’s dependency graph',
  mediaType: 'application/json',
  tells: ['packages'],
  extension: 'github.json',
  lacks: ({ workflow = {} }) => {
    const variables = missingIn(workflow).map(([, variable]) => variable);
    return variables.length === 0
      ? undefined
      : `GitHub takes no snapshot without what the run of a workflow tells: ${variables.join(', ')} not set, or not as GitHub sets it`;
  },
  write: (report, options) => jsonText(snapshot(report, options)),
};
