import { SeaworthyError } from '../../../../core/index.ts';
import { type BlockType, blockTypes, sectionBlock, sectionMagic } from './blocks.ts';
import { ByteCursor } from './byte-cursor.ts';
import { CaptureEvent, type EventLayout } from './capture-event.ts';
import { eventTypes } from './event-table.ts';
import { readFiles } from './read-files.ts';
import { readInterfaces, readMachine, readUsers } from './read-lists.ts';
import { readProcesses } from './read-processes.ts';
import type { FileRecord, GroupRecord, InterfaceRecord, MachineInfo, ProcessRecord, UserRecord } from './records.ts';

/** Takes what a capture holds, in its order. Each member is optional: what nobody wants is not read. */
export interface CaptureHandler {
  /** Another section begins: all that was known of the machine is void. */
  section?(number: number): void;
  machine?(info: MachineInfo): void;
  process?(record: ProcessRecord): void;
  file?(tid: number, record: FileRecord): void;
  user?(record: UserRecord): void;
  group?(record: GroupRecord): void;
  /** A list of network interfaces begins; it may be empty. */
  interfaces?(): void;
  interface?(record: InterfaceRecord): void;
  /** The event is valid until this returns. */
  event?(event: CaptureEvent): void;
  /** An event of a code that is in no table we have. */
  unknownEvent?(code: number): void;
  /** A block of a type that we do not know: events or a list that are not read. */
  unknownBlock?(type: number): void;
}

const headerBytes = 8;
const trailerBytes = 4;

/** Bytes of the largest block that is held at once: lists of processes, events with large parameters. */
export const maxBlockBytes = 64 * 1024 * 1024;

const noBytes = Buffer.alloc(0);

/**
 * Reads a capture from its bytes as they come, in any portions, and holds no more than one block. Throws `E_FORMAT`, `E_TRUNCATED` and `E_LIMIT`;
 * what the handler was given before stands.
 */
export class CaptureReader {
  readonly #handler: CaptureHandler;
  readonly #event: CaptureEvent;
  #little = true;
  #sections = 0;
  /** The kind of block that the last event was in, which the next one mostly is in too. */
  #layoutType: BlockType | undefined;
  #layout: EventLayout = { little: true, flags: false, counted: true, large: false };
  #events = 0;
  /** The beginning of a block whose end has not come yet, in portions. */
  #held: Buffer[] = [];
  #heldBytes = 0;
  /** Bytes of a block we do not know that are still to be passed over. */
  #skip = 0;
  /** Bytes that must be there before it is worth looking again. */
  #needed = headerBytes;

  constructor(handler: CaptureHandler) {
    this.#handler = handler;
    const [type] = eventTypes;
    if (type === undefined) throw new Error('the event table is empty');
    this.#event = new CaptureEvent(type, noBytes, new DataView(new ArrayBuffer(0)));
  }

  /** Whether the capture began as one. */
  get started(): boolean {
    return this.#sections > 0;
  }

  /** Takes the next bytes. They may change once this has returned. */
  push(chunk: Uint8Array): void {
    if (this.#heldBytes + chunk.length < this.#needed) {
      if (chunk.length > 0) this.#hold(Buffer.from(chunk));
      return;
    }
    const whole = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const bytes = this.#heldBytes === 0 ? whole : Buffer.concat([...this.#held, whole]);
    this.#held = [];
    this.#heldBytes = 0;
    const done = this.#blocks(bytes);
    if (done < bytes.length) this.#hold(Buffer.from(bytes.subarray(done)));
  }

  /** The bytes have ended. */
  end(): void {
    if (this.#heldBytes > 0 || this.#skip > 0) {
      throw new SeaworthyError('E_TRUNCATED', 'the capture ends within a block');
    }
    if (this.#sections === 0) throw new SeaworthyError('E_FORMAT', 'no capture: it is empty');
  }

  #hold(bytes: Buffer): void {
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
  }

  /** Reads the blocks that are there whole; gives the place where the next one begins. */
  #blocks(bytes: Buffer): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = Math.min(this.#skip, bytes.length);
    this.#skip -= at;
    this.#needed = headerBytes;
    while (bytes.length - at >= headerBytes) {
      const number = view.getUint32(at, this.#little);
      if (number === sectionBlock || this.#sections === 0) {
        if (bytes.length - at < headerBytes + 4) {
          this.#needed = headerBytes + 4;
          return at;
        }
        this.#byteOrder(view, at);
      }
      const length = view.getUint32(at + 4, this.#little);
      const type = blockTypes.get(number);
      if (length < headerBytes + trailerBytes) {
        throw new SeaworthyError('E_FORMAT', `a block of ${length} bytes is too short to be one`);
      }
      if (type === undefined) {
        this.#handler.unknownBlock?.(number);
        const there = Math.min(length, bytes.length - at);
        this.#skip = length - there;
        at += there;
        continue;
      }
      if (length > maxBlockBytes) {
        throw new SeaworthyError('E_LIMIT', `a block of ${length} bytes; ${maxBlockBytes} are read at most`);
      }
      if (bytes.length - at < length) {
        this.#needed = length;
        return at;
      }
      const end = at + length - trailerBytes;
      if (view.getUint32(end, this.#little) !== length) {
        throw new SeaworthyError('E_FORMAT', 'a block ends with another length than it begins with');
      }
      this.#block(type, bytes, view, at + headerBytes, end);
      at += length;
    }
    return at;
  }

  /** The section header reads the same in both byte orders, up to the number that tells which one it is. */
  #byteOrder(view: DataView, at: number): void {
    if (view.getUint32(at, true) !== sectionBlock) {
      throw new SeaworthyError('E_FORMAT', 'no capture: it does not begin with a section header');
    }
    const magic = view.getUint32(at + headerBytes, true);
    if (magic !== sectionMagic && view.getUint32(at + headerBytes, false) !== sectionMagic) {
      throw new SeaworthyError('E_FORMAT', 'no capture: the byte order cannot be told');
    }
    this.#little = magic === sectionMagic;
  }

  #block(type: BlockType, bytes: Buffer, view: DataView, start: number, end: number): void {
    const handler = this.#handler;
    if (type.kind === 'event') {
      this.#readEvent(type, bytes, view, start, end);
      return;
    }
    const cursor = new ByteCursor(bytes.subarray(start, end), this.#little, `a list of ${type.kind}`);
    switch (type.kind) {
      case 'section': {
        cursor.skip(4);
        const version = cursor.u16();
        if (version !== 1) throw new SeaworthyError('E_FORMAT', `a capture of version ${version}; 1 is known`);
        this.#sections += 1;
        handler.section?.(this.#sections);
        return;
      }
      case 'machine':
        handler.machine?.(readMachine(cursor));
        return;
      case 'processes':
        if (handler.process) readProcesses(cursor, type.version, (record) => handler.process?.(record));
        return;
      case 'files':
        if (handler.file) readFiles(cursor, type.version, (tid, record) => handler.file?.(tid, record));
        return;
      case 'users':
        readUsers(
          cursor,
          type.version,
          (record) => handler.user?.(record),
          (record) => handler.group?.(record),
        );
        return;
      case 'interfaces':
        handler.interfaces?.();
        if (handler.interface) readInterfaces(cursor, type.version, (record) => handler.interface?.(record));
        return;
    }
  }

  #readEvent(type: BlockType, bytes: Buffer, view: DataView, start: number, end: number): void {
    if (type !== this.#layoutType || this.#layout.little !== this.#little) {
      const found = (this.#little ? littleLayouts : bigLayouts).get(type);
      if (found === undefined) throw new Error('a block of events without a layout');
      this.#layout = found;
      this.#layoutType = type;
    }
    const layout = this.#layout;
    this.#events += 1;
    this.#event.number = this.#events;
    if (this.#event.load(bytes, view, start, end, layout)) this.#handler.event?.(this.#event);
    else this.#handler.unknownEvent?.(view.getUint16(start + 2 + (layout.flags ? 4 : 0) + 20, this.#little));
  }
}

/** Layouts of events by the number of their block, for either byte order. */
const layouts = (little: boolean): ReadonlyMap<BlockType, EventLayout> =>
  new Map(
    [...blockTypes.values()]
      .filter(({ kind }) => kind === 'event')
      .map((type) => [
        type,
        { little, flags: type.flags ?? false, counted: type.counted ?? false, large: type.large ?? false },
      ]),
  );

const littleLayouts = layouts(true);
const bigLayouts = layouts(false);
