import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isTest, root, type SourceFile } from './repository.ts';
import { importsOf } from './source-text.ts';

/** The content of `rooms.json`. */
export interface Rooms {
  /** Room → rooms it may import. */
  readonly rooms: Readonly<Record<string, readonly string[]>>;
  readonly testsMayAlsoImport: readonly string[];
}

export function readRooms(): Rooms {
  return JSON.parse(readFileSync(path.join(root, 'rooms.json'), 'utf8')) as Rooms;
}

/** The room a file lies in: the innermost one. */
export function roomOf(file: string, rooms: Rooms): string | undefined {
  return Object.keys(rooms.rooms)
    .filter((room) => file.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

/** `on-demand.ts`, where a room has one, is its other door: what is called through it is loaded then. */
const doors = ['index.ts', 'on-demand.ts'];

/** Imports that the plan of the house does not allow, each as one readable line. */
export function forbiddenImports(files: readonly SourceFile[], rooms: Rooms): readonly string[] {
  return files.flatMap((file) => {
    const room = roomOf(file.path, rooms);
    if (room === undefined) return [`${file.path} lies in no room of rooms.json`];
    const allowed = [...(rooms.rooms[room] ?? []), ...(isTest(file.path) ? rooms.testsMayAlsoImport : [])];
    return importsOf(file.source)
      .filter((found) => found.from.startsWith('.'))
      .flatMap((found) => {
        const target = path.posix.join(path.posix.dirname(file.path), found.from);
        const there = roomOf(target, rooms);
        const place = `${file.path}:${found.line}`;
        if (there === room || target.endsWith('.json')) return [];
        if (there === undefined) return [`${place} imports ${target}, which lies in no room of rooms.json`];
        if (!allowed.includes(there))
          return [`${place}: ${room} may not import ${there} (rooms.json allows: ${allowed.join(', ') || 'nothing'})`];
        // Tools are programs and their parts, not a room with a door.
        if (there !== 'tools' && !doors.some((door) => target === `${there}/${door}`))
          return [`${place} reaches past the door of ${there}: import ${there}/index.ts, not ${target}`];
        return [];
      });
  });
}

/** Circles in a graph (who → whom), as `a → b → a`; each place is entered once, so of circles that share a way only the first is told. */
function circlesIn(graph: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const found: string[] = [];
  const finished = new Set<string>();
  const visit = (place: string, way: readonly string[]): void => {
    const at = way.indexOf(place);
    if (at >= 0) found.push([...way.slice(at), place].join(' → '));
    if (at >= 0 || finished.has(place)) return;
    for (const next of graph[place] ?? []) visit(next, [...way, place]);
    finished.add(place);
  };
  for (const place of Object.keys(graph)) visit(place, []);
  return found;
}

/** Rooms that import one another in a circle. */
export function circles({ rooms }: Rooms): readonly string[] {
  return circlesIn(rooms);
}

/** Files that import one another in a circle, types included: nobody can read one of them without the others. */
export function circlesOfFiles(files: readonly SourceFile[]): readonly string[] {
  const here = new Set(files.map((file) => file.path));
  return circlesIn(
    Object.fromEntries(
      files.map((file) => [
        file.path,
        importsOf(file.source)
          .filter(({ from }) => from.startsWith('.'))
          .map(({ from }) => path.posix.join(path.posix.dirname(file.path), from))
          .filter((target) => here.has(target)),
      ]),
    ),
  );
}

/** Names in `rooms.json` that are no rooms. */
export function unknownRooms(rooms: Rooms): readonly string[] {
  const names = new Set(Object.keys(rooms.rooms));
  return [...Object.values(rooms.rooms).flat(), ...rooms.testsMayAlsoImport].filter((name) => !names.has(name));
}

/** Whether `from` can reach `to` along allowed imports. */
function reaches(from: string, to: string, rooms: Rooms): boolean {
  return from === to || (rooms.rooms[from] ?? []).some((next) => reaches(next, to, rooms));
}

/** The compiler's view of the plan: path → content of each tsconfig.json. Written by `npm run rooms`. */
export function compilerProjects(rooms: Rooms): ReadonlyMap<string, object> {
  const names = Object.keys(rooms.rooms);
  const projects = new Map<string, object>();
  projects.set('tsconfig.json', { files: [], references: names.map((room) => ({ path: room })) });
  for (const room of names) {
    const up = path.posix.relative(room, '.');
    const nested = names
      .filter((other) => other.startsWith(`${room}/`))
      .map((other) => path.posix.relative(room, other));
    // A room that the makers of test inputs are made from cannot use them.
    const forTests = rooms.testsMayAlsoImport.filter((other) => !reaches(other, room, rooms));
    const references = [...new Set([...(rooms.rooms[room] ?? []), ...forTests])];
    projects.set(`${room}/tsconfig.json`, {
      extends: `${up}/tsconfig.base.json`,
      compilerOptions: {
        rootDir: '.',
        outDir: `${up}/dist/types/${room}`,
        tsBuildInfoFile: `${up}/dist/types/${room.replaceAll('/', '-')}.tsbuildinfo`,
      },
      include: ['**/*.ts'],
      ...(nested.length > 0 ? { exclude: nested } : {}),
      references: references.map((other) => ({ path: path.posix.relative(room, other) })),
    });
  }
  return projects;
}
