import { defined } from '../../../core/index.ts';
import type { SyscallEvent } from '../fields/index.ts';
import type { EventObserver } from '../replay/index.ts';
import { flagValue } from '../sources/scap/index.ts';
import {
  FileTally,
  type Touch,
  type TouchedContainer,
  type TouchingContainer,
  type TouchLimits,
} from './file-tally.ts';

const execs: ReadonlySet<string> = new Set(['execve', 'execveat']);
const opens: ReadonlySet<string> = new Set(['open', 'openat', 'openat2', 'open_by_handle_at']);
const maps: ReadonlySet<string> = new Set(['mmap', 'mmap2']);

const executable = flagValue('prot_flags', 'PROT_EXEC');

/** Notes which files are executed, mapped as code and opened, in which container. Give it to a replay as an observer. */
export class TouchedFiles implements EventObserver {
  readonly #tally: FileTally;
  readonly #about = new Map<string, TouchingContainer>();
  readonly #hostToo: boolean;

  /** `hostToo`: also what is used outside of containers, as in a recording of a program that ran in none. */
  constructor(options: { readonly limits?: TouchLimits; readonly hostToo?: boolean } = {}) {
    this.#tally = new FileTally(options.limits);
    this.#hostToo = options.hostToo ?? true;
  }

  /** Files and containers that were not noted for want of room. */
  get forgotten(): number {
    return this.#tally.forgotten;
  }

  wants(name: string): boolean {
    return execs.has(name) || opens.has(name) || maps.has(name);
  }

  see(event: SyscallEvent): void {
    if (event.event.type.direction !== 'exit' || !this.#counts(event.thread.container?.id ?? '')) return;
    const name = event.type;
    if (execs.has(name)) {
      if (event.event.whole('res') === 0) this.#note(event, 'exec', event.thread.path || event.thread.executable);
    } else if (opens.has(name)) {
      const { descriptor } = event;
      // The kernel's own path where it is told: what the name leads to is the file of a package.
      if (descriptor?.type === 'file') this.#note(event, 'open', descriptor.path ?? descriptor.name);
    } else if (((event.event.whole('prot') ?? 0) & executable) !== 0) {
      const { descriptor } = event;
      if (descriptor?.type === 'file') this.#note(event, 'map', descriptor.path ?? descriptor.name);
    }
  }

  /** Code was mapped in a container (empty: on the host), as a live source tells it beside the events. */
  mapped(container: string, path: string, time: bigint): void {
    if (this.#counts(container)) this.#tally.note(container, 'map', path, time);
  }

  /** What was noted, containers sorted by id; `about` tells what is known of a container besides, where it is not in the recording. */
  containers(about?: (id: string) => Omit<TouchingContainer, 'id'>): readonly TouchedContainer[] {
    return this.#tally.containers((id) => ({ ...this.#about.get(id), ...about?.(id) }));
  }

  #counts(container: string): boolean {
    return this.#hostToo || container !== '';
  }

  #note(event: SyscallEvent, touch: Touch, path: string): void {
    const id = event.thread.container?.id ?? '';
    this.#tally.note(id, touch, path, event.time);
    // What the runtime tells may come later than the first events of a container.
    if (id !== '' && this.#about.get(id)?.image === undefined && this.#tally.has(id))
      this.#about.set(id, describe(event, id));
  }
}

function describe(event: SyscallEvent, id: string): TouchingContainer {
  const { name, image, imageId, imageDigest } = event.state.containerOf(event.thread) ?? {};
  return { id, ...defined({ name, image, imageId, imageDigest }) };
}
