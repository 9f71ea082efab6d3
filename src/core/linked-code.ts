import { HashedNames } from './hashed-names.ts';

/** A part of a package with code in a program. */
export interface LinkedPart {
  /** By the name of the package left out: `http2` of `golang.org/x/net`; empty where it is the package itself. */
  readonly name: string;
  /**
   * Its functions, those that are alike together, as `MARK:NAMES`. `NAMES` is what `HashedNames.encode` writes, and `MARK` says what is known of them: the number of
   * the one of `LinkedCode.ways` that leads there; `+`: a way leads there that was not kept; `-`: they are there, and no more is known. Absent where they were
   * too many to keep.
   */
  readonly functions?: readonly string[];
}

/** What of a package a program was made of, where the tables of the program tell all of it: what is not among the parts has no code there. */
export interface LinkedCode {
  /** Sorted by name. */
  readonly parts: readonly LinkedPart[];
  /** From where the program begins to the first function that is not its own: `main.main → example.org/tool/server.Run → net/http.ListenAndServe`. */
  readonly ways: readonly string[];
}

/** What is known of functions in a program. `absent`: none of them is there. `unknown`: nobody can say. */
export type CodeState = 'absent' | 'present' | 'reachable' | 'unknown';

const order: readonly CodeState[] = ['absent', 'unknown', 'present', 'reachable'];

/** What is known of the code that has a flaw in the program that a finding is about. */
export interface CodeReach {
  readonly state: Exclude<CodeState, 'unknown'>;
  /** Functions that have the flaw, or packages where no functions are named; where some are nearer to being used than others, those. */
  readonly functions: readonly string[];
  /** From where the program begins to the first of them. */
  readonly way?: string;
}

/** The state of several together: what is known of the one that is nearestState to being used, and unknown rather than absent. */
export const nearestState = (states: readonly CodeState[]): CodeState =>
  states.reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a), 'absent');

/** The state of one function of a part, and the way to it where one was kept. */
export function functionState(
  part: LinkedPart,
  name: string,
  ways: readonly string[],
): { readonly state: CodeState; readonly way?: string } {
  const groups = groupsOf(part);
  if (groups === undefined) return { state: 'unknown' };
  let found: CodeState = 'absent';
  for (const { mark, names } of groups) {
    if (!names.has(name)) continue;
    const way = /^\d{1,6}$/.test(mark) ? ways[Number(mark)] : undefined;
    if (way !== undefined) return { state: 'reachable', way };
    found = nearestState([found, mark === '-' ? 'present' : 'reachable']);
  }
  return { state: found };
}

interface Group {
  readonly mark: string;
  readonly names: HashedNames;
}

/** A record names a hundred functions of one part: it is read once. */
const read = new WeakMap<LinkedPart, readonly Group[] | 'nothing'>();

/** Undefined where they were not kept, or cannot be read. */
function groupsOf(part: LinkedPart): readonly Group[] | undefined {
  const known = read.get(part);
  if (known !== undefined) return known === 'nothing' ? undefined : known;
  const groups = part.functions?.flatMap((text): Group[] => {
    const colon = text.indexOf(':');
    const names = HashedNames.decode(text.slice(colon + 1));
    return names ? [{ mark: text.slice(0, Math.max(0, colon)), names }] : [];
  });
  const isWhole = groups !== undefined && groups.length === part.functions?.length;
  read.set(part, isWhole ? groups : 'nothing');
  return isWhole ? groups : undefined;
}

/** What two programs have of a package, in one of which it may be. */
export function joinCode(one: LinkedCode, other: LinkedCode): LinkedCode {
  const parts = new Map(one.parts.map((part) => [part.name, part]));
  for (const { name, functions } of other.parts) {
    const known = parts.get(name);
    const moved = functions?.map((each) => each.replace(/^\d+/, (way) => String(Number(way) + one.ways.length)));
    const both = known === undefined ? moved : known.functions && moved && [...known.functions, ...moved];
    parts.set(name, both === undefined ? { name } : { name, functions: both });
  }
  return {
    parts: [...parts.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    ways: [...one.ways, ...other.ways],
  };
}
