import path from 'node:path';
import type { SourceFile } from './repository.ts';
import { lineAt } from './source-text.ts';

/*
 * The door of a room is a list of names that others use, and nothing else: what nobody outside imports is the room's own business and may change without
 * asking anybody.
 */

/** Names of a clause: `a, type b, c as d` → the name inside or, with `outer`, the one that it has outside. */
function namesIn(clause: string, outer: boolean): readonly string[] {
  return clause
    .split(',')
    .map((part) => part.trim().replace(/^type\s+/, ''))
    .filter((part) => part !== '')
    .map((part) => {
      const [inner = '', outside = inner] = part.split(/\s+as\s+|\s*:\s*/);
      return outer ? outside : inner;
    });
}

/** The names that a door exports. */
export function namesOfDoor({ source: { withoutComments: text } }: SourceFile): readonly string[] {
  const listed = [...text.matchAll(/\bexport\s+(?:type\s+)?\{([^}]*)\}/g)].flatMap(([, clause = '']) =>
    namesIn(clause, true),
  );
  const own = [...text.matchAll(/\bexport\s+(?:async\s+)?(?:const|function|class|interface|type)\*?\s+(\w+)/g)].map(
    ([, name = '']) => name,
  );
  return [...listed, ...own];
}

/** Doors that export whatever a file happens to export, as readable lines. */
export function wideDoors(doors: readonly SourceFile[]): readonly string[] {
  return doors.flatMap(({ path: file, source }) =>
    [...source.code.matchAll(/\bexport\s+(?:type\s+)?\*/g)].map(
      ({ index }) => `${file}:${lineAt(source.code, index)}: a door lists its names: no export *`,
    ),
  );
}

/** Forms in which a file names what it takes through a door: the clause, then the address; the last two take everything. */
const forms: readonly RegExp[] = [
  /\b(?:import|export)\s+(?:type\s+)?\{(?<names>[^}]*)\}\s*from\s*'(?<from>[^']+)'/g,
  /\{(?<names>[^{}]*)\}\s*=\s*await\s+import\('(?<from>[^']+)'\)/g,
  /\(await\s+import\('(?<from>[^']+)'\)\)\.(?<names>\w+)/g,
  /\bimport\('(?<from>[^']+)'\)\s*\.then\(\(\{(?<names>[^{}]*)\}\)/g,
  /\bimport\s*\*\s*as\s+\w+\s+from\s*'(?<from>[^']+)'/g,
  /(?<!=\s*await\s+|\(await\s+)\bimport\('(?<from>[^']+)'\)(?!\s*\.then\(\(\{)/g,
];

/** Names that a door exports and no file of another room takes, as readable lines. `doors` are the doors to look at. */
export function unusedNames(doors: readonly SourceFile[], files: readonly SourceFile[]): readonly string[] {
  const used = new Map<string, Set<string> | 'all'>(doors.map(({ path: door }) => [door, new Set()]));
  for (const { path: file, source } of files)
    for (const form of forms)
      for (const { groups } of source.withoutComments.matchAll(form)) {
        const door = path.posix.join(path.posix.dirname(file), groups?.from ?? '');
        const names = used.get(door);
        // Files of the room itself go to one another and not through the door.
        if (names === undefined || names === 'all' || file.startsWith(`${path.posix.dirname(door)}/`)) continue;
        if (groups?.names === undefined) used.set(door, 'all');
        else for (const name of namesIn(groups.names, false)) names.add(name);
      }
  return doors.flatMap((door) => {
    const names = used.get(door.path);
    if (names === undefined || names === 'all') return [];
    return namesOfDoor(door)
      .filter((name) => !names.has(name))
      .map((name) => `${door.path}: nobody outside imports ${name}: take it off the list`);
  });
}
