/** How a file was used: run as a program, mapped as code, opened. */
export type Touch = 'exec' | 'map' | 'open';

/** How often a file was used, and when first and last (nanoseconds since 1970). */
export interface TouchedPath {
  readonly path: string;
  readonly counts: Readonly<Record<Touch, number>>;
  readonly first: bigint;
  readonly last: bigint;
}

/** The container that files were used in, with what is known of its image. */
export interface TouchingContainer {
  /** Empty for the host. */
  readonly id: string;
  readonly name?: string;
  readonly image?: string;
  readonly imageId?: string;
  readonly imageDigest?: string;
}

/** Files that were used in one container. */
export interface TouchedContainer extends TouchingContainer {
  /** Sorted by path. */
  readonly paths: readonly TouchedPath[];
  /** First and last event seen of it. */
  readonly first: bigint;
  readonly last: bigint;
}

export interface TouchLimits {
  readonly containers: number;
  /** Of all containers together: what their paths take, with `pathCost` each. One alone has half of it. */
  readonly bytes: number;
}

/** What a path takes besides its characters: its counts, its times, its place in a table. */
export const pathCost = 256;

const defaultLimits: TouchLimits = { containers: 4_096, bytes: 128 * 1024 * 1024 };

/** Longest path (Linux: PATH_MAX). */
const maxPath = 4_096;

interface Counting {
  counts: Record<Touch, number>;
  first: bigint;
  last: bigint;
}

interface Watching {
  readonly paths: Map<string, Counting>;
  bytes: number;
  first: bigint;
  last: bigint;
}

/** Counts the uses of files by container, within bounds. */
export class FileTally {
  readonly #limits: TouchLimits;
  readonly #containers = new Map<string, Watching>();
  #bytes = 0;
  /** Files and containers that were not noted for want of room. */
  forgotten = 0;

  constructor(limits: TouchLimits = defaultLimits) {
    this.#limits = limits;
  }

  /** One use of a file in a container (empty: on the host). A path that is not absolute is none. */
  note(container: string, touch: Touch, path: string, time: bigint): void {
    if (!path.startsWith('/')) return;
    const watching = this.#watching(container, time);
    if (watching === undefined) return;
    watching.last = time;
    let counting = watching.paths.get(path);
    if (counting === undefined) {
      const cost = path.length + pathCost;
      // No more than what is left for others: one that uses files without end takes half of the room, the next half of the rest.
      if (watching.bytes + cost > this.#limits.bytes - this.#bytes || path.length > maxPath) {
        this.forgotten += 1;
        return;
      }
      this.#bytes += cost;
      watching.bytes += cost;
      counting = { counts: { exec: 0, map: 0, open: 0 }, first: time, last: time };
      watching.paths.set(path, counting);
    }
    counting.counts[touch] += 1;
    counting.last = time;
  }

  has(container: string): boolean {
    return this.#containers.has(container);
  }

  /** What was noted, containers sorted by id; `about` tells what is known of a container besides. */
  containers(about: (id: string) => Omit<TouchingContainer, 'id'>): readonly TouchedContainer[] {
    return [...this.#containers]
      .map(([id, { paths, first, last }]) => ({
        ...about(id),
        id,
        first,
        last,
        paths: [...paths].map(([path, counting]) => ({ path, ...counting })).sort((a, b) => (a.path < b.path ? -1 : 1)),
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  #watching(container: string, time: bigint): Watching | undefined {
    const found = this.#containers.get(container);
    if (found !== undefined) return found;
    if (this.#containers.size >= this.#limits.containers) {
      this.forgotten += 1;
      return undefined;
    }
    const made: Watching = { paths: new Map(), bytes: 0, first: time, last: time };
    this.#containers.set(container, made);
    return made;
  }
}
