import {
  type CaptureEvent,
  currentShape,
  type EventParameter,
  type ParameterValue,
  syscallNames,
  timeOf,
} from '../sources/scap/index.ts';
import { type FileDescriptor, type SystemState, Thread } from '../state/index.ts';

/** The name of the call or happening, as `evt.type` has it. Calls without a shape of their own tell theirs in a parameter. */
export function eventName(event: CaptureEvent): string {
  if (event.type.name !== 'syscall') return event.type.name;
  return syscallNames.get(event.whole('ID') ?? -1) ?? 'syscall';
}

/** The number of the descriptor of a call that gives one and did not, or not yet. */
const none = -1;

/** A system call: the event, the thread it happened in, and what is known of the machine. One object serves for all events: `of` turns it to the next. */
export class SystemCall {
  readonly source = 'syscall';
  readonly state: SystemState;
  event: CaptureEvent;
  thread: Thread;
  /** Time of the first event, in nanoseconds since 1970. */
  first: bigint | undefined;
  /** The same of the event before, in halves: see `CaptureEvent.timeHigh`. */
  previousHigh = 0;
  previousLow = 0;
  #type: string | undefined;
  #fd: number | undefined | null = null;

  /** Each event is shown with the parameters that it has itself, as a list of a recording shows them, and not the call as a whole. */
  readonly #asRecorded: boolean;

  constructor(state: SystemState, event: CaptureEvent, options: { readonly asRecorded?: boolean } = {}) {
    this.state = state;
    this.#asRecorded = options.asRecorded ?? false;
    this.event = event;
    this.thread = new Thread(0, 0);
  }

  /** The same object, now of another event. `name` is that of `eventName`, where it is known. */
  of(event: CaptureEvent, thread: Thread, name?: string): this {
    this.event = event;
    this.thread = thread;
    this.#type = name;
    this.#fd = null;
    return this;
  }

  get time(): bigint {
    return this.event.time;
  }

  /** Time of the event before; undefined of the first one. */
  get previous(): bigint | undefined {
    const time = timeOf(this.previousHigh, this.previousLow);
    return time === 0n ? undefined : time;
  }

  get type(): string {
    this.#type ??= eventName(this.event);
    return this.#type;
  }

  /** The parameters that the event has in its shape of today; as recorded, those that it has. */
  get parameters(): readonly EventParameter[] {
    const { type, count } = this.event;
    if (!this.#asRecorded) return currentShape(type).parameters;
    return type.parameters.length <= count ? type.parameters : type.parameters.slice(0, count);
  }

  /** The value of a parameter: of the event, else of the one that began its call. */
  valueOf(parameter: EventParameter): ParameterValue | undefined {
    return this.#asRecorded ? this.event.value(parameter) : this.event.get(parameter.name);
  }

  /** Number of the descriptor the event is about: the one it made, or the first it uses. */
  get fd(): number | undefined {
    if (this.#fd === null) this.#fd = this.#findDescriptor();
    return this.#fd;
  }

  /** What that descriptor stands for. */
  get descriptor(): FileDescriptor | undefined {
    return this.state.descriptor(this.thread, this.fd);
  }

  #findDescriptor(): number | undefined {
    const { event } = this;
    const { type } = event;
    if (type.createsDescriptor) {
      if (type.direction === 'enter') return type.usesDescriptor ? (event.whole('fd') ?? none) : none;
      // Calls that make two tell them in parameters of their own; the last one counts.
      return Math.max(none, event.whole('fd2') ?? event.whole(type.parameters[0]?.name ?? '') ?? none);
    }
    if (!type.usesDescriptor) return undefined;
    return event.whole('fd') ?? event.whole('fd_in') ?? event.whole('in_fd');
  }
}
