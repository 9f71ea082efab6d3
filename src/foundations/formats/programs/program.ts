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
  readonly bytes: Uint8Array;
  /** Named parts with content in the file; empty where the table was stripped off. */
  readonly sections: readonly ProgramPart[];
  /** Parts that are loaded from the file. For PE these are the sections. */
  readonly segments: readonly ProgramPart[];
}

/** The bytes of a part. */
export function partBytes(program: Program, part: ProgramPart): Uint8Array {
  return program.bytes.subarray(part.offset, part.offset + part.size);
}

/** The bytes that would be loaded at an address, up to the end of their part; undefined when the file has none for it. */
export function bytesAt(program: Program, address: number): Uint8Array | undefined {
  const holds = (part: ProgramPart): boolean => address >= part.address && address < part.address + part.size;
  const part = program.segments.find(holds) ?? program.sections.find(holds);
  return part && partBytes(program, part).subarray(address - part.address);
}
