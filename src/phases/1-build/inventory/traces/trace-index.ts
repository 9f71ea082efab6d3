import type { Trace } from '../../ecosystems/index.ts';

/** A trace at a place. */
export interface FoundTrace {
  readonly trace: Trace;
  /** The file, or the folder for a place that ends with a slash. */
  readonly path: string;
  /** The folder below which the trace's place begins: empty for the root of the image. */
  readonly root: string;
}

/** One part of a place between slashes: what it begins and ends with, and whether anything may stand between. */
interface Part {
  readonly start: string;
  readonly end: string;
  readonly isFixed: boolean;
}

interface Entry {
  readonly trace: Trace;
  readonly rank: number;
  /** The last part first. */
  readonly parts: readonly Part[];
}

function partOf(text: string): Part {
  const star = text.indexOf('*');
  if (star < 0) return { start: text, end: '', isFixed: true };
  // One star is all that a part has: no place needs more.
  return { start: text.slice(0, star), end: text.slice(star + 1).toLowerCase(), isFixed: false };
}

/** Endings say the same in capitals, where a whole name would be another one. */
function fits(part: Part, text: string): boolean {
  if (part.isFixed) return text === part.start;
  return (
    text.length >= part.start.length + part.end.length &&
    text.startsWith(part.start) &&
    (text.endsWith(part.end) || text.toLowerCase().endsWith(part.end))
  );
}

/** The place at the end of the path, from its last part on; what stands before it, or undefined when it is not there. */
function rootOf(parts: readonly Part[], path: string): string | undefined {
  let end = path.length;
  for (const part of parts) {
    if (end < 0) return undefined;
    const slash = path.lastIndexOf('/', end - 1);
    if (!fits(part, path.slice(slash + 1, end))) return undefined;
    end = slash;
  }
  return path.slice(0, Math.max(end, 0));
}

function add(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  map.set(key, [...(map.get(key) ?? []), entry]);
}

/**
 * Says of a path which trace it is. Asked for everything in an image, so nearly every path is refused by a look into a table: by the whole name, or
 * by its ending. Of several traces at one path the first in the list counts.
 */
export class TraceIndex {
  readonly #names = new Map<string, Entry[]>();
  readonly #endings = new Map<string, Entry[]>();
  readonly #folders = new Map<string, Entry[]>();

  constructor(traces: readonly Trace[]) {
    let rank = 0;
    for (const trace of traces) {
      for (const place of trace.places) {
        const isFolder = place.endsWith('/');
        const names = (isFolder ? place.slice(0, -1) : place).split('/').reverse();
        const entry = { trace, rank: rank++, parts: names.map(partOf) };
        const name = names[0] ?? '';
        if (isFolder) add(this.#folders, name, entry);
        else if (name.includes('*')) add(this.#endings, name.slice(name.lastIndexOf('.')).toLowerCase(), entry);
        else add(this.#names, name, entry);
      }
    }
  }

  file(path: string): FoundTrace | undefined {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const dot = name.lastIndexOf('.');
    const ending = dot < 0 ? '' : name.slice(dot);
    const named = this.#names.get(name);
    const ended = this.#endings.get(ending) ?? this.#endings.get(ending.toLowerCase());
    if (named === undefined && ended === undefined) return undefined;
    return first(named, ended, path);
  }

  /** A folder that is a trace when any file is in it. */
  folder(path: string): FoundTrace | undefined {
    const entries = this.#folders.get(path.slice(path.lastIndexOf('/') + 1));
    return entries && first(entries, [], path);
  }
}

/** The entry with the lowest rank whose place the path is. */
function first(some: readonly Entry[] = [], more: readonly Entry[] = [], path: string): FoundTrace | undefined {
  const found = [...some, ...more].sort((a, b) => a.rank - b.rank);
  for (const { trace, parts } of found) {
    const root = rootOf(parts, path);
    if (root !== undefined) return { trace, path, root };
  }
  return undefined;
}
