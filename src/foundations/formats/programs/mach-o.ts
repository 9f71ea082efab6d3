import { SeaworthyError } from '../../../core/index.ts';
import { type ByteSource, partOf } from '../source/byte-source.ts';
import { ByteReader } from './byte-reader.ts';
import type { Program, ProgramPart } from './program.ts';

/** The magic numbers of single programs, read as big-endian (<mach-o/loader.h>). */
const thin: ReadonlyMap<number, { readonly littleEndian: boolean; readonly wordSize: 4 | 8 }> = new Map([
  [0xfeedface, { littleEndian: false, wordSize: 4 }],
  [0xfeedfacf, { littleEndian: false, wordSize: 8 }],
  [0xcefaedfe, { littleEndian: true, wordSize: 4 }],
  [0xcffaedfe, { littleEndian: true, wordSize: 8 }],
]);

const [fat32, fat64] = [0xcafebabe, 0xcafebabf];

/**
 * Compiled Java classes begin with the magic number of fat programs, and have their class file version where those have the number of programs:
 * 45 or more, where no fat program has as many.
 */
const maxArchitectures = 30;
const maxCommands = 10_000;

/** Whether a file begins like a Mach-O program, thin or fat, and not like a Java class. */
export function isMachO(head: Uint8Array): boolean {
  if (head.length < 8) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const magic = view.getUint32(0);
  if (magic === fat32 || magic === fat64) return view.getUint32(4) <= maxArchitectures;
  return thin.has(magic);
}

/** Reads the outlines of the programs in a Mach-O file, one for each architecture. Throws `E_TRUNCATED`, `E_FORMAT`, `E_LIMIT`. */
export function readMachO(source: ByteSource, where: string): Program[] {
  const reader = new ByteReader(source, false, where);
  const magic = reader.u32(0);
  if (magic !== fat32 && magic !== fat64) return [readThin(source, where)];
  const programs: Program[] = [];
  const count = reader.u32(4);
  for (let index = 0; index < Math.min(count, maxArchitectures); index++) {
    const wide = magic === fat64;
    const at = 8 + index * (wide ? 32 : 20);
    const offset = wide ? reader.u64(at + 8) : reader.u32(at + 8);
    const size = wide ? reader.u64(at + 16) : reader.u32(at + 12);
    programs.push(readThin(partOf(source, offset, size), where));
  }
  return programs;
}

function readThin(source: ByteSource, where: string): Program {
  const shape = thin.get(new ByteReader(source, false, where).u32(0));
  if (!shape) throw new SeaworthyError('E_FORMAT', 'a fat Mach-O file holds something that is no program', { where });
  const { littleEndian, wordSize } = shape;
  const reader = new ByteReader(source, littleEndian, where);
  const count = reader.u32(16);
  if (count > maxCommands) throw new SeaworthyError('E_LIMIT', `a Mach-O file with ${count} load commands`, { where });
  const sections: ProgramPart[] = [];
  const segments: ProgramPart[] = [];
  for (let index = 0, at = wordSize === 8 ? 32 : 28; index < count; index++) {
    const [command, size] = [reader.u32(at), reader.u32(at + 4)];
    if (size < 8) throw new SeaworthyError('E_FORMAT', 'a Mach-O load command without a size', { where });
    if (command === (wordSize === 8 ? 0x19 : 0x01)) readSegment(reader, wordSize, at, size, sections, segments);
    at += size;
  }
  return { format: 'mach-o', littleEndian, wordSize, source, sections, segments };
}

/** LC_SEGMENT and LC_SEGMENT_64, with the sections inside. */
function readSegment(
  reader: ByteReader,
  wordSize: 4 | 8,
  at: number,
  size: number,
  sections: ProgramPart[],
  segments: ProgramPart[],
): void {
  const afterWords = at + 24 + 4 * wordSize;
  const writable = (reader.u32(afterWords + 4) & 2) !== 0;
  const [address = 0, , offset = 0, fileSize = 0] = [0, 1, 2, 3].map((n) =>
    reader.word(at + 24 + n * wordSize, wordSize),
  );
  const segment = reader.part(reader.name(at + 8, 16), offset, fileSize, address, writable);
  if (segment) segments.push(segment);
  const length = wordSize === 8 ? 80 : 68;
  const count = Math.min(reader.u32(afterWords + 8), Math.floor((size - (afterWords + 16 - at)) / length));
  for (let index = 0; index < count; index++) {
    const from = afterWords + 16 + index * length;
    const start = reader.u32(from + 32 + 2 * wordSize);
    const bytes = reader.word(from + 32 + wordSize, wordSize);
    // Sections that are filled with zeroes when loaded have no offset.
    const part =
      start === 0
        ? undefined
        : reader.part(reader.name(from, 16), start, bytes, reader.word(from + 32, wordSize), writable);
    if (part) sections.push(part);
  }
}
