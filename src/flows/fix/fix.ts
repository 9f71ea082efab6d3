import { statSync } from 'node:fs';
import {
  type Conditions,
  defined,
  type Finding,
  isIncomplete,
  listText,
  type Package,
  packageOf,
  type Report,
} from '../../core/index.ts';
import {
  type EditOutcome,
  type EditPlan,
  isBreaking,
  lineDiff,
  planEdits,
  prepareWriters,
} from '../../phases/1-build/fix/index.ts';
import { scan } from '../scan.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { at, byPackage, chooseVersions, judgeAgain, type Mending, meeting } from './choose.ts';
import { type FileFix, type Fixed, idsOf, type PackageFix } from './fix-result.ts';
import { projectFiles } from './project-files.ts';
import { writeFiles } from './write-files.ts';

export interface FixOptions {
  /** A finding that meets one of these lists is to go. */
  readonly conditions: readonly Conditions[];
  /** Rewrites the files; else they are only told. */
  readonly write: boolean;
}

/**
 * The lowest versions that clear the findings of a target that meet the conditions, and the fewest edits of its files that ask for these. The rewritten files are
 * read and judged again before anything is promised; nothing is run, and without `write` nothing is written.
 */
export function fix(target: string, { conditions, write }: FixOptions, given: Settings | Session): Promise<Fixed> {
  return inSession(given, async (outer) => {
    const settings = { ...outer.settings, record: false };
    return inSession(settings, async (session) => {
      const report = await scan(target, session);
      const now = settings.clock.now();
      const met = meeting(report, conditions, now);
      const mendings = await chooseVersions(report, conditions, session);
      const root = rootOf(target, report);
      await prepareWriters();
      const taken =
        root === undefined
          ? { files: [], notTaken: [] }
          : await projectFiles(
              root,
              mendings.flatMap(({ found, to }) => (to === undefined ? [] : found.paths)),
            );
      const wanted = mendings.flatMap(({ found, to }) => (to === undefined ? [] : [{ found, to }]));
      const plan: EditPlan = root === undefined ? { outcomes: [], files: [] } : planEdits(taken.files, wanted);
      const after = await judgedAfter(report, plan, session);
      const still = byPackage(meeting(after, conditions, now));
      const refused = root === undefined || !write ? new Map<string, string>() : await writeFiles(root, plan.files);
      const outcomes = new Map(plan.outcomes.map((one) => [(one.wanted.found as Package).id, one]));
      const packages = mendings.map((one) => packageFix(one, outcomes.get(one.found.id), still, refused));
      const cleared = (one: PackageFix): number => one.clears.length;
      const sum = (list: readonly PackageFix[]): number => list.reduce((all, one) => all + cleared(one), 0);
      const result = {
        schemaVersion: '1.0' as const,
        target,
        created: report.created,
        failOn: conditions.map(listText),
        files: plan.files.map((file) => fileFix(file, write, refused)),
        packages,
        notTaken: taken.notTaken,
        met: met.length,
        clears: sum(packages),
        afterLock: sum(packages.filter(({ lock }) => lock !== undefined)),
        incomplete: isIncomplete(report.coverage),
      };
      return { result, report: write ? standingAfter(report, plan, after, refused) : report };
    });
  });
}

/** The folder whose files may be rewritten: only that of a tree of sources on this machine. */
function rootOf(target: string, { subject }: Report): string | undefined {
  if (subject.kind !== 'files' || subject.content !== 'sources') return undefined;
  const folder = target.replace(/^dir:/, '');
  try {
    return statSync(folder).isDirectory() ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** The packages that move, in the versions that the rewritten files ask for. */
function movedPackages(report: Report, { outcomes }: EditPlan): readonly Package[] {
  const to = new Map<string, string>();
  for (const { wanted, moved, state } of outcomes) {
    for (const one of moved)
      for (const { id, name, version, paths } of report.packages)
        if (name === one.name && version === one.from && paths.includes(one.path)) to.set(id, one.to);
    if (state !== 'kept') to.set((wanted.found as Package).id, wanted.to);
  }
  return report.packages.flatMap((found) => {
    const version = to.get(found.id);
    return version === undefined ? [] : [at(found, version)];
  });
}

async function judgedAfter(report: Report, plan: EditPlan, session: Session): Promise<Report> {
  const packages = movedPackages(report, plan);
  return packages.length === 0 ? { ...report, findings: [], packages } : judgeAgain(report, packages, session);
}

function packageFix(
  { found, findings, to }: Mending,
  outcome: EditOutcome | undefined,
  still: ReadonlyMap<string, readonly Finding[]>,
  refused: ReadonlyMap<string, string>,
): PackageFix {
  const { name, type, version: installed, paths } = found;
  const left = idsOf(still.get(found.id) ?? []);
  const ids = idsOf(findings);
  const stopped = outcome?.moved.flatMap(({ path }) => refused.get(path) ?? [])[0];
  const state = stopped === undefined ? (outcome?.state ?? 'kept') : 'kept';
  const clears = state === 'kept' ? [] : ids.filter((id) => !left.includes(id));
  const alsoMoved = outcome?.moved
    .filter((one) => one.name !== name)
    .map(({ name: other, from, to: by }) => ({ name: other, from, to: by }));
  const why = state === 'kept' ? (stopped ?? whyKept(to, outcome)) : undefined;
  return {
    name,
    type,
    installed,
    paths,
    ...defined({ to }),
    ...(to !== undefined && isBreaking(installed, to) ? { isBreaking: true as const } : {}),
    state,
    findings: ids,
    clears,
    ...defined({ why, next: state === 'kept' ? findings[0]?.fix.advice : undefined }),
    ...(state === 'kept' ? {} : defined({ lock: outcome?.lock, afterwards: outcome?.afterwards })),
    ...(alsoMoved === undefined || alsoMoved.length === 0 ? {} : { alsoMoved }),
  };
}

function whyKept(to: string | undefined, outcome: EditOutcome | undefined): string {
  if (to === undefined) return 'no version is known that is newer and without it';
  return (
    outcome?.why ?? 'only the files of a tree of sources are rewritten: an image is built anew from what it is made of'
  );
}

function fileFix(
  { path, text, before }: EditPlan['files'][number],
  write: boolean,
  refused: ReadonlyMap<string, string>,
): FileFix {
  const why = refused.get(path);
  const state = why !== undefined ? 'refused' : write ? 'written' : 'proposed';
  return { path, diff: lineDiff(path, before, text), state, ...defined({ why }) };
}

/** What holds once files were written: of packages whose lock file is not made anew, what held before. */
function standingAfter(report: Report, plan: EditPlan, after: Report, refused: ReadonlyMap<string, string>): Report {
  const locked = new Set(
    plan.outcomes.flatMap(({ lock, wanted }) => (lock === undefined ? [] : [(wanted.found as Package).id])),
  );
  const stopped = new Set(
    plan.outcomes.flatMap(({ moved, wanted }) =>
      moved.some(({ path }) => refused.has(path)) ? [(wanted.found as Package).id] : [],
    ),
  );
  const done = new Set(after.packages.map(({ id }) => id).filter((id) => !locked.has(id) && !stopped.has(id)));
  const isDone = (finding: Finding): boolean => done.has(packageOf(finding)?.id ?? '');
  const findings = [...report.findings.filter((one) => !isDone(one)), ...after.findings.filter(isDone)];
  return { ...report, findings };
}
