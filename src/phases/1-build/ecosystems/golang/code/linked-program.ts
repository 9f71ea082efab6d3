import { HashedNames, type LinkedCode } from '../../../../../core/index.ts';
import type { Program } from '../../../../../foundations/formats/index.ts';
import { type FunctionName, functionsOf } from './function-name.ts';
import { readFunctionTable } from './function-table.ts';
import { type Owners, ownerOf, partOf } from './owners.ts';
import { readReach } from './program-reach.ts';

/** Functions that are kept of one program, in about 130 KB. One that has more keeps those of its smallest parts. */
const mostKept = 50_000;
/** Names that are read, and bytes of one; packages that are told apart. */
const [mostNames, longestName, mostPackages] = [4_000_000, 64 * 1024, 50_000];
/** Ways that are kept of one module: those that lead to most of its functions, each to more than one in so many. */
const [mostWays, share] = [8, 40];
/** Functions that a way names at its beginning and at its end, and the longest name. */
const [firstSteps, lastSteps, longestStep] = [3, 2, 120];

/** Of a function, where the way to it leaves the program's own code; -1 where nothing leads to it. */
type Exit = number;
type Parts = Map<string, Map<string, Exit>>;

/**
 * What a program has of the code of each module, by the path it is imported by; undefined where that cannot be told in full. A function whose name does not
 * stand in the table has no code in the program: the linker leaves out what nothing leads to, and the table names also functions whose code was put into
 * others.
 */
export function linkedCode(
  program: Program,
  architecture: string | undefined,
  owners: Owners,
): ReadonlyMap<string, LinkedCode> | undefined {
  const table = readFunctionTable(program);
  if (!table) return undefined;
  const names = namesIn(table.names);
  if (!names) return undefined;
  const owned = new Map<string, string | undefined>();
  for (const functions of names.values())
    for (const { package: path } of functions)
      if (!owned.has(path)) owned.set(path, owned.size < mostPackages ? ownerOf(path, owners) : undefined);
  // Names that belong nowhere are those of a program whose names were changed: then nothing follows from one that is not there.
  if (!owned.has('runtime') || !owned.has('main') || [...owned.values()].includes(undefined)) return undefined;
  const isOwn = (offset: number): boolean => owned.get(names.get(offset)?.[0]?.package ?? '') === (owners.main ?? '');
  const nameOf = (offset: number): string => table.names.toString('utf8', offset, table.names.indexOf(0, offset));
  const reach = readReach(program, architecture, table, nameOf, isOwn);
  const modules = new Map<string, Parts>();
  for (const [offset, functions] of names) {
    const exit = reach?.exit(offset) ?? -1;
    for (const { package: path, symbol } of functions) {
      const module = owned.get(path) ?? '';
      const imported = path === 'main' ? (owners.mainPackage ?? path) : path;
      const parts = entry(modules, module, (): Parts => new Map());
      const held = entry(parts, partOf(imported, module), () => new Map<string, Exit>());
      if ((held.get(symbol) ?? -1) < 0) held.set(symbol, exit);
    }
  }
  const kept = smallest([...modules.values()].flatMap((parts) => [...parts.values()]));
  const way = (exit: Exit): string => spell(reach?.way(exit) ?? []);
  return new Map([...modules].map(([module, parts]) => [module, codeOf(parts, kept, way)]));
}

/** The functions by where their names stand; undefined where there are more or longer ones than any program has. */
function namesIn(bytes: Buffer): Map<number, readonly FunctionName[]> | undefined {
  const names = new Map<number, readonly FunctionName[]>();
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0, at);
    if (end < 0) break;
    if (end - at > longestName || names.size >= mostNames) return undefined;
    if (end > at) names.set(at, functionsOf(bytes.toString('utf8', at, end)));
    at = end + 1;
  }
  return names;
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** The parts whose functions are kept. */
function smallest(parts: readonly ReadonlyMap<string, Exit>[]): ReadonlySet<ReadonlyMap<string, Exit>> {
  const kept = new Set<ReadonlyMap<string, Exit>>();
  let left = mostKept;
  for (const part of parts.toSorted((a, b) => a.size - b.size)) {
    left -= part.size;
    if (left < 0) break;
    kept.add(part);
  }
  return kept;
}

function codeOf(parts: Parts, kept: ReadonlySet<ReadonlyMap<string, Exit>>, way: (exit: Exit) => string): LinkedCode {
  const uses = new Map<Exit, number>();
  for (const held of parts.values())
    for (const exit of kept.has(held) ? held.values() : []) if (exit >= 0) uses.set(exit, (uses.get(exit) ?? 0) + 1);
  const all = [...uses.values()].reduce((sum, count) => sum + count, 0);
  const exits = [...uses]
    .filter(([, count]) => count * share > all)
    .sort(([a, m], [b, n]) => n - m || a - b)
    .slice(0, mostWays)
    .map(([exit]) => exit);
  return {
    parts: [...parts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, held]) => (kept.has(held) ? { name, functions: groups(held, exits) } : { name })),
    ways: exits.map(way),
  };
}

/** Functions of a part as `LinkedPart.functions` has them, first those that a way is known to. */
function groups(held: ReadonlyMap<string, Exit>, exits: readonly Exit[]): readonly string[] {
  const markOf = (exit: Exit): string => (exit < 0 ? '-' : exits.includes(exit) ? String(exits.indexOf(exit)) : '+');
  const byMark = Map.groupBy(held, ([, exit]) => markOf(exit));
  return [...exits.keys(), '+', '-'].flatMap((mark) => {
    const all = byMark.get(String(mark))?.map(([symbol]) => symbol);
    return all ? [`${mark}:${HashedNames.encode(all)}`] : [];
  });
}

/** `main.main → a.B → … → net/http.Serve`. */
function spell(names: readonly string[]): string {
  const steps = names.map((name) => (name.length > longestStep ? `${name.slice(0, longestStep)}…` : name));
  const isLong = steps.length > firstSteps + lastSteps;
  return (isLong ? [...steps.slice(0, firstSteps), '…', ...steps.slice(-lastSteps)] : steps).join(' → ');
}
