import type { Touch, TouchedContainer, TouchedPath, TouchingContainer } from '../in-use/touched-files.ts';
import type { SensorEvent } from './sensor-event.ts';

/** The file that an event used and how; `undefined` for events that use none, failed, or do not name it. */
export function touchOf(event: SensorEvent): { readonly touch: Touch; readonly path: string } | undefined {
  const path = event.kind === 'exec' || event.kind === 'map' || event.kind === 'open' ? event.path : undefined;
  if (path === undefined || !path.startsWith('/')) return undefined;
  if (event.kind === 'open' && event.result < 0) return undefined;
  return { touch: event.kind as Touch, path };
}

interface Watching {
  readonly paths: Map<string, { counts: Record<Touch, number>; first: bigint; last: bigint }>;
  readonly first: bigint;
  last: bigint;
}

const maxContainers = 4_096;
const maxPathsOfOne = 200_000;

/** Files used by container, in the shape that `packagesInUse` and `inUseEvidence` take. The container of the host has an empty id. */
export class SensorTouches {
  readonly #containers = new Map<string, Watching>();
  /** Files and containers that were not noted for want of room. */
  forgotten = 0;

  see(event: SensorEvent): void {
    const found = touchOf(event);
    if (found === undefined) return;
    const { time } = event;
    const id = event.container?.id ?? '';
    let watching = this.#containers.get(id);
    if (watching === undefined) {
      if (this.#containers.size >= maxContainers) {
        this.forgotten += 1;
        return;
      }
      watching = { paths: new Map(), first: time, last: time };
      this.#containers.set(id, watching);
    }
    watching.last = time;
    let counting = watching.paths.get(found.path);
    if (counting === undefined) {
      if (watching.paths.size >= maxPathsOfOne) {
        this.forgotten += 1;
        return;
      }
      counting = { counts: { exec: 0, map: 0, open: 0 }, first: time, last: time };
      watching.paths.set(found.path, counting);
    }
    counting.counts[found.touch] += 1;
    counting.last = time;
  }

  /** What was noted, containers sorted by id; `about` tells what is known of a container besides. */
  containers(about: (id: string) => Omit<TouchingContainer, 'id'> = () => ({})): readonly TouchedContainer[] {
    const byPath = (a: TouchedPath, b: TouchedPath): number => (a.path < b.path ? -1 : 1);
    return [...this.#containers]
      .map(([id, { paths, first, last }]) => ({
        ...about(id),
        id,
        first,
        last,
        paths: [...paths].map(([path, counting]) => ({ path, ...counting })).sort(byPath),
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}
