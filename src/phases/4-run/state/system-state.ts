import { beginsCall, type CaptureEvent, type EventType } from '../sources/scap/index.ts';
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
 * What an event means for the call that its thread is in: it begins one, which is kept for the end where somebody will ask, or ends it, or happens while it
 * goes on, as a switch to another thread does.
 */
type Turn = 'kept' | 'begin' | 'end' | 'aside';

/**
 * What is known of a machine while its events go by. First the lists of a capture or of a live system, then each event with `apply`, which gives the thread
 * it happened in, and with `finish` once it has been judged.
 */
export class SystemState extends MachineState {
  readonly #wanted: (name: string) => boolean;
  /** By code of an event: what it means for the call that its thread is in. */
  readonly #turns: (Turn | undefined)[] = [];
  /** Copies of beginnings whose calls have ended: the next beginnings take them. There are never more than there were calls at once. */
  readonly #spare: CaptureEvent[] = [];
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
    this.settleLists();
    const thread = this.threads.of(event.tid);
    const { code } = event.type;
    const turn = this.#turns[code] ?? this.#turnOf(event.type);
    if (turn === 'kept') thread.enter = (thread.enter ?? this.#spare.pop())?.take(event) ?? event.copy();
    else if (turn !== 'aside' && thread.enter !== undefined) {
      if (turn === 'end' && thread.enter.type.code === code - 1) event.enter = thread.enter;
      else this.#spare.push(thread.enter);
      thread.enter = undefined;
    }
    const effect = effects[code];
    if (effect === undefined) return thread;
    effect(this, thread, event);
    // It may have become another: a program started from a thread takes the place of its process.
    return this.threads.get(event.tid) ?? thread;
  }

  /** The event has been judged: what it ended goes, and what began it is another's from now on. */
  finish(event: CaptureEvent, thread: Thread): void {
    afterEffects[event.type.code]?.(this, thread, event);
    const { enter } = event;
    if (enter === undefined) return;
    event.enter = undefined;
    this.#spare.push(enter);
  }

  #turnOf(type: EventType): Turn {
    const { code, name, direction, aside, parameters } = type;
    let turn: Turn = 'aside';
    const asked = this.#wanted(name) || (parameters.length > 0 && this.concerns(type));
    if (beginsCall(type)) turn = asked ? 'kept' : 'begin';
    else if (direction === 'exit' && !aside) turn = 'end';
    this.#turns[code] = turn;
    return turn;
  }
}
