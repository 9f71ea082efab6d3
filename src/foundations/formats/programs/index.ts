import type { ByteSource } from '../source/byte-source.ts';
import { readElf } from './elf.ts';
import { isMachO, readMachO } from './mach-o.ts';
import { readPe } from './pe.ts';
import type { Program, ProgramFormat } from './program.ts';

export { bytesAt, type Program, type ProgramFormat, type ProgramPart, partBytes } from './program.ts';

/** Which program format a file has, by its first bytes (8 are enough); undefined for anything else. */
export function programFormat(head: Uint8Array): ProgramFormat | undefined {
  if (head[0] === 0x7f && head[1] === 0x45 && head[2] === 0x4c && head[3] === 0x46) return 'elf';
  if (head[0] === 0x4d && head[1] === 0x5a) return 'pe';
  return isMachO(head) ? 'mach-o' : undefined;
}

/**
 * The system that a program is for, by its first bytes, as image indexes write it. ELF is that of many: the byte `EI_OSABI` (System V gABI, "ELF
 * Identification") is 0 or 3 for Linux, and FreeBSD has its own.
 */
export function programSystem(head: Uint8Array): string | undefined {
  const format = programFormat(head);
  if (format === 'elf') return head[7] === 0 || head[7] === 3 ? 'linux' : undefined;
  return format === 'pe' ? 'windows' : format && 'darwin';
}

/** Outlines that were made already: several extractors look at one program. */
const known = new WeakMap<ByteSource, readonly Program[]>();

/**
 * The outlines of the programs in a file: one, several for fat Mach-O, none when it is no program or a DOS one. Only the headers are read.
 * Throws `E_FORMAT`, `E_TRUNCATED` and `E_LIMIT` when they are damaged.
 */
export function readPrograms(source: ByteSource, where: string): readonly Program[] {
  const programs = known.get(source) ?? outlines(source, where);
  known.set(source, programs);
  return programs;
}

function outlines(source: ByteSource, where: string): readonly Program[] {
  switch (programFormat(source.read(0, 8))) {
    case 'elf':
      return [readElf(source, where)];
    case 'pe': {
      const program = readPe(source, where);
      return program ? [program] : [];
    }
    case 'mach-o':
      return readMachO(source, where);
    default:
      return [];
  }
}
