import { defined } from '../../../core/index.ts';
import { eventName, SyscallEvent } from '../fields/index.ts';
import type { Match, RuleEngine } from '../rules/engine.ts';
import { type CaptureEvent, type CaptureHandler, type EventType, timeOf } from '../sources/scap/index.ts';
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

const isWanted = ({ rules, observers }: Interest): boolean => rules || observers.length > 0;

/**
 * Whether rules and observers see such events: not what the recorder writes about itself, and not the beginning of a call in an old shape, which only completes
 * its end. What they see of a call, they see once.
 */
const isShown = ({ direction, old, category }: EventType): boolean =>
  !(direction === 'enter' && old) && category !== 'internal';

/** What becomes of the events of one shape. */
interface Plan {
  /** The name is in the event. */
  readonly generic: boolean;
  readonly interest: Interest;
  readonly taken: boolean;
  readonly shown: boolean;
}

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
  /** By the code of an event: what becomes of it. */
  readonly #plans: (Plan | undefined)[] = [];
  #first: bigint | undefined;
  /** Time of the event before, in halves. */
  #lastHigh = 0;
  #lastLow = 0;
  sections = 0;
  events = 0;
  unknownEvents = 0;
  unknownBlocks = 0;
  judged = 0;
  alerts = 0;

  constructor(engine: RuleEngine, options: PipelineOptions) {
    this.#engine = engine;
    this.#observers = options.observers ?? [];
    this.#onMatch = options.onMatch;
    this.state = new SystemState({
      wanted: (name) => isWanted(this.#interestIn(name)),
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
      unknownBlock: () => {
        this.unknownBlocks += 1;
      },
    };
  }

  /** An event of a capture, or of a live sensor that speaks the same. */
  event(event: CaptureEvent): void {
    if (this.events === 0) this.#first = event.time;
    this.events += 1;
    const plan = this.#plans[event.type.code] ?? this.#planFor(event.type);
    if (plan.generic) this.#takeGeneric(event);
    else if (plan.taken) this.#take(event, event.type.name, plan.interest, plan.shown);
    this.#lastHigh = event.timeHigh;
    this.#lastLow = event.timeLow;
  }

  /** Times of the first event and the last, in nanoseconds since 1970. */
  get first(): bigint | undefined {
    return this.#first;
  }

  get last(): bigint | undefined {
    return this.#first === undefined ? undefined : timeOf(this.#lastHigh, this.#lastLow);
  }

  /** A call that has no shape of its own tells its name itself. */
  #takeGeneric(event: CaptureEvent): void {
    const name = eventName(event);
    const interest = this.#interestIn(name);
    if (isWanted(interest) || this.state.concerns(event.type)) this.#take(event, name, interest, isShown(event.type));
  }

  #take(event: CaptureEvent, name: string, interest: Interest, shown: boolean): void {
    const thread = this.state.apply(event);
    if (shown) {
      this.#view ??= new SyscallEvent(this.state, event);
      const view = this.#view.of(event, thread, name);
      view.first = this.#first;
      view.previousHigh = this.#lastHigh;
      view.previousLow = this.#lastLow;
      for (const observer of interest.observers) observer.see(view);
      if (interest.rules) this.#judge(view);
    }
    this.state.finish(event, thread);
  }

  #planFor(type: EventType): Plan {
    const interest = this.#interestIn(type.name);
    const wanted = isWanted(interest);
    const plan = {
      generic: type.name === 'syscall',
      interest,
      taken: wanted || this.state.concerns(type),
      shown: wanted && isShown(type),
    };
    this.#plans[type.code] = plan;
    return plan;
  }

  #judge(view: SyscallEvent): void {
    this.judged += 1;
    const matches = this.#engine.evaluate(view);
    for (const match of matches) this.#tell(match, view);
    for (const match of this.#byPath(view))
      if (!matches.some(({ rule }) => rule === match.rule)) this.#tell(match, view);
  }

  #tell(match: Match, view: SyscallEvent): void {
    this.alerts += 1;
    this.#onMatch(match, view.thread.container?.id ?? '');
  }

  /**
   * What rules say of a file that was opened when it goes by the kernel's name for it, where a live source tells that and it is another than the one that was
   * given: a program may come by a link, or change the name while the call runs, to be seen opening something else.
   */
  #byPath(view: SyscallEvent): readonly Match[] {
    const { descriptor } = view;
    const path = view.event.opened?.path;
    if (descriptor === undefined || path === undefined || path === descriptor.name) return [];
    const given = descriptor.name;
    descriptor.name = path;
    const matches = this.#engine.evaluate(view);
    descriptor.name = given;
    return matches;
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
