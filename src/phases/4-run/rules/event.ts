import type { FieldSource, FieldValue } from '../../../foundations/languages/falco/index.ts';

/** An event that rules judge: what its fields are, and the few things that every event has. */
export interface RuntimeEvent extends FieldSource {
  /** `syscall`, `k8s_audit` …: rules of other sources do not see it. */
  readonly source: string;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  /** The value of `evt.type`, where events of its source have a type. */
  readonly type?: string;
  /** How a field is written that is a number in another base, by its name as a template has it; undefined of all others. */
  written?(name: string): string | undefined;
}

const second = 1_000_000_000n;

/** `2016-08-04T16:17:57.881781397` in UTC. */
export function isoTime(time: bigint): string {
  const nanoseconds = ((time % second) + second) % second;
  const whole = Number((time - nanoseconds) / second);
  const date = new Date(whole * 1000);
  const text = Number.isNaN(date.getTime()) ? '1970-01-01T00:00:00' : date.toISOString().slice(0, 19);
  return `${text}.${String(nanoseconds).padStart(9, '0')}`;
}

/** Names of the fields that tell the time of an event in words; in JSON they are nanoseconds. */
export const timeFields: ReadonlySet<string> = new Set([
  'evt.time',
  'evt.time.s',
  'evt.time.iso8601',
  'evt.datetime',
  'evt.datetime.s',
]);

/** Fields that follow from what every event has: every event has a value of them, but for the type. */
export const commonFields: ReadonlySet<string> = new Set([
  ...timeFields,
  'evt.rawtime',
  'evt.rawtime.s',
  'evt.rawtime.ns',
  'evt.source',
  'evt.type',
]);

/** The value of a field that follows from what every event has. Times are in UTC. */
function commonField(event: RuntimeEvent, field: string): FieldValue | undefined {
  const { time } = event;
  switch (field) {
    case 'evt.time':
      return isoTime(time).slice(11);
    case 'evt.time.s':
      return isoTime(time).slice(11, 19);
    case 'evt.time.iso8601':
      return `${isoTime(time)}+0000`;
    case 'evt.datetime':
      return isoTime(time).replace('T', ' ');
    case 'evt.datetime.s':
      return isoTime(time).replace('T', ' ').slice(0, 19);
    case 'evt.rawtime':
      return time;
    case 'evt.rawtime.s':
      return time / second;
    case 'evt.rawtime.ns':
      return time % second;
    case 'evt.source':
      return event.source;
    case 'evt.type':
      return event.type;
    default:
      return undefined;
  }
}

/** The event that is being judged, with the fields that follow from what every event has. */
export class EventView implements FieldSource {
  #event: RuntimeEvent | undefined;

  /** The same view, now of another event. */
  of(event: RuntimeEvent): this {
    this.#event = event;
    return this;
  }

  get(field: string, argument?: string): FieldValue | undefined {
    const event = this.#event;
    if (event === undefined) return undefined;
    return event.get(field, argument) ?? commonField(event, field);
  }

  /** See `RuntimeEvent`. */
  written(name: string): string | undefined {
    return this.#event?.written?.(name);
  }
}
