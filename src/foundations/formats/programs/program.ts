import { SeaworthyError } from '../../../core/index.ts';
import type { ByteSource } from '../source/byte-source.ts';

/** Formats of programs and shared libraries. */
export type ProgramFormat = 'elf' | 'pe' | 'mach-o';

/** A section or segment: where it lies in the file and where it would be loaded. */
export interface ProgramPart {
  /** Empty for ELF segments, which have none. */
  readonly name: string;
  /** In the bytes of the program, cut to what is really there. */
  readonly offset: number;
  readonly size: number;
  /** Address when loaded. Numbers above 2^53 lose their last bits; no user program lies there. */
  readonly address: number;
  readonly writable: boolean;
}

/** The outline of a program: its parts, without a look into them. */
export interface Program {
  readonly format: ProgramFormat;
  readonly littleEndian: boolean;
  /** Bytes of a pointer. */
  readonly wordSize: 4 | 8;
  /** The program itself: a part of the file where that holds several (fat Mach-O). */
  readonly source: ByteSource;
  /** Named parts with content in the file; empty where the table was stripped off. */
  readonly sections: readonly ProgramPart[];
  /** Parts that are loaded from the file. For PE these are the sections. */
  readonly segments: readonly ProgramPart[];
}

/** Bytes of a part that are taken at once. What extractors read of programs is much smaller. */
const maxPartBytes = 64 * 1024 * 1024;

/** The bytes of a part. Throws `E_LIMIT` for one that nobody would hold in memory. */
export function partBytes(program: Program, part: ProgramPart): Uint8Array {
  if (part.size > maxPartBytes) {
    const message = `the part ${part.name} of a program has ${part.size} bytes; at most ${maxPartBytes} are read`;
    throw new SeaworthyError('E_LIMIT', message);
  }
  return program.source.read(part.offset, part.size);
}

/** Up to `length` bytes that would be loaded at an address, fewer where their part ends; undefined when the file has none for it. */
export function bytesAt(program: Program, address: number, length: number): Uint8Array | undefined {
  const holds = (part: ProgramPart): boolean => address >= part.address && address < part.address + part.size;
  const part = program.segments.find(holds) ?? program.sections.find(holds);
  if (part === undefined) return undefined;
  const at = address - part.address;
  return program.source.read(part.offset + at, Math.min(length, part.size - at));
}
