import { count, type Distribution, type Package, type Problem } from '../../../../core/index.ts';
import { packageTypeOf } from '../../distributions/index.ts';
import { isNotForUse, isSystemType } from '../../ecosystems/index.ts';
import type { TraceGroup } from './find-traces.ts';
import type { OwnedPaths } from './owned-paths.ts';

/** Problems of one kind of database that are told one by one. */
const mostRoots = 20;

export interface UnreadInput {
  readonly groups: readonly TraceGroup[];
  readonly packages: readonly Package[];
  readonly owners: OwnedPaths;
  readonly distribution: Distribution | undefined;
  /** Whether somebody reads a file at this path: then it is empty, or stands below another root. */
  readonly isWanted: (path: string) => boolean;
  /** Files of which it was told what they prove; lock files and the like that somebody has read as that. A database that names nothing is told all the same. */
  readonly read: ReadonlySet<string>;
  /** Files of which it was told why nobody could read them. */
  readonly refused: ReadonlySet<string>;
}

export interface Unread {
  readonly problems: readonly Problem[];
  /** Folders that are full of what was told; the empty text is the root. */
  readonly covered: readonly string[];
}

/**
 * Traces of software that no extractor took a package from, as problems that make the result incomplete: without them an image full of such software
 * would look like one that has none.
 */
export function unreadSoftware(input: UnreadInput): Unread {
  const taken = takenFrom(input.packages);
  const problems: Problem[] = [];
  const covered: string[] = [];
  const told = new Map<string, number>();
  for (const group of input.groups) {
    const { trace, root } = group;
    const unread = untaken(group, input, taken);
    const left = trace.kind === 'database' ? unread : unread.filter((path) => !input.refused.has(path));
    if (trace.covers) for (const path of unread) covered.push(folderOf(path));
    const [first] = left;
    if (first === undefined) continue;
    const before = told.get(trace.what) ?? 0;
    told.set(trace.what, before + 1);
    if (trace.kind === 'database') covered.push(root);
    if (before === mostRoots) problems.push(problem(`and more package databases of ${trace.what}`, first));
    if (before >= mostRoots) continue;
    const message = trace.kind === 'database' ? databaseMessage(group, first, input) : filesMessage(group, left, input);
    problems.push(problem(message, first));
  }
  const absent = absentDatabase(input, covered);
  return { problems: absent ? [absent, ...problems] : problems, covered };
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const problem = (message: string, path: string): Problem => ({
  code: 'E_INCOMPLETE',
  message,
  where: `/${path}`,
  part: 'inventory',
  incomplete: true,
});

/** The files that proved packages, and the folders they are in; what lies inside an archive is no file of its own. */
function takenFrom(packages: readonly Package[]): ReadonlySet<string> {
  const paths = packages.flatMap((one) => one.paths).filter((path) => !path.includes('!/'));
  return new Set(paths.flatMap((path) => [path, folderOf(path)]));
}

function untaken(group: TraceGroup, input: UnreadInput, taken: ReadonlySet<string>): readonly string[] {
  const { trace, root } = group;
  const isTaken = (path: string): boolean => taken.has(path) || (trace.beside === true && taken.has(folderOf(path)));
  const left = group.paths.filter(
    (path) => !isTaken(path) && !trace.except?.(path) && !isOfItsOwner(path, group, input),
  );
  if (trace.kind !== 'database') return left.filter((path) => !input.read.has(path) && !isCovered(path, group, input));
  const isRepeated = trace.types && root === '' && hasDistributionPackage(input, trace.types, trace.reach === 'image');
  return isRepeated ? [] : left;
}

/** An empty database beside one that gave packages is that of another manager, which manages nothing here. */
function hasDistributionPackage({ packages }: UnreadInput, types: readonly string[], onlyThese: boolean): boolean {
  return packages.some(({ type }) => types.includes(type) || (!onlyThese && isSystemType(type)));
}

/** What a package names for itself (its own lock file), or carries for its tests, says nothing about what the image can run. */
function isOfItsOwner(path: string, { trace }: TraceGroup, { owners }: UnreadInput): boolean {
  const owner = owners.ownerOf(path);
  return owner !== undefined && (trace.kind === 'declared' || isNotForUse(path));
}

function isCovered(path: string, { trace }: TraceGroup, { packages }: UnreadInput): boolean {
  const { types, reach } = trace;
  if (!types || !reach) return false;
  // What another lock file says is no look at this one.
  const same = packages.filter(
    ({ type, ownedBy, evidence }) => types.includes(type) && ownedBy === undefined && evidence === undefined,
  );
  return reach === 'image' ? same.length > 0 : same.some((one) => isOneProject(folderOf(path), one.path));
}

/** Where programs for the whole system are installed: they are of nobody's project. */
const global = /(?:^|\/)lib\/node_modules\//;

/** The folder that a `node_modules` is in. */
function projectOf(path: string): string {
  const at = `/${path}`.indexOf('/node_modules/');
  return at < 0 ? folderOf(path) : path.slice(0, Math.max(0, at - 1));
}

const isBelow = (folder: string, above: string): boolean =>
  above === '' || folder === above || folder.startsWith(`${above}/`);

/** Only what lies in a `node_modules` was installed for a project: a manifest elsewhere is that of the project itself, and says nothing of its lock file. */
function isOneProject(folder: string, installed: string): boolean {
  if (!`/${installed}`.includes('/node_modules/')) return false;
  const project = projectOf(installed);
  if (global.test(installed)) return project === folder;
  return isBelow(folder, project) || isBelow(project, folder);
}

function databaseMessage({ trace, root }: TraceGroup, path: string, { isWanted }: UnreadInput): string {
  const inRoot = root === '' ? path : path.slice(root.length + 1);
  const isRead = isWanted(inRoot) || isWanted(`${inRoot}/x`);
  if (!isRead) {
    return `a package database of ${trace.what}, which is not read here: its packages are not in this inventory`;
  }
  return root === ''
    ? `the package database of ${trace.what} names no package: it is empty or was emptied`
    : `a package database of ${trace.what} below another root: its packages are not in this inventory`;
}

function filesMessage({ trace }: TraceGroup, left: readonly string[], input: UnreadInput): string {
  const owners = [...new Set(left.map((path) => input.owners.ownerOf(path)).filter((owner) => owner !== undefined))];
  const named = owners.slice(0, 3).map(({ type, name, version }) => `${type} ${name} ${version}`);
  const by = owners.length === 0 ? '' : `, brought by ${named.join(', ')}${owners.length > 3 ? ' and others' : ''}`;
  const size = `${count(left.length, 'file')}${by}`;
  return trace.kind === 'declared'
    ? `${trace.what} (${size}), of which nothing was found installed: what they name is not in this inventory`
    : `${trace.what} (${size}), which are not read here: what is in them is not in this inventory`;
}

/** A distribution is named, and nothing was found that it is made of. */
function absentDatabase({ distribution, packages }: UnreadInput, covered: readonly string[]): Problem | undefined {
  if (distribution === undefined || covered.includes('')) return undefined;
  const type = packageTypeOf(distribution);
  const isThere = packages.some((one) => (type === undefined ? isSystemType(one.type) : one.type === type));
  if (isThere) return undefined;
  const name = distribution.prettyName ?? distribution.id;
  return problem(
    `this says that it is ${name}, and no package database of it was found: what it is made of is not in this inventory`,
    distribution.path,
  );
}
