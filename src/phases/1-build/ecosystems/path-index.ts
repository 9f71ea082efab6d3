/** One part of a place between slashes: what it begins and ends with, and whether anything may stand between. */
interface Part {
  readonly start: string;
  readonly end: string;
  readonly isFixed: boolean;
}

interface Entry<Value> {
  readonly value: Value;
  readonly rank: number;
  /** The last part first. */
  readonly parts: readonly Part[];
  readonly isRooted: boolean;
}

/** What lies at a place. */
export interface Placed<Value> {
  readonly value: Value;
  /** The folder below which the place begins: empty for the root of the image. */
  readonly root: string;
}

/**
 * A place of files, in parts between slashes: `*.jar`, `conda-meta/*.json`. A star stands for anything but a slash, once in a part; what follows it may be
 * written in capitals. With a slash at the end it is a folder. It lies below any folder, or at the root only.
 */
export interface PlaceOf<Value> {
  readonly place: string;
  readonly value: Value;
  readonly isRooted?: boolean;
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

/** For places whose folder has a star too. No name of a folder has a slash. */
const anyFolder = '/';

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/**
 * Says of a path whose place it is. Asked for everything in an image, so nearly every path is refused by a look into a table: by the whole name, or
 * by its ending. Of several values at one path those that come first in the list come first.
 */
export class PathIndex<Value> {
  readonly #names = new Map<string, Entry<Value>[]>();
  readonly #endings = new Map<string, Entry<Value>[]>();
  readonly #folders = new Map<string, Entry<Value>[]>();
  /** Places of which the name's beginning is known (`python3*`), by its first character. */
  readonly #beginnings = new Map<number, { readonly start: string; readonly entry: Entry<Value> }[]>();
  /** Places that say nothing of the name (`status.d/*`), by the folder they are in. */
  readonly #insides = new Map<string, Entry<Value>[]>();

  constructor(places: Iterable<PlaceOf<Value>>) {
    let rank = 0;
    for (const { place, value, isRooted = false } of places) {
      const isFolder = place.endsWith('/');
      const names = (isFolder ? place.slice(0, -1) : place).split('/').reverse();
      const entry = { value, rank: rank++, parts: names.map(partOf), isRooted };
      const [name = '', folder = ''] = names;
      if (isFolder) add(this.#folders, name, entry);
      else if (!name.includes('*')) add(this.#names, name, entry);
      else if (name.includes('.', name.indexOf('*')))
        add(this.#endings, name.slice(name.lastIndexOf('.')).toLowerCase(), entry);
      else if (name.startsWith('*')) add(this.#insides, folder.includes('*') ? anyFolder : folder, entry);
      else add(this.#beginnings, name.charCodeAt(0), { start: name.slice(0, name.indexOf('*')), entry });
    }
  }

  /** All whose place a file at this path is. */
  file(path: string): readonly Placed<Value>[] {
    const slash = path.lastIndexOf('/');
    const name = slash < 0 ? path : path.slice(slash + 1);
    const dot = name.lastIndexOf('.');
    const named = this.#names.get(name);
    const ended = dot < 0 ? undefined : this.#ended(name.slice(dot));
    const inside = slash < 0 || name === '' ? undefined : this.#inside(path, slash);
    const begun = this.#begun(name);
    if (named === undefined && ended === undefined && inside === undefined && begun === undefined) return none;
    return placed([...(named ?? none), ...(ended ?? none), ...(inside ?? none), ...(begun ?? none)], path);
  }

  #ended(ending: string): readonly Entry<Value>[] | undefined {
    const found = this.#endings.get(ending);
    if (found !== undefined) return found;
    const lower = ending.toLowerCase();
    return lower === ending ? undefined : this.#endings.get(lower);
  }

  #inside(path: string, end: number): readonly Entry<Value>[] | undefined {
    const exact = this.#insides.get(path.slice(path.lastIndexOf('/', end - 1) + 1, end));
    const others = this.#insides.get(anyFolder);
    return others === undefined ? exact : [...(exact ?? none), ...others];
  }

  #begun(name: string): readonly Entry<Value>[] | undefined {
    let found: Entry<Value>[] | undefined;
    for (const { start, entry } of this.#beginnings.get(name.charCodeAt(0)) ?? none) {
      if (!name.startsWith(start)) continue;
      found ??= [];
      found.push(entry);
    }
    return found;
  }

  /** All whose folder a path is. */
  folder(path: string): readonly Placed<Value>[] {
    const entries = this.#folders.get(path.slice(path.lastIndexOf('/') + 1));
    return entries === undefined ? none : placed(entries, path);
  }
}

const none: readonly never[] = [];

function placed<Value>(entries: readonly Entry<Value>[], path: string): readonly Placed<Value>[] {
  const found: Placed<Value>[] = [];
  for (const { value, parts, isRooted } of entries.toSorted((a, b) => a.rank - b.rank)) {
    const root = rootOf(parts, path);
    if (root !== undefined && (root === '' || !isRooted)) found.push({ value, root });
  }
  return found;
}
