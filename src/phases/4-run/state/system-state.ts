import { type CaptureEvent, type EventType, eventTypes } from '../sources/scap/index.ts';
import { afterEffects, effects } from './effects.ts';
import { MachineState } from './machine-state.ts';
import type { Thread } from './thread.ts';
import { defaultStateLimits, type StateLimits } from './thread-table.ts';

export interface StateOptions {
  readonly limits?: StateLimits;
  /** Whether anybody will ask about events of that name: only then is the beginning of a call kept for its end. All when not given. */
  readonly wanted?: (name: string) => boolean;
}

/**
 * What is known of a machine while its events go by. First the lists of a capture or of a live system, then each event with `apply`, which gives the thread
 * it happened in, and with `finish` once it has been judged.
 */
export class SystemState extends MachineState {
  readonly #wanted: (name: string) => boolean;
  /** By code of an event that begins a call: whether it is kept for the end. */
  readonly #keeps: (boolean | undefined)[] = [];
  constructor(options: StateOptions = {}) {
    super(options.limits ?? defaultStateLimits);
    this.#wanted = options.wanted ?? (() => true);
  }

  /** Whether events of that shape change anything, or complete one that does. */
  concerns({ code, direction }: EventType): boolean {
    if (effects[code] !== undefined || afterEffects[code] !== undefined) return true;
    return direction === 'enter' && (effects[code + 1] !== undefined || afterEffects[code + 1] !== undefined);
  }

  /** The event happens: gives the thread it happened in, as it is right after. */
  apply(event: CaptureEvent): Thread {
    const thread = this.threads.of(event.tid);
    const { code, direction } = event.type;
    if (direction === 'enter') {
      if (this.#keep(event)) thread.enter = event.copy();
    } else if (thread.enter !== undefined) {
      if (thread.enter.type.code === code - 1) event.enter = thread.enter;
      thread.enter = undefined;
    }
    const effect = effects[code];
    if (effect === undefined) return thread;
    effect(this, thread, event);
    // It may have become another: a program started from a thread takes the place of its process.
    return this.threads.get(event.tid) ?? thread;
  }

  /** The event has been judged: what it ended goes. */
  finish(event: CaptureEvent, thread: Thread): void {
    afterEffects[event.type.code]?.(this, thread, event);
  }

  #keep(event: CaptureEvent): boolean {
    const { code, name, parameters } = event.type;
    let keep = this.#keeps[code];
    if (keep === undefined) {
      keep =
        parameters.length > 0 &&
        eventTypes[code + 1]?.direction === 'exit' &&
        (this.concerns(event.type) || this.#wanted(name));
      this.#keeps[code] = keep;
    }
    return keep;
  }
}
