import type { ByteSource } from '../source/byte-source.ts';
import { ByteReader } from './byte-reader.ts';
import type { Program, ProgramPart } from './program.ts';

const sectionWrite = 0x80000000;
const sectionHeader = 40;

/**
 * Reads the outline of a Windows program (Microsoft, "PE Format"); undefined for a DOS program, which begins alike and has no sections.
 * Throws `E_TRUNCATED`.
 */
export function readPe(source: ByteSource, where: string): Program | undefined {
  const reader = new ByteReader(source, true, where);
  if (source.size < 0x40) return undefined;
  const at = reader.u32(0x3c);
  // A DOS program has other things in this place.
  if (at + 4 > source.size || reader.u32(at) !== 0x4550) return undefined;
  const count = reader.u16(at + 6);
  const optionalSize = reader.u16(at + 20);
  const optional = at + 24;
  const wordSize = optionalSize >= 2 && reader.u16(optional) === 0x20b ? 8 : 4;
  const base = optionalSize < 32 ? 0 : wordSize === 8 ? reader.u64(optional + 24) : reader.u32(optional + 28);
  const sections: ProgramPart[] = [];
  for (let index = 0; index < count; index++) {
    const from = optional + optionalSize + index * sectionHeader;
    const writable = (reader.u32(from + 36) & sectionWrite) !== 0;
    const address = base + reader.u32(from + 12);
    const part = reader.part(reader.name(from, 8), reader.u32(from + 20), reader.u32(from + 16), address, writable);
    if (part) sections.push(part);
  }
  return { format: 'pe', littleEndian: true, wordSize, source, sections, segments: sections };
}
