import type { FoundTrace, Trace } from './trace.ts';

interface Entry {
  readonly trace: Trace;
  readonly rank: number;
  /** Finds the place at the end of a path; what stands before it is the root. */
  readonly pattern: RegExp;
}

/** `conda-meta/*.json` as an expression of linear cost: every star is parted from the next by a slash or fixed text. */
function patternOf(place: string): RegExp {
  const escaped = place
    .replace(/\/$/, '')
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]*');
  // Endings say the same in capitals, where a whole name would be another one.
  return new RegExp(`(?:^|/)${escaped}$`, lastPart(place).includes('*') ? 'i' : '');
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** From the last dot, in lower case; empty without one. */
function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot).toLowerCase();
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
        const entry = { trace, rank: rank++, pattern: patternOf(place) };
        const name = lastPart(place.replace(/\/$/, ''));
        if (place.endsWith('/')) add(this.#folders, name, entry);
        else if (name.includes('*')) add(this.#endings, extensionOf(name), entry);
        else add(this.#names, name, entry);
      }
    }
  }

  file(path: string): FoundTrace | undefined {
    const name = lastPart(path);
    const named = this.#names.get(name);
    const ending = this.#endings.get(extensionOf(name));
    if (named === undefined && ending === undefined) return undefined;
    return find([...(named ?? []), ...(ending ?? [])], path);
  }

  /** A folder that is a trace when any file is in it. */
  folder(path: string): FoundTrace | undefined {
    const entries = this.#folders.get(lastPart(path));
    return entries && find(entries, path);
  }
}

function find(entries: readonly Entry[], path: string): FoundTrace | undefined {
  let best: (FoundTrace & { readonly rank: number }) | undefined;
  for (const { trace, rank, pattern } of entries) {
    if (best !== undefined && best.rank < rank) continue;
    const match = pattern.exec(path);
    if (match) best = { trace, rank, path, root: path.slice(0, match.index) };
  }
  return best && { trace: best.trace, path, root: best.root };
}
