import { count, leftOut, nearest, type Package, type Problem, SeaworthyError } from '../../../core/index.ts';
import { compileGlob, type GlobMatcher, pathGlob } from '../../../foundations/formats/index.ts';
import { type Extractor, ecosystems, type Trace, WantedIndex } from '../ecosystems/index.ts';
import type { Examined, Selection } from './examination.ts';

/** Whether anything is left out at all. */
export const leavesOut = (selection: Selection | undefined): boolean =>
  selection !== undefined && Object.values(selection).some((list: readonly string[]) => list.length > 0);

/** A selection that can be asked. */
export interface Chosen {
  /** Without leading slash; what lies inside an archive is behind `!/`. */
  isLookedAt(path: string): boolean;
  isOn(extractor: string): boolean;
  /** Those that run: also the databases of packages, by which it is known whose a file is, though their own packages may be left out. */
  readonly extractors: readonly Extractor[];
  /** Whether it is the trace of software that was left out with who reads it. */
  isTraceLeftOut(trace: Trace): boolean;
  /** Whether one that was left out would read the file. */
  isOfLeftOut(path: string): boolean;
}

/** What parts an archive from what lies in it. */
const inside = '!/';

/** Patterns of one side; a pattern is a path, or a folder or an archive above it. `*` stays within a part, `**` does not. */
function matcherOf(patterns: readonly string[]): GlobMatcher {
  const matchers = patterns
    .map((pattern) => pattern.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, ''))
    // The folder itself is all that is in it.
    .map((pattern) => (pattern === '' || pattern === '.' ? '**' : pattern))
    .flatMap((pattern) => [pattern, `${pattern}/**`, `${pattern}${inside}**`])
    .map((pattern) => compileGlob(pattern, pathGlob));
  return (path) => matchers.some((matches) => matches(path));
}

/** Ids of those who read the databases of systems: they say whose a file is. */
const ofSystems: ReadonlySet<string> = new Set(
  ecosystems.filter(({ kind }) => kind === 'system').flatMap(({ extractors = [] }) => extractors.map(({ id }) => id)),
);

/** Throws `E_USAGE` for an extractor that there is not. */
export function checkExtractors(
  { skipExtractors = [], onlyExtractors = [] }: Selection,
  all: readonly Pick<Extractor, 'id'>[],
): void {
  const ids = all.map(({ id }) => id);
  const unknown = [...skipExtractors, ...onlyExtractors].find((id) => !ids.includes(id));
  if (unknown !== undefined) throw noExtractor(unknown, ids);
}

/** What is chosen of these extractors. What others found, such as those who wrote a bill of materials, is nobody's to leave out but by its path. */
export function chooseParts(
  { skipPaths = [], onlyPaths = [], skipExtractors = [], onlyExtractors = [] }: Selection,
  extractors: readonly Extractor[],
): Chosen {
  const known = new Set(extractors.map(({ id }) => id));
  const [skipped, only] = [matcherOf(skipPaths), matcherOf(onlyPaths)];
  const isOn = (id: string): boolean =>
    !known.has(id) || ((onlyExtractors.length === 0 || onlyExtractors.includes(id)) && !skipExtractors.includes(id));
  const off = extractors.filter(({ id }) => !isOn(id));
  const index = new WantedIndex(off);
  const isLeftOut = ({ extractors: own = [], declared = [] }: (typeof ecosystems)[number]): boolean => {
    const ids = [...own, ...declared].map(({ id }) => id).filter((id) => known.has(id));
    return ids.some((id) => !isOn(id)) || (onlyExtractors.length > 0 && ids.length === 0);
  };
  const kept = new Set(ecosystems.filter((one) => !isLeftOut(one)).flatMap(({ traces = [] }) => traces));
  const left = new Set(ecosystems.filter(isLeftOut).flatMap(({ traces = [] }) => traces));
  return {
    isLookedAt: (path) => (onlyPaths.length === 0 || only(path)) && !skipped(path),
    isOn,
    extractors: extractors.filter(({ id }) => isOn(id) || ofSystems.has(id)),
    // Of no kind of packages are those that nobody reads.
    isTraceLeftOut: (trace) => left.has(trace) || (onlyExtractors.length > 0 && !kept.has(trace)),
    isOfLeftOut: (path) => off.length > 0 && index.byPath(path).length > 0,
  };
}

function noExtractor(given: string, all: readonly string[]): SeaworthyError {
  const similar = nearest(given, all);
  return new SeaworthyError('E_USAGE', `there is no extractor ${JSON.stringify(given.slice(0, 100))}`, {
    next: `${similar === undefined ? '' : `Did you mean ${similar}? `}They are ${[...all].sort().join(', ')}.`,
  });
}

/**
 * What is left of a look after a selection, and what was left out in the coverage: nobody may take it for all. Whose a file is was found out with everything, so that
 * what an OS package brought is not judged as somebody else's because that package is left out; it goes with its owner.
 */
export function selected(examined: Examined, selection: Selection, { isLookedAt, isOn }: Chosen): Examined {
  const { inventory, secrets } = examined;
  const packages = keptPackages(
    inventory.packages,
    ({ paths, path, foundBy }) =>
      isOn(foundBy) && (path === '' || (paths.length === 0 ? [path] : paths).some(isLookedAt)),
  );
  const left = secrets.filter(({ hit }) => isLookedAt(hit.path));
  const unidentified = inventory.coverage.unidentified.filter(({ path }) => isLookedAt(path));
  // Those that read only to know whose a file is found nothing that counts here.
  const parts = inventory.coverage.parts.filter(({ id }) => isOn(id));
  const gone = [
    [inventory.packages.length - packages.length, 'package', 'packages'],
    [secrets.length - left.length, 'secret', 'secrets'],
    [inventory.coverage.unidentified.length - unidentified.length, 'program', 'programs'],
  ] as const;
  const what = gone.flatMap(([number, one, many]) => (number === 0 ? [] : [count(number, one, many)]));
  const note: Problem = {
    code: 'E_INCOMPLETE',
    message: `left out as asked: ${what.length === 0 ? 'nothing that was found' : what.join(', ')}; nothing is said of what is there`,
    where: selectionText(selection),
    part: 'inventory',
    // A mistyped word leaves nothing: then nothing was judged.
    incomplete: packages.length === 0 && inventory.packages.length > 0,
  };
  const coverage = {
    ...inventory.coverage,
    unidentified,
    parts: [...parts, leftOut(`as asked: ${selectionText(selection)}`)],
    problems: [...inventory.coverage.problems, note],
  };
  return { inventory: { ...inventory, packages, coverage }, secrets: left };
}

/** A selection as it is written. */
function selectionText({
  skipPaths = [],
  onlyPaths = [],
  skipExtractors = [],
  onlyExtractors = [],
}: Selection): string {
  const words = [
    ...skipPaths.map((path) => `--skip-path ${path}`),
    ...onlyPaths.map((path) => `--only-path ${path}`),
    ...skipExtractors.map((id) => `--skip-extractor ${id}`),
    ...onlyExtractors.map((id) => `--only-extractor ${id}`),
  ];
  return words.join(' ').slice(0, 500);
}

/** Those that are kept, without those whose owner is not, and without edges that lead nowhere. */
function keptPackages(all: readonly Package[], keep: (one: Package) => boolean): readonly Package[] {
  let kept = all.filter(keep);
  for (let before = -1; before !== kept.length; ) {
    before = kept.length;
    const ids = new Set(kept.map(({ id }) => id));
    kept = kept.filter(({ ownedBy }) => ownedBy === undefined || ids.has(ownedBy));
  }
  if (kept.length === all.length) return all;
  const ids = new Set(kept.map(({ id }) => id));
  return kept.map((one) =>
    one.dependencies === undefined ? one : { ...one, dependencies: one.dependencies.filter((id) => ids.has(id)) },
  );
}
