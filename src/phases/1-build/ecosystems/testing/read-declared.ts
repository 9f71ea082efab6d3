import type { Extractor, FoundPackage } from '../extractor.ts';

/** What files tell together, as the inventory has it: a line for each package, and what could not be understood. */
export interface Declared {
  /** `PATH: NAME@VERSION direct development from git needs A@1 B@2`, the path where it is not the first; sorted. */
  readonly packages: readonly string[];
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/** Files by path, read by an extractor and joined where it joins. */
export async function readDeclared(
  extractor: Extractor,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<Declared> {
  await extractor.prepare?.();
  const told = Object.keys(files)
    .sort()
    .map((path) => ({ path, extraction: extractor.extract(path, Buffer.from(files[path] ?? '')) }));
  const joined = extractor.join?.(told) ?? [];
  const byPath = new Map(joined.map(({ path, extraction }) => [path, extraction]));
  const after = told.map(({ path, extraction }) => ({ path, extraction: byPath.get(path) ?? extraction }));
  const [first] = Object.keys(files);
  return {
    packages: after
      .flatMap(({ path, extraction }) =>
        extraction.packages.map((found) => `${path === first ? '' : `${path}: `}${lineOf(found)}`),
      )
      .sort(),
    problems: [...told, ...joined].flatMap(({ extraction }) => extraction.problems),
    notes: [...told, ...joined].flatMap(({ extraction }) => extraction.notes ?? []),
  };
}

function lineOf({ name, version, direct, development, origin, requires = [] }: FoundPackage): string {
  const words = [
    `${name}@${version}`,
    ...(direct === undefined ? [] : [direct ? 'direct' : 'transitive']),
    ...(development ? ['development'] : []),
    ...(origin?.takenFrom === undefined ? [] : [`from ${origin.takenFrom}`]),
    ...(requires.length === 0 ? [] : [`needs ${requires.flat().join(' ')}`]),
  ];
  return words.join(' ');
}
