import { closeSync, openSync, writeSync } from 'node:fs';
import {
  type ScapEvent,
  type ScapProcess,
  type ScapValue,
  scapCapture,
  texts,
  u8,
  u32,
  u64,
} from '../fixtures/index.ts';

/** What is recorded: processes that are there from the start, files that are opened, and at least so many events. */
export interface RecordingSize {
  readonly processes: number;
  readonly paths: number;
  readonly events: number;
}

/** The bytes of events, each with the places of its time and thread, to be written again and again. */
interface Piece {
  readonly bytes: Buffer;
  /** Where each event's block begins. */
  readonly blocks: readonly number[];
  /** All of it happens in one thread, whichever that is. */
  readonly anyThread: boolean;
}

const blockHeader = 8;
const timeAt = blockHeader + 2;
const threadAt = timeAt + 8;
/** Numbers of the processes of the list, and of those that they start. */
const firstTid = 1_000;
const firstChild = 100_000;

const empty = scapCapture({ events: [] });

const both = (
  code: number,
  tid: number,
  enter: readonly ScapValue[],
  exit: readonly ScapValue[],
): readonly ScapEvent[] => [
  { code, tid, parameters: enter },
  { code: code + 1, tid, parameters: exit },
];

function pieceOf(events: readonly ScapEvent[], anyThread = true): Piece {
  // A capture of these events alone begins like the one of none, whose last block is the list of processes.
  const bytes = Buffer.from(scapCapture({ events })).subarray(empty.length);
  const blocks: number[] = [];
  for (let at = 0; at < bytes.length; at += bytes.readUInt32LE(at + 4)) blocks.push(at);
  return { bytes, blocks, anyThread };
}

const pathOf = (index: number): string => `/srv/app-${index % 97}/lib/module-${index}/file-${index}.so`;

/** A file is opened, looked at, read, mapped and closed. */
function fileRead(index: number): readonly ScapEvent[] {
  const fd = 3 + (index % 40);
  const path = pathOf(index);
  const data = Uint8Array.from(Buffer.alloc(32, index));
  return [
    ...both(
      306,
      0,
      [u64(-100), path, u32(1), u32(0)],
      [u64(fd), u64(-100), path, u32(1), u32(0), u32(0x801), u64(index)],
    ),
    ...both(70, 0, [u64(fd)], [u64(0)]),
    ...both(6, 0, [u64(fd), u32(832)], [u64(32), data]),
    ...both(
      160,
      0,
      [u64(0), u64(4096), u32(1), u32(2), u64(fd), u64(0)],
      [u64(0x7f00_0000), u32(9000), u32(1000), u32(0)],
    ),
    ...both(4, 0, [u64(fd)], [u64(0)]),
  ];
}

/** Something is written, and another thread runs. */
const written = [
  ...both(8, 0, [u64(1), u32(32)], [u64(32), Uint8Array.from(Buffer.alloc(32, 'log line '))]),
  { code: 152, tid: 0, parameters: [u64(7), u64(0), u64(9), u32(9000), u32(1000), u32(0)] },
];

function connection(index: number): readonly ScapEvent[] {
  const ends = Uint8Array.of(2, 10, 0, 0, 5, index & 0xff, 0x9c, 10, 1, index & 0xff, 7, 0xbb, 1);
  return [
    ...both(18, 0, [u32(2), u32(1), u32(6)], [u64(60)]),
    ...both(22, 0, [u64(60)], [u64(0), ends]),
    ...both(30, 0, [u64(60), u32(16), null], [u64(16), Uint8Array.from(Buffer.alloc(16, 'GET '))]),
    ...both(4, 0, [u64(60)], [u64(0)]),
  ];
}

/** A process starts another, which becomes a program and ends. */
function program(index: number): readonly ScapEvent[] {
  const [parent, child] = [firstTid + index, firstChild + index];
  const clone = (tid: number, result: number, ppid: number): readonly ScapValue[] => [
    ...[u64(result), 'worker', texts(), u64(tid), u64(tid), u64(ppid), '', u64(1024), u64(0), u64(0)],
    ...[u32(1), u32(1), u32(0), 'worker', texts('cpu=/user.slice'), u32(0), u32(1000), u32(1000), u64(tid), u64(tid)],
  ];
  const path = `/usr/bin/tool-${index % 60}`;
  const name = `tool-${index % 60}`;
  const exec: readonly ScapValue[] = [
    ...[
      u64(0),
      path,
      texts('--job', String(index)),
      u64(child),
      u64(child),
      u64(parent),
      '',
      u64(1024),
      u64(0),
      u64(10),
    ],
    ...[u32(1000), u32(100), u32(0), name, texts('cpu=/user.slice'), texts('HOME=/root', 'PATH=/usr/bin:/bin'), u32(0)],
    ...[u64(child), u32(1000)],
  ];
  return [
    ...both(222, parent, [], clone(parent, child, 1)),
    { code: 223, tid: child, parameters: clone(child, 0, parent) },
    ...both(292, child, [path], exec),
    ...fileRead(index).map((event) => ({ ...event, tid: child })),
    { code: 186, tid: child, parameters: [u64(0), u64(0), u8(0), u8(0), u64(1)] },
  ];
}

/**
 * Writes a recording as a recorder of today's and yesterday's would: calls with their beginnings and ends, over many processes and files. Gives the number of
 * its events.
 */
export function writeRecording(file: string, { processes, paths, events }: RecordingSize): number {
  const list: ScapProcess[] = Array.from({ length: processes }, (_, index) => ({
    ...{ tid: firstTid + index, parent: 1, name: `service-${index % 40}`, path: `/opt/service-${index % 40}` },
    ...{ args: ['--port', String(index)], user: 1000, files: { 0: '/dev/null', 1: `/var/log/${index}.log` } },
    cgroups: [index % 3 === 0 ? `memory=/docker/${String(index).padStart(64, 'a')}` : 'memory=/system.slice'],
  }));
  const reads = Array.from({ length: paths }, (_, index) => pieceOf(fileRead(index)));
  const connections = Array.from({ length: 50 }, (_, index) => pieceOf(connection(index)));
  const programs = Array.from({ length: processes }, (_, index) => pieceOf(program(index), false));
  const writes = pieceOf(written);
  const out = openSync(file, 'w');
  try {
    const head = scapCapture({
      users: [{ uid: 1000, name: 'app' }],
      processes: [{ tid: 1, name: 'init' }, ...list],
      events: [],
    });
    writeSync(out, head);
    return writeEvents(out, events, processes, (round) => [
      at(reads, round * 7),
      writes,
      ...(round % 20 === 0 ? [at(connections, round / 20)] : []),
      ...(round % 40 === 0 ? [at(programs, round / 40)] : []),
    ]);
  } finally {
    closeSync(out);
  }
}

function at(pieces: readonly Piece[], index: number): Piece {
  const piece = pieces[index % pieces.length];
  if (piece === undefined) throw new Error('a recording needs paths and processes');
  return piece;
}

function writeEvents(
  out: number,
  wanted: number,
  processes: number,
  piecesOf: (round: number) => readonly Piece[],
): number {
  let written = 0;
  let clock = 1_700_000_000_000_000_000n;
  for (let round = 0; written < wanted; round += 1) {
    const tid = BigInt(firstTid + (round % processes));
    const bytes = piecesOf(round).map((piece) => {
      const copy = Buffer.from(piece.bytes);
      for (const block of piece.blocks) {
        clock += 700n;
        copy.writeBigUInt64LE(clock, block + timeAt);
        if (piece.anyThread) copy.writeBigUInt64LE(tid, block + threadAt);
      }
      written += piece.blocks.length;
      return copy;
    });
    writeSync(out, Buffer.concat(bytes));
  }
  return written;
}
