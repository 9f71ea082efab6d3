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
  SeaworthyError,
} from '../../core/index.ts';
import { type EditOutcome, type EditPlan, isBreaking, lineDiff } from '../../phases/1-build/fix/index.ts';
import { scan } from '../scan.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { at, byPackage, chooseVersions, judgeAgain, type Mending, meeting } from './choose.ts';
import { type FileFix, type Fixed, idsOf, type PackageFix } from './fix-result.ts';
import { broughtBy, type ImageSources, planImage, whyInImage } from './image-plan.ts';
import { planTree } from './tree-plan.ts';
import { writeFiles } from './write-files.ts';

export interface FixOptions {
  /** A finding that meets one of these lists is to go. */
  readonly conditions: readonly Conditions[];
  /** Rewrites the files; else they are only told. */
  readonly write: boolean;
  /** Of an image: what it is made from. */
  readonly sources?: ImageSources;
}

/**
 * The lowest versions that clear the findings of a target that meet the conditions, and the fewest edits of its files that ask for these. The rewritten files are
 * read and judged again before anything is promised; nothing is run, and without `write` nothing is written.
 */
export function fix(
  target: string,
  { conditions, write, sources = {} }: FixOptions,
  given: Settings | Session,
): Promise<Fixed> {
  return inSession(given, async (outer) => {
    const settings = { ...outer.settings, record: false };
    return inSession(settings, async (session) => {
      const report = await scan(target, session);
      const now = settings.clock.now();
      const met = meeting(report, conditions, now);
      const mendings = await chooseVersions(report, conditions, session);
      const isImage = report.subject.kind === 'image';
      if (!isImage && (sources.dockerfile !== undefined || sources.base !== undefined))
        throw new SeaworthyError('E_USAGE', 'a Dockerfile and a base are those of an image', { where: target });
      const ofImage = isImage ? await planImage(report, mendings, sources, conditions, session) : undefined;
      const root = ofImage === undefined ? rootOf(target, report) : ofImage.root;
      const planned = ofImage ?? (await planTree(root, report, mendings, conditions, session));
      const { plan, versions } = planned;
      const after = await judgedAfter(report, plan, session);
      const still = new Map([...byPackage(meeting(after, conditions, now)), ...planned.still]);
      const refused = root === undefined || !write ? new Map<string, string>() : await writeFiles(root, plan.files);
      const outcomes = new Map(plan.outcomes.map((one) => [(one.wanted.found as Package).id, one]));
      const packages = mendings.map((one) => {
        const outcome = outcomes.get(one.found.id);
        const otherwise = isImage
          ? whyInImage(one.found, report, sources.dockerfile !== undefined)
          : 'only the files of a tree of sources are rewritten';
        const told = inVersion(
          packageFix(one, outcome, { still, refused, otherwise, report }),
          versions.get(one.found.id),
        );
        return isImage ? { ...told, isImage, ...defined({ broughtBy: broughtBy(one.found, report) }) } : told;
      });
      const sum = (list: readonly PackageFix[]): number => list.reduce((all, { clears }) => all + clears.length, 0);
      const result = {
        schemaVersion: '1.0' as const,
        target,
        created: report.created,
        failOn: conditions.map(listText),
        files: plan.files.map((file) => fileFix(file, write, refused)),
        packages,
        notTaken: 'notTaken' in planned ? planned.notTaken : [],
        ...defined({ base: ofImage?.base }),
        met: met.length,
        clears: sum(packages),
        afterLock: sum(packages.filter(({ lock }) => lock !== undefined)),
        incomplete: isIncomplete(report.coverage),
        missed: missedOf(report),
      };
      return { result, report: write ? standingAfter(report, plan, after, refused) : report };
    });
  });
}

/** What a scan says that keeps it from being whole; and that there was nothing to judge, which is no good news. */
function missedOf({ coverage: { problems }, packages }: Report): readonly string[] {
  const missed = problems.filter(({ incomplete }) => incomplete).map(({ where, message }) => `${where}: ${message}`);
  return packages.length > 0 ? missed : ['no packages were found, so there was nothing to judge', ...missed];
}

/** A package for which a base or a tool chose the version; one that neither has any more is gone. */
function inVersion(told: PackageFix, version: string | undefined): PackageFix {
  if (version === undefined || told.state === 'kept') return told;
  const { to: _lowest, isBreaking: _breaking, ...rest } = told;
  if (version === '') return rest;
  return { ...rest, to: version, ...(isBreaking(told.installed, version) ? { isBreaking: true as const } : {}) };
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
    return version === undefined || version === '' ? [] : [at(found, version)];
  });
}

async function judgedAfter(report: Report, plan: EditPlan, session: Session): Promise<Report> {
  const packages = movedPackages(report, plan);
  return packages.length === 0 ? { ...report, findings: [], packages } : judgeAgain(report, packages, session);
}

const noVersion = 'no version is known that is newer and without it';

/** Nothing is said twice: what the tool of a lock file does is more than that somebody should. */
function nextOf(outcome: EditOutcome | undefined, findings: readonly Finding[]): string | undefined {
  return outcome?.tool === undefined ? findings[0]?.fix.advice : `Run \`${outcome.tool}\`.`;
}

interface Told {
  readonly still: ReadonlyMap<string, readonly Finding[]>;
  readonly refused: ReadonlyMap<string, string>;
  readonly otherwise: string;
  readonly report: Report;
}

/** Those of the same lock file that need a package: in which versions they take it is not known. */
const neededBy = ({ id, paths }: Package, { packages }: Report): readonly string[] =>
  packages
    .filter((other) => other.dependencies?.includes(id) === true && other.paths.some((one) => paths.includes(one)))
    .map(({ name, version }) => `${name} ${version}`);

function packageFix(
  { found, findings, to }: Mending,
  outcome: EditOutcome | undefined,
  { still, refused, otherwise, report }: Told,
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
  const others = state === 'kept' || outcome?.lock === undefined ? [] : neededBy(found, report);
  const why = state === 'kept' ? (stopped ?? (to === undefined ? noVersion : (outcome?.why ?? otherwise))) : undefined;
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
    ...defined({ why, next: state === 'kept' ? nextOf(outcome, findings) : undefined }),
    ...(state === 'kept' ? {} : defined({ lock: outcome?.lock, afterwards: outcome?.afterwards })),
    ...(others.length === 0 ? {} : { alsoNeededBy: others }),
    ...(alsoMoved === undefined || alsoMoved.length === 0 ? {} : { alsoMoved }),
  };
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

/** What holds once files were written: of packages whose lock file or image is not made anew, what held before. */
function standingAfter(report: Report, plan: EditPlan, after: Report, refused: ReadonlyMap<string, string>): Report {
  const idOf = ({ wanted }: EditOutcome): string => (wanted.found as Package).id;
  const open = plan.outcomes.filter(
    ({ lock, moved, state }) => state === 'kept' || lock !== undefined || moved.some(({ path }) => refused.has(path)),
  );
  const undone = new Set(open.map(idOf));
  const done = new Set(
    [...after.packages.map(({ id }) => id), ...plan.outcomes.map(idOf)].filter((id) => !undone.has(id)),
  );
  const isDone = (finding: Finding): boolean => done.has(packageOf(finding)?.id ?? '');
  const findings = [...report.findings.filter((one) => !isDone(one)), ...after.findings.filter(isDone)];
  return { ...report, findings };
}
