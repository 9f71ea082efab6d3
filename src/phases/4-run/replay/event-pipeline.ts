import { defined } from '../../../core/index.ts';
import { eventName, SyscallEvent } from '../fields/index.ts';
import type { Match, RuleEngine } from '../rules/engine.ts';
import type { CaptureEvent, CaptureHandler } from '../sources/scap/index.ts';
import { type StateLimits, SystemState } from '../state/index.ts';

/** Somebody who watches the events beside the rules. */
export interface EventObserver {
  /** Whether events of that name are of interest. */
  wants(name: string): boolean;
  /** Such an event, after it has been applied. Valid until this returns. */
  see(event: SyscallEvent): void;
}

export interface PipelineOptions {
  readonly stateLimits?: StateLimits;
  readonly observers?: readonly EventObserver[];
  /** `container`: in which it happened; empty for the host. */
  readonly onMatch: (match: Match, container: string) => void;
}

/** Who is interested in events of one name. */
interface Interest {
  readonly rules: boolean;
  readonly observers: readonly EventObserver[];
}

/** Kinds of events that the recorder writes about itself. */
const internal = 'internal';

/**
 * The way of an event: it changes what is known of the machine, observers see it, rules judge it, and what it ended is forgotten.
 */
export class EventPipeline {
  readonly state: SystemState;
  readonly #engine: RuleEngine;
  readonly #observers: readonly EventObserver[];
  readonly #onMatch: PipelineOptions['onMatch'];
  readonly #interest = new Map<string, Interest>();
  #view: SyscallEvent | undefined;
  #previous: bigint | undefined;
  sections = 0;
  events = 0;
  unknownEvents = 0;
  judged = 0;
  alerts = 0;
  /** Times of the first event and the last, in nanoseconds since 1970. */
  first: bigint | undefined;
  last: bigint | undefined;

  constructor(engine: RuleEngine, options: PipelineOptions) {
    this.#engine = engine;
    this.#observers = options.observers ?? [];
    this.#onMatch = options.onMatch;
    this.state = new SystemState({
      wanted: (name) => this.#isWanted(name),
      ...defined({ limits: options.stateLimits }),
    });
  }

  /** Takes the lists and events of a capture. */
  get handler(): CaptureHandler {
    const { lists } = this.state;
    return {
      ...lists,
      section: (number) => {
        this.sections = number;
        lists.section?.(number);
      },
      event: (event) => this.event(event),
      unknownEvent: () => {
        this.events += 1;
        this.unknownEvents += 1;
      },
    };
  }

  /** An event of a capture, or of a live sensor that speaks the same. */
  event(event: CaptureEvent): void {
    this.events += 1;
    const time = event.time;
    this.first ??= time;
    this.last = time;
    const name = eventName(event);
    const interest = this.#interestIn(name);
    const wanted = interest.rules || interest.observers.length > 0;
    if (wanted || this.state.concerns(event.type)) this.#take(event, name, interest);
    this.#previous = time;
  }

  #take(event: CaptureEvent, name: string, interest: Interest): void {
    const thread = this.state.apply(event);
    const { direction, old, category } = event.type;
    // The beginning of a call in an old shape only completes its end: what rules see of a call, they see once.
    const shown = !(direction === 'enter' && old) && category !== internal;
    if (shown && (interest.rules || interest.observers.length > 0)) {
      this.#view ??= new SyscallEvent(this.state, event);
      const view = this.#view.of(event, thread, name);
      view.first = this.first;
      view.previous = this.#previous;
      for (const observer of interest.observers) observer.see(view);
      if (interest.rules) this.#judge(view);
    }
    this.state.finish(event, thread);
  }

  #judge(view: SyscallEvent): void {
    this.judged += 1;
    for (const match of this.#engine.evaluate(view)) {
      this.alerts += 1;
      this.#onMatch(match, view.thread.container?.id ?? '');
    }
  }

  #isWanted(name: string): boolean {
    const { rules, observers } = this.#interestIn(name);
    return rules || observers.length > 0;
  }

  #interestIn(name: string): Interest {
    let interest = this.#interest.get(name);
    if (interest === undefined) {
      interest = {
        rules: this.#engine.concerns('syscall', name),
        observers: this.#observers.filter((observer) => observer.wants(name)),
      };
      this.#interest.set(name, interest);
    }
    return interest;
  }
}
