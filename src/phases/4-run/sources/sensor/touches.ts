import { FileTally, type Touch, type TouchedContainer, type TouchingContainer } from '../../in-use/file-tally.ts';
import type { SensorEvent } from './sensor-event.ts';

/** The file that an event used and how; `undefined` for events that use none, failed, or do not name it. */
export function touchOf(event: SensorEvent): { readonly touch: Touch; readonly path: string } | undefined {
  const path = event.kind === 'exec' || event.kind === 'map' || event.kind === 'open' ? event.path : undefined;
  if (path === undefined || !path.startsWith('/')) return undefined;
  if (event.kind === 'open' && event.result < 0) return undefined;
  return { touch: event.kind as Touch, path };
}

/** Files used by container, in the shape that `packagesInUse` and `inUseEvidence` take. The container of the host has an empty id. */
export class SensorTouches {
  readonly #tally = new FileTally();

  /** Files and containers that were not noted for want of room. */
  get forgotten(): number {
    return this.#tally.forgotten;
  }

  see(event: SensorEvent): void {
    const found = touchOf(event);
    if (found !== undefined) this.#tally.note(event.container?.id ?? '', found.touch, found.path, event.time);
  }

  /** What was noted, containers sorted by id; `about` tells what is known of a container besides. */
  containers(about: (id: string) => Omit<TouchingContainer, 'id'> = () => ({})): readonly TouchedContainer[] {
    return this.#tally.containers(about);
  }
}
