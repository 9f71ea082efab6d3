import type { Conditions, Finding, Package, Report } from '../../core/index.ts';
import { packageOf } from '../../core/index.ts';
import { type EditOutcome, type EditPlan, planEdits, prepareWriters } from '../../phases/1-build/fix/index.ts';
import type { Session } from '../session/session.ts';
import { type Mending, meeting } from './choose.ts';
import { type NewLock, renewNpmLock } from './npm-lock.ts';
import { dockerfilesIn, type NotTaken, projectFiles } from './project-files.ts';

/** What becomes of a tree of sources. */
export interface TreePlan {
  readonly plan: EditPlan;
  readonly notTaken: readonly NotTaken[];
  /** Findings that stay of packages of which a tool chose the version, by the package's id. */
  readonly still: ReadonlyMap<string, readonly Finding[]>;
  /** The versions that it chose; empty where it needs the package no more. */
  readonly versions: ReadonlyMap<string, string>;
}

const isOfNpm = (path: string): boolean => /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/.test(path);
/** A name that npm takes for one, and for nothing else. */
const plainName = /^(?:@[a-z0-9~][\w.~-]*\/)?[a-z0-9~][\w.~-]*$/i;

/** The edits of the files of a tree, and of the lock files that npm makes anew of these. Nothing is written. */
export async function planTree(
  root: string | undefined,
  report: Report,
  mendings: readonly Mending[],
  conditions: readonly Conditions[],
  session: Session,
): Promise<TreePlan> {
  const still = new Map<string, readonly Finding[]>();
  const versions = new Map<string, string>();
  if (root === undefined) return { plan: { outcomes: [], files: [] }, notTaken: [], still, versions };
  await prepareWriters();
  const wanted = mendings.flatMap(({ found, to }) => (to === undefined ? [] : [{ found, to }]));
  const { files, notTaken } = await projectFiles(
    root,
    wanted.flatMap(({ found }) => found.paths),
  );
  let plan = planEdits(files, wanted);
  const left: NotTaken[] = [...notTaken, ...(await dockerfilesIn(root))];
  const locks = session.settings.offline ? [] : wanted.flatMap(({ found: { paths } }) => paths.filter(isOfNpm));
  for (const lock of new Set(locks)) {
    const own = plan.outcomes.filter(
      ({ wanted: { found }, state }) => isIn(found, lock) && (state !== 'kept' || found.direct === false),
    );
    const inherited = own.flatMap(({ wanted: { found }, state }) =>
      state === 'kept' && plainName.test(found.name) ? [found.name] : [],
    );
    if (own.length === 0) continue;
    const manifests = new Map(plan.files.map(({ path, text }) => [path, text]));
    const made = await renewNpmLock(root, lock, manifests, [...new Set(inherited)], session);
    const taken =
      'why' in made ? made : judgeLock(made, own, report, { mendings, conditions, now: session.settings.clock.now() });
    if ('why' in taken) {
      left.push({ path: lock, why: taken.why });
      continue;
    }
    for (const [id, findings] of taken.still) still.set(id, findings);
    for (const [id, version] of taken.versions) versions.set(id, version);
    plan = {
      outcomes: plan.outcomes.map((one) => taken.outcomes.get(one) ?? one),
      files: [
        ...plan.files,
        { path: lock, before: taken.made.before, text: taken.made.text, needs: plan.files.map(({ path }) => path) },
      ],
    };
  }
  return { plan, notTaken: left, still, versions };
}

const isIn = (found: Pick<Package, 'paths'>, lock: string): boolean => found.paths.includes(lock);

interface TakenLock {
  readonly made: NewLock;
  readonly outcomes: ReadonlyMap<EditOutcome, EditOutcome>;
  readonly still: ReadonlyMap<string, readonly Finding[]>;
  readonly versions: ReadonlyMap<string, string>;
}

/** What a new lock file clears, by a scan of it; one that clears nothing, or brings a finding that was not there, is not taken. */
function judgeLock(
  made: NewLock,
  own: readonly EditOutcome[],
  report: Report,
  { mendings, conditions, now }: { mendings: readonly Mending[]; conditions: readonly Conditions[]; now: Date },
): TakenLock | { readonly why: string } {
  const keyOf = (finding: Finding): string => `${packageOf(finding)?.name}\n${finding.id}`;
  const met = meeting(made.report, conditions, now);
  const stays = new Set(met.map(keyOf));
  const had = new Set(meeting(report, conditions, now).map(keyOf));
  const brought = met.find((one) => !had.has(keyOf(one)));
  if (brought !== undefined)
    return { why: `what npm makes of it brings ${brought.id} of ${packageOf(brought)?.name ?? 'another package'}` };
  const findings = new Map(mendings.map((one) => [one.found.id, one.findings]));
  const outcomes = new Map<EditOutcome, EditOutcome>();
  const still = new Map<string, readonly Finding[]>();
  const versions = new Map<string, string>();
  for (const one of own) {
    const found = one.wanted.found as Package;
    const all = findings.get(found.id) ?? [];
    const left = all.filter((finding) => stays.has(keyOf(finding)));
    if (left.length === all.length) continue;
    const [version = ''] = made.report.packages.flatMap(({ name, type, version: to }) =>
      name === found.name && type === found.type ? [to] : [],
    );
    still.set(found.id, left);
    versions.set(found.id, version);
    const { lock: _made, why: _known, tool: _done, ...rest } = one;
    const moved = { path: made.path, name: found.name, from: found.version, to: version };
    outcomes.set(one, { ...rest, state: 'edited', moved: [...one.moved, moved], wanted: { found, to: version } });
  }
  return outcomes.size === 0 ? { why: 'what npm makes of it clears nothing' } : { made, outcomes, still, versions };
}
