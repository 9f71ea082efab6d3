import {
  type Distribution,
  defined,
  type LayerRef,
  type Package,
  type Problem,
  someOf,
  type Unidentified,
} from '../../../core/index.ts';
import type { FileTree } from '../../../foundations/images/index.ts';
import { type Extraction, type Extractor, isPlaceOf, WantedIndex } from '../ecosystems/index.ts';
import { insideOf } from './join.ts';
import type { LayerFacts } from './layer-facts.ts';
import type { LivingFacts } from './living-facts.ts';
import { removedDatabases } from './removed-databases.ts';
import type { Chosen } from './selection.ts';
import { findTraces } from './traces/find-traces.ts';
import { ownersOf, settles } from './traces/owned-paths.ts';
import { type RunnableFile, unidentifiedPrograms } from './traces/unidentified.ts';
import { type UnreadInput, unreadSoftware } from './traces/unread-software.ts';

export interface UnreadSource {
  readonly tree: FileTree;
  readonly facts: readonly LayerFacts[];
  readonly living: readonly LivingFacts[];
  readonly layers: readonly LayerRef[];
  readonly packages: readonly Package[];
  readonly distribution: Distribution | undefined;
  readonly extractors: readonly Extractor[];
  /** What is left out; absent: nothing. */
  readonly chosen?: Chosen | undefined;
}

/** Software that is there and that no extractor took a package from: what proves it is told as a problem, programs that nobody knows by name. */
export function findUnread(source: UnreadSource): {
  readonly problems: readonly Problem[];
  readonly unidentified: readonly Unidentified[];
} {
  const { tree, facts, layers, packages, distribution, extractors, chosen } = source;
  const kinds = facts.map(({ programs }) => new Map(programs.map(({ origin, kind }) => [origin, kind])));
  const programs: RunnableFile[] = [];
  const isLeftOut = (path: string): boolean =>
    chosen !== undefined && (!chosen.isLookedAt(path) || chosen.isOfLeftOut(path));
  const found = findTraces(tree, (file, path) => {
    const kind = kinds[file.layer]?.get(file.isElsewhere ? file.origin : path);
    if (kind !== undefined) programs.push({ file, kind });
  });
  const groups = found
    .filter(({ trace }) => chosen?.isTraceLeftOut(trace) !== true)
    .map((group) => ({ ...group, paths: group.paths.filter((path) => !isLeftOut(path)) }))
    .filter(({ paths }) => paths.length > 0);
  const nameless = namelessParts(source.living);
  const asked = [
    ...groups.flatMap(({ paths }) => paths),
    ...programs.map(({ file }) => file.path),
    ...nameless.map(({ path }) => path),
  ];
  const owners = ownersOf(asked, packages);
  const index = new WantedIndex(extractors);
  const isWanted = (path: string): boolean => index.byPath(path).length > 0;
  const unread = unreadSoftware({ groups, packages, owners, distribution, isWanted, ...filesRead(source) });
  // A root whose database is absent, empty or of a kind that is not read has been told as that.
  const isRootTold =
    unread.covered.includes('') || unread.problems.some(({ where }) => where === `/${distribution?.path ?? ''}`);
  const lists = listsOfNobody(source.living, extractors, isRootTold);
  const removed = isRootTold ? [] : removedDatabases(source);
  const unidentified = unidentifiedPrograms({
    programs,
    packages,
    owners,
    distribution,
    covered: unread.covered,
    layers,
  });
  const isSettled = (path: string): boolean => {
    const owner = owners.ownerOf(path);
    return owner !== undefined && settles(owner, path, distribution);
  };
  return {
    problems: [...unread.problems, ...removed, ...lists, ...unidentified.problems].filter(
      ({ where }) => chosen?.isLookedAt(where.replace(/^\//, '')) !== false,
    ),
    unidentified: [
      ...unidentified.unidentified,
      ...nameless
        .filter(({ path }) => !isSettled(path))
        .map(({ path, layer, found }) => ({
          path: insideOf(path, found.inside),
          what: found.what,
          ...defined({ sha1: found.sha1, layer: layers[layer] }),
        })),
    ].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/**
 * Files of which an extractor told all that they can prove, be it that they name a package, files that say what is meant to be there; and files of which an
 * extractor told why it could not.
 */
function filesRead({ living, facts, tree, extractors }: UnreadSource): Pick<UnreadInput, 'read' | 'refused'> {
  const ids = new Set(extractors.map(({ id }) => id));
  const declared = new Set(extractors.filter(({ evidence }) => evidence === 'declared').map(({ id }) => id));
  const settled = living.filter(
    ({ facts: { extraction, extractor } }) =>
      extraction.packages.length > 0 || extraction.isSettled || (declared.has(extractor) && !extraction.aside),
  );
  const refused = facts.flatMap(({ problems }, layer) =>
    problems.flatMap(({ path, problem }) =>
      path !== undefined && problem.incomplete && ids.has(problem.part) && tree.get(path)?.layer === layer
        ? [path]
        : [],
    ),
  );
  return { read: new Set(settled.flatMap(({ paths }) => paths)), refused: new Set(refused) };
}

/** Software in files that an extractor has looked at and that nothing names. */
function namelessParts(living: readonly LivingFacts[]) {
  return living.flatMap(({ facts, layer, paths }) =>
    (facts.extraction.unidentified ?? []).map((found) => ({ path: paths[0] ?? facts.path, layer, found })),
  );
}

/** Lists that are named in a problem; the rest is counted. */
const namedLists = 3;

/**
 * Lists of files without the package they belong to, beside a database that names others, or without any: it was cut short or removed, or somebody
 * took packages out of it. A database also names what was removed and left a list behind (dpkg, `config-files`).
 */
function listsOfNobody(
  living: readonly LivingFacts[],
  extractors: readonly Extractor[],
  isRootTold: boolean,
): Problem[] {
  return extractors
    .filter(({ isDatabase, packageKey }) => isDatabase && packageKey)
    .flatMap((extractor) => {
      const own = living.filter(({ facts }) => facts.extractor === extractor.id).map(({ facts }) => facts);
      const named = new Set(own.flatMap(({ extraction, path }) => namesIn(extraction, path, extractor)));
      const lists = own.filter(
        ({ extraction, path }) => extraction.packages.length === 0 && !isPlaceOf(extractor, path),
      );
      const nobodys = lists.filter(({ extraction }) => extraction.files.some(({ key }) => !named.has(key)));
      const [first] = nobodys;
      if (first === undefined || (named.size === 0 && isRootTold)) return [];
      const keys = [...new Set(nobodys.flatMap(({ extraction }) => extraction.files.map(({ key }) => key)))].sort();
      const why =
        named.size === 0
          ? 'no database names any package: it was removed'
          : 'the database names no such package: it was cut short or changed';
      const message = `files of ${someOf(keys, namedLists)} are listed here, and ${why}`;
      return [{ code: 'E_INCOMPLETE', message, where: `/${first.path}`, part: extractor.id, incomplete: true }];
    });
}

function namesIn(extraction: Extraction, path: string, extractor: Extractor): readonly string[] {
  // A database that lies behind a link is told under its real path.
  if (extraction.packages.length === 0 && !isPlaceOf(extractor, path)) return [];
  const installed = extraction.packages.flatMap((found) => [
    found.name,
    extractor.packageKey?.(found, path) ?? found.name,
  ]);
  return [...installed, ...extraction.files.map(({ key }) => key)];
}
