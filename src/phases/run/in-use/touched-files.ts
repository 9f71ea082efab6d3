import { flagValue } from '../captures/index.ts';
import type { SyscallEvent } from '../fields/index.ts';
import type { EventObserver } from '../replay/index.ts';

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
  /** Of all containers together. */
  readonly paths: number;
}

const defaultLimits: TouchLimits = { containers: 4_096, paths: 1_000_000 };

/** Longest path (Linux: PATH_MAX). */
const maxPath = 4_096;

interface Counting {
  counts: Record<Touch, number>;
  first: bigint;
  last: bigint;
}

interface Watching {
  about: TouchingContainer;
  readonly paths: Map<string, Counting>;
  first: bigint;
  last: bigint;
}

const execs: ReadonlySet<string> = new Set(['execve', 'execveat']);
const opens: ReadonlySet<string> = new Set(['open', 'openat', 'openat2', 'open_by_handle_at']);
const maps: ReadonlySet<string> = new Set(['mmap', 'mmap2']);

const executable = flagValue('prot_flags', 'PROT_EXEC');

/** Notes which files are executed, mapped as code and opened, in which container. Give it to a replay or a watch as an observer. */
export class TouchedFiles implements EventObserver {
  readonly #limits: TouchLimits;
  readonly #containers = new Map<string, Watching>();
  #paths = 0;
  /** Files and containers that were not noted for want of room. */
  forgotten = 0;

  constructor(limits: TouchLimits = defaultLimits) {
    this.#limits = limits;
  }

  wants(name: string): boolean {
    return execs.has(name) || opens.has(name) || maps.has(name);
  }

  see(event: SyscallEvent): void {
    if (event.event.type.direction !== 'exit') return;
    const name = event.type;
    if (execs.has(name)) {
      if (event.event.whole('res') === 0) this.#note(event, 'exec', event.thread.path || event.thread.executable);
    } else if (opens.has(name)) {
      const { descriptor } = event;
      if (descriptor?.type === 'file') this.#note(event, 'open', descriptor.name);
    } else if (((event.event.whole('prot') ?? 0) & executable) !== 0) {
      const { descriptor } = event;
      if (descriptor?.type === 'file') this.#note(event, 'map', descriptor.name);
    }
  }

  /** What was noted, containers sorted by id. */
  containers(): readonly TouchedContainer[] {
    return [...this.#containers.values()]
      .map(({ about, paths, first, last }) => ({
        ...about,
        first,
        last,
        paths: [...paths].map(([path, counting]) => ({ path, ...counting })).sort((a, b) => (a.path < b.path ? -1 : 1)),
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  #note(event: SyscallEvent, touch: Touch, path: string): void {
    if (!path.startsWith('/')) return;
    const watching = this.#watching(event);
    if (watching === undefined) return;
    const { time } = event;
    watching.last = time;
    let counting = watching.paths.get(path);
    if (counting === undefined) {
      if (this.#paths >= this.#limits.paths || path.length > maxPath) {
        this.forgotten += 1;
        return;
      }
      this.#paths += 1;
      counting = { counts: { exec: 0, map: 0, open: 0 }, first: time, last: time };
      watching.paths.set(path, counting);
    }
    counting.counts[touch] += 1;
    counting.last = time;
  }

  #watching(event: SyscallEvent): Watching | undefined {
    const id = event.thread.container?.id ?? '';
    const found = this.#containers.get(id);
    if (found?.about.image !== undefined || (found !== undefined && id === '')) return found;
    // What the runtime tells may come later than the first events of a container.
    const about = describe(event, id);
    if (found !== undefined) {
      found.about = about;
      return found;
    }
    if (this.#containers.size >= this.#limits.containers) {
      this.forgotten += 1;
      return undefined;
    }
    const { time } = event;
    const made: Watching = { about, paths: new Map(), first: time, last: time };
    this.#containers.set(id, made);
    return made;
  }
}

function describe(event: SyscallEvent, id: string): TouchingContainer {
  const info = event.state.containerOf(event.thread);
  return {
    id,
    ...(info?.name === undefined ? {} : { name: info.name }),
    ...(info?.image === undefined ? {} : { image: info.image }),
    ...(info?.imageId === undefined ? {} : { imageId: info.imageId }),
    ...(info?.imageDigest === undefined ? {} : { imageDigest: info.imageDigest }),
  };
}
