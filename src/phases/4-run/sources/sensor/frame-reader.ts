import { SeaworthyError } from '../../../../core/index.ts';
import { CaptureEvent, eventTypes } from '../scap/index.ts';
import { textOf } from '../scap/text-of.ts';
import { FrameCursor, malformed } from './frame-cursor.ts';
import { type EventOrigin, marks, type SensorHandler } from './frames.ts';
import {
  readCgroup,
  readCounters,
  readDescriptor,
  readHello,
  readMap,
  readProcess,
  readSnapshotEnd,
} from './read-body.ts';

/** Most bytes of a frame, without its length. */
export const maxFrameBytes = 256 * 1024;

/** Types of frames (`sensor/README.md`, "Frames"). Those from `additional` on may be left unread. */
const frames = {
  ...{ hello: 1, map: 6, cgroup: 7, lost: 8, end: 9, event: 10, process: 11, descriptor: 12, snapshotEnd: 13 },
  ...{ heartbeat: 14, additional: 128 },
} as const;

/** Bytes before the event: type, control group, process, its start, marks. */
const originBytes = 1 + 8 + 4 + 8 + 4;
/** Bytes of an event up to its parameters: processor, then a header whose length in it counts from the time on. */
const leastEvent = 2 + 26;
const layout = { little: true, flags: false, counted: true, large: false } as const;

const noBytes = Buffer.alloc(0);

/**
 * Reads the bytes of a sensor, in whatever pieces they come. It keeps at most one unfinished frame. The first frame must be `hello`; after `end` nothing may
 * follow. Events are read where they lie: no copy is made.
 */
export class FrameReader {
  readonly #handler: SensorHandler;
  readonly #event: CaptureEvent;
  readonly #origin: EventOrigin = { cgroup: 0, pid: 0, start: 0, marks: 0, path: undefined };
  #rest: Buffer = noBytes;
  #started = false;
  #ended = false;
  #events = 0;
  #failure: unknown;

  constructor(handler: SensorHandler) {
    this.#handler = handler;
    const [type] = eventTypes;
    if (type === undefined) throw new Error('the event table is empty');
    this.#event = new CaptureEvent(type, noBytes, new DataView(new ArrayBuffer(0)));
  }

  /** Whether the stream began as one. */
  get started(): boolean {
    return this.#started;
  }

  /** Whether it came to its `end` frame. */
  get ended(): boolean {
    return this.#ended;
  }

  /**
   * Hands out the frames that are complete with these bytes. Throws `E_FORMAT` at one that is malformed, when those before it have been handed out; the
   * reader is of no use afterwards. What the handler throws is thrown.
   */
  push(chunk: Uint8Array): void {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      this.#read(chunk);
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }

  /** Says that no more bytes come. Throws `E_TRUNCATED` unless the last frame was `end`. */
  finish(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (!this.#ended) throw new SeaworthyError('E_TRUNCATED', 'the stream of the sensor was cut off');
  }

  #read(chunk: Uint8Array): void {
    const piece = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = 0;
    while (bytes.length - at >= 4) {
      const length = view.getUint32(at, true);
      if (length === 0 || length > maxFrameBytes) throw malformed(`a frame of ${length} bytes`);
      if (bytes.length - at - 4 < length) break;
      this.#frame(bytes, view, at + 4, at + 4 + length);
      at += 4 + length;
    }
    if (this.#ended && at < bytes.length) throw malformed('bytes behind its end');
    // A copy: the piece is the sender's.
    this.#rest = at === bytes.length ? noBytes : Buffer.from(bytes.subarray(at));
  }

  #frame(bytes: Buffer, view: DataView, start: number, end: number): void {
    const type = view.getUint8(start);
    if (this.#ended) throw malformed('a frame behind its end');
    if (this.#started === (type === frames.hello))
      throw malformed(this.#started ? 'a second beginning' : `it begins with a frame of type ${type}`);
    if (type === frames.event) {
      this.#readEvent(bytes, view, start, end);
      return;
    }
    if (type >= frames.additional) return;
    const body = new FrameCursor(bytes, start + 1, end);
    this.#hand(type, body);
  }

  #hand(type: number, body: FrameCursor): void {
    const handler = this.#handler;
    // What nobody takes is read all the same: a malformed frame is one for everybody.
    const give = <T>(value: T, take: ((value: T) => void) | undefined): void => {
      if (body.left > 0) throw malformed(`a frame with ${body.left} bytes more than its type has`);
      take?.call(handler, value);
    };
    switch (type) {
      case frames.hello: {
        const hello = readHello(body);
        this.#started = true;
        give(hello, handler.hello);
        break;
      }
      case frames.process:
        give(readProcess(body), handler.process);
        break;
      case frames.descriptor:
        give(readDescriptor(body), handler.descriptor);
        break;
      case frames.snapshotEnd:
        give(readSnapshotEnd(body), handler.snapshotEnd);
        break;
      case frames.map:
        give(readMap(body), handler.map);
        break;
      case frames.cgroup:
        give(readCgroup(body), handler.cgroup);
        break;
      case frames.lost:
        give(readCounters(body), handler.counters);
        break;
      case frames.end:
        give(readCounters(body), handler.counters);
        this.#ended = true;
        break;
      case frames.heartbeat:
        give(body.u64(), handler.heartbeat);
        break;
      default:
        throw malformed(`no such type of frame: ${type}`);
    }
  }

  #readEvent(bytes: Buffer, view: DataView, start: number, end: number): void {
    const at = start + originBytes;
    if (end - at < leastEvent) throw malformed('an event that is shorter than its header');
    const origin = this.#origin;
    origin.cgroup = view.getUint32(start + 1, true) + view.getUint32(start + 5, true) * 0x1_0000_0000;
    origin.pid = view.getUint32(start + 9, true);
    origin.start = view.getUint32(start + 13, true) + view.getUint32(start + 17, true) * 0x1_0000_0000;
    origin.marks = view.getUint32(start + 21, true);
    const eventEnd = at + 2 + view.getUint32(at + 18, true);
    if (eventEnd > end || eventEnd < at + leastEvent) throw malformed('an event of another length than its frame');
    origin.path = undefined;
    if ((origin.marks & marks.path) !== 0) {
      if (end - eventEnd < 2) throw malformed('an event without the path that it says it has');
      const length = view.getUint16(eventEnd, true);
      if (eventEnd + 2 + length !== end) throw malformed('a path of another length than its frame');
      origin.path = textOf(bytes, eventEnd + 2, end);
    } else if (eventEnd !== end) throw malformed(`a frame with ${end - eventEnd} bytes more than its event`);
    this.#events += 1;
    this.#event.number = this.#events;
    if (this.#event.load(bytes, view, at, eventEnd, layout)) this.#handler.event?.(this.#event, origin);
    else this.#handler.unknownEvent?.(view.getUint16(at + 22, true));
  }
}
