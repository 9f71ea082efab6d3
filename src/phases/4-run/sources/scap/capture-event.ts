import { SeaworthyError } from '../../../../core/index.ts';
import { dynamicTypes, type EventParameter, type EventType, eventTypes } from './event-table.ts';
import type { ParameterType } from './parameter-types.ts';
import { type ParameterValue, readNumber, readValue } from './parameter-value.ts';

/** Most parameters of an event; the table knows 31. */
export const maxParameters = 64;

/** Bytes of the header of an event: time, thread, length, type; and the number of parameters where it is told. */
const headerBytes = 8 + 8 + 4 + 2;

const noBytes = Buffer.alloc(0);
const noView = new DataView(new ArrayBuffer(0));

/** Bytes that a copy has at least, and at most beyond the event that is in it. */
const leastBytes = 192;
const keptBytes = 4_096;

const malformed = (why: string): SeaworthyError => new SeaworthyError('E_FORMAT', 'an event is malformed', { why });

/**
 * An event of a capture. Parameters are read when they are asked for. The reader hands out the same object again and again: `copy` gives one that stays.
 */
export class CaptureEvent {
  /** Number within the capture, from 1. */
  number = 0;
  cpu = 0;
  flags = 0;
  tid = 0;
  type: EventType;
  /** How many parameters there are; older captures have fewer than the table lists. */
  count = 0;
  /** The event that began the call which this one ends, where it was kept. */
  enter: CaptureEvent | undefined;
  /** What a live source tells of a file that was opened besides the event. */
  opened: OpenedFile | undefined;
  #bytes: Buffer;
  #view: DataView;
  #little = true;
  #time = 0;
  readonly #starts = new Uint32Array(maxParameters + 1);

  constructor(type: EventType, bytes: Buffer, view: DataView) {
    this.type = type;
    this.#bytes = bytes;
    this.#view = view;
  }

  /**
   * Takes the event that lies between two places of `bytes`, of which `view` shows the same. False when its type is not one we know. Throws `E_FORMAT`.
   */
  load(bytes: Buffer, view: DataView, start: number, end: number, layout: EventLayout): boolean {
    const { little, counted, large } = layout;
    const header = start + 2 + (layout.flags ? 4 : 0);
    const lengths = header + headerBytes + (counted ? 4 : 0);
    if (lengths > end) throw malformed('it is shorter than its header');
    const type = eventTypes[view.getUint16(header + 20, little)];
    if (type === undefined) return false;
    this.type = type;
    this.cpu = view.getUint16(start, little);
    this.flags = layout.flags ? view.getUint32(start + 2, little) : 0;
    this.tid = view.getUint32(header + 8, little) + view.getInt32(header + 12, little) * 0x1_0000_0000;
    if (!little) this.tid = Number(view.getBigInt64(header + 8, false));
    this.enter = undefined;
    this.opened = undefined;
    this.#bytes = bytes;
    this.#view = view;
    this.#little = little;
    this.#time = header;
    if (counted) {
      const told = view.getUint32(header + headerBytes, little);
      if (!this.#measure(told, lengths, end, large ? 4 : 2)) throw malformed('its parameters are longer than it is');
    } else {
      this.#guess(lengths, Math.min(end, header + this.#toldLength(header)));
    }
    return true;
  }

  /** Nanoseconds since 1970. */
  get time(): bigint {
    return this.#view.getBigUint64(this.#time, this.#little);
  }

  /** The upper and the lower half of `time`, which cost no object: `timeOf` puts them together. */
  get timeHigh(): number {
    return this.#view.getUint32(this.#little ? this.#time + 4 : this.#time, this.#little);
  }

  get timeLow(): number {
    return this.#view.getUint32(this.#little ? this.#time : this.#time + 4, this.#little);
  }

  /** The value of a parameter; undefined when the event does not have it. */
  value(parameter: EventParameter): ParameterValue | undefined {
    const { index } = parameter;
    if (index >= this.count) return undefined;
    const start = this.#starts[index] ?? 0;
    const end = this.#starts[index + 1] ?? start;
    return readValue(parameter, this.#bytes, this.#view, start, end, this.#little);
  }

  /** The value of the parameter of that name, taken from the event that began the call where this one does not have it. */
  get(name: string): ParameterValue | undefined {
    const parameter = this.type.byName.get(name);
    const value = parameter === undefined ? undefined : this.value(parameter);
    return value === undefined ? this.enter?.get(name) : value;
  }

  /** Whether the event itself has the parameter, be it empty. */
  has(name: string): boolean {
    const parameter = this.type.byName.get(name);
    return parameter !== undefined && parameter.index < this.count;
  }

  /** Whether the event itself has bytes for the parameter. */
  holds({ index }: EventParameter): boolean {
    return index < this.count && (this.#starts[index + 1] ?? 0) > (this.#starts[index] ?? 0);
  }

  /** The type of the value of a parameter, which the first byte of some values tells; undefined when it is none that is known. */
  typeOf({ index, type, variants }: EventParameter): ParameterType | undefined {
    if (type !== 'dyn' || index >= this.count) return type;
    return dynamicTypes[variants ?? '']?.[this.#bytes[this.#starts[index] ?? 0] ?? 0];
  }

  /** A whole number, where the parameter is one. */
  whole(name: string): number | undefined {
    const parameter = this.type.byName.get(name);
    const value = parameter === undefined ? undefined : this.wholeOf(parameter);
    return value === undefined ? this.enter?.whole(name) : value;
  }

  /** The whole number in a parameter of the event itself. */
  wholeOf(parameter: EventParameter): number | undefined {
    const { index, numberKind } = parameter;
    if (index >= this.count) return undefined;
    const start = this.#starts[index] ?? 0;
    const size = (this.#starts[index + 1] ?? start) - start;
    if (size <= 0) return undefined;
    const value =
      numberKind === undefined ? this.value(parameter) : readNumber(numberKind, this.#view, start, size, this.#little);
    return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : undefined;
  }

  /** A text, where the parameter is one. */
  text(name: string): string | undefined {
    const value = this.get(name);
    return typeof value === 'string' ? value : undefined;
  }

  /** The same event on bytes of its own. */
  copy(): CaptureEvent {
    return new CaptureEvent(this.type, noBytes, noView).take(this);
  }

  /** Becomes a copy of another event, on bytes of its own that it keeps for the next. Not for one that `load` was called on. */
  take(event: CaptureEvent): this {
    const from = event.#time;
    const end = Math.max(event.#starts[event.count] ?? 0, from + headerBytes);
    const length = end - from;
    if (this.#bytes.length < length || this.#bytes.length > keptBytes) {
      const bytes = Buffer.alloc(Math.max(leastBytes, length));
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    event.#bytes.copy(this.#bytes, 0, from, end);
    this.type = event.type;
    this.number = event.number;
    this.cpu = event.cpu;
    this.flags = event.flags;
    this.tid = event.tid;
    this.count = event.count;
    this.enter = event.enter;
    this.opened = event.opened;
    this.#little = event.#little;
    this.#time = 0;
    for (let index = 0; index <= event.count; index += 1) this.#starts[index] = (event.#starts[index] ?? from) - from;
    return this;
  }

  /** Length of the event by its header. Two kinds tell three bytes too many in captures of old. */
  #toldLength(header: number): number {
    const told = this.#view.getUint32(header + 16, this.#little);
    return this.type.name === 'notification' || this.type.name === 'infra' ? told - 3 : told;
  }

  /** Notes where parameters lie; false when they do not fit. */
  #measure(count: number, lengths: number, end: number, size: 2 | 4): boolean {
    if (count > maxParameters) return false;
    let at = lengths + count * size;
    if (at > end) return false;
    for (let index = 0; index < count; index += 1) {
      this.#starts[index] = at;
      const place = lengths + index * size;
      at += size === 2 ? this.#view.getUint16(place, this.#little) : this.#view.getUint32(place, this.#little);
      if (at > end) return false;
    }
    this.#starts[count] = at;
    this.count = count;
    return true;
  }

  /** Where the number of parameters is not told it follows from the length: it is the one with which they end where the event does. */
  #guess(lengths: number, end: number): void {
    for (let count = this.type.parameters.length; count >= 0; count -= 1) {
      if (this.#measure(count, lengths, end, 2) && this.#starts[count] === end) return;
    }
    throw malformed('its parameters do not end where it does');
  }
}

/** A file that was opened, as the kernel has it. */
export interface OpenedFile {
  /** Absolute, links followed, as the process sees it; undefined when the kernel gave none. */
  readonly path: string | undefined;
  readonly isDirectory: boolean;
}

/** A time of its two halves. */
export const timeOf = (high: number, low: number): bigint => (BigInt(high) << 32n) | BigInt(low);

/** How an event lies in its block. */
export interface EventLayout {
  readonly little: boolean;
  readonly flags: boolean;
  readonly counted: boolean;
  readonly large: boolean;
}
