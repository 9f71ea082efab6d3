import { SeaworthyError } from '../../../core/index.ts';
import type { ByteSource } from '../source/byte-source.ts';
import { ByteReader } from './byte-reader.ts';
import type { Program, ProgramPart } from './program.ts';

/** Where the fields lie in 32-bit and 64-bit files (System V ABI, "ELF header", "Sections", "Program header"). */
const layouts = {
  4: {
    header: {
      programs: 28,
      sections: 32,
      programSize: 42,
      programCount: 44,
      sectionSize: 46,
      sectionCount: 48,
      names: 50,
    },
    section: { flags: 8, address: 12, offset: 16, size: 20, link: 24, length: 40 },
    program: { flags: 24, offset: 4, address: 8, fileSize: 16, length: 32 },
  },
  8: {
    header: {
      programs: 32,
      sections: 40,
      programSize: 54,
      programCount: 56,
      sectionSize: 58,
      sectionCount: 60,
      names: 62,
    },
    section: { flags: 8, address: 16, offset: 24, size: 32, link: 40, length: 64 },
    program: { flags: 4, offset: 8, address: 16, fileSize: 32, length: 56 },
  },
} as const;

type Layout = (typeof layouts)[4 | 8];

const [noBits, sectionWrite, loaded, segmentWrite] = [8, 1, 1, 2];
const maxSections = 65_536;
const maxNameLength = 64;

/** Reads the outline of an ELF file. Throws `E_FORMAT` for classes and byte orders that do not exist, `E_TRUNCATED`, `E_LIMIT`. */
export function readElf(source: ByteSource, where: string): Program {
  const [elfClass, order] = source.read(4, 2);
  if ((elfClass !== 1 && elfClass !== 2) || (order !== 1 && order !== 2)) {
    throw new SeaworthyError('E_FORMAT', 'an ELF file of a class or byte order that does not exist', { where });
  }
  const littleEndian = order === 1;
  const wordSize = elfClass === 1 ? 4 : 8;
  const reader = new ByteReader(source, littleEndian, where);
  const layout = layouts[wordSize];
  return {
    format: 'elf',
    littleEndian,
    wordSize,
    source,
    sections: readSections(reader, wordSize, layout, where),
    segments: readSegments(reader, wordSize, layout),
  };
}

/** Where a table of headers lies. */
interface Table {
  readonly at: number;
  readonly size: number;
  readonly count: number;
}

function readSections(reader: ByteReader, wordSize: 4 | 8, layout: Layout, where: string): ProgramPart[] {
  const { header, section } = layout;
  const at = reader.word(header.sections, wordSize);
  const size = reader.u16(header.sectionSize);
  // Tables that were cut off leave an offset past the end; the program still runs, so it is no error.
  if (at === 0 || size < section.length || at + size > reader.size) return [];
  // More than 65279 sections: the numbers are in the first header ("Sections", SHN_LORESERVE).
  const count = reader.u16(header.sectionCount) || reader.word(at + section.size, wordSize);
  if (count > maxSections) throw new SeaworthyError('E_LIMIT', `an ELF file with ${count} sections`, { where });
  const table: Table = { at, size, count: Math.min(count, Math.floor((reader.size - at) / size)) };
  const stated = reader.u16(header.names);
  const nameIndex = stated === 0xffff ? reader.u32(at + section.link) : stated;
  const names = nameIndex < table.count ? reader.word(at + nameIndex * size + section.offset, wordSize) : undefined;
  const parts: ProgramPart[] = [];
  for (let index = 1; index < table.count; index++) {
    const part = readSection(reader, wordSize, layout, at + index * size, names);
    if (part) parts.push(part);
  }
  return parts;
}

function readSection(
  reader: ByteReader,
  wordSize: 4 | 8,
  { section }: Layout,
  at: number,
  names: number | undefined,
): ProgramPart | undefined {
  if (reader.u32(at + 4) === noBits) return undefined;
  const name = names === undefined ? '' : reader.name(names + reader.u32(at), maxNameLength);
  const writable = (reader.word(at + section.flags, wordSize) & sectionWrite) !== 0;
  const offset = reader.word(at + section.offset, wordSize);
  const size = reader.word(at + section.size, wordSize);
  return reader.part(name, offset, size, reader.word(at + section.address, wordSize), writable);
}

function readSegments(reader: ByteReader, wordSize: 4 | 8, { header, program }: Layout): ProgramPart[] {
  const at = reader.word(header.programs, wordSize);
  const size = reader.u16(header.programSize);
  const count = at === 0 || size < program.length ? 0 : reader.u16(header.programCount);
  const parts: ProgramPart[] = [];
  for (let index = 0; index < count; index++) {
    const from = at + index * size;
    if (reader.u32(from) !== loaded) continue;
    const writable = (reader.u32(from + program.flags) & segmentWrite) !== 0;
    const offset = reader.word(from + program.offset, wordSize);
    const fileSize = reader.word(from + program.fileSize, wordSize);
    const part = reader.part('', offset, fileSize, reader.word(from + program.address, wordSize), writable);
    if (part) parts.push(part);
  }
  return parts;
}
