import { type Program, type ProgramPart, piecesOf } from '../../../../../foundations/formats/index.ts';
import type { FunctionTable } from './function-table.ts';
import type { Relocations } from './relocations.ts';
import { loadedBytes, Words } from './words.ts';

/** What the linker tells the runtime of where things lie (`runtime.firstmoduledata`). */
export interface ModuleData {
  readonly address: number;
  /** Where the code of Go begins and ends. */
  readonly text: number;
  readonly textEnd: number;
  /** Where the table of functions ends. */
  readonly tableEnd: number;
  /** Where what is told of functions for the garbage collector and the stack begins (`go:func.*`). */
  readonly functionData: number;
  /** Behind all that is known of it. */
  readonly end: number;
}

/** Places with the address of the table that are looked at: there are two or three. */
const mostPlaces = 16;
/** Words of it that are looked at: `gofunc` is the 41st at most; it came forward by two before counters of coverage were added in 1.20. */
const words = 64;

/**
 * Found by its first member, the address of the table, and believed where the ones after it agree with the table (Go, `runtime/symtab.go`, the same in this
 * part from 1.16 on).
 */
export function readModuleData(
  program: Program,
  table: FunctionTable,
  relocated: Relocations | undefined,
): ModuleData | undefined {
  const candidates = relocated ? addressesOf(table.address, relocated) : placesOf(program, table.address);
  let left = mostPlaces;
  for (const address of candidates) {
    if (left-- === 0) break;
    const found = readAt(program, address, table, relocated);
    if (found) return found;
  }
  return undefined;
}

function* addressesOf(value: number, relocated: Relocations): Generator<number> {
  for (const [at, target] of relocated.entries()) if (target === value) yield at;
}

function* placesOf(program: Program, value: number): Generator<number> {
  const mark = Buffer.alloc(8);
  if (program.littleEndian) mark.writeBigUInt64LE(BigInt(value));
  else mark.writeBigUInt64BE(BigInt(value));
  for (const part of program.segments.filter(({ writable }) => writable)) yield* marked(program, part, mark);
}

function* marked(program: Program, part: ProgramPart, mark: Buffer): Generator<number> {
  for (const [at, bytes] of piecesOf(program.source, 8, part.offset, part.offset + part.size))
    for (let found = bytes.indexOf(mark); found >= 0; found = bytes.indexOf(mark, found + 1)) {
      const address = part.address + at + found - part.offset;
      if (address % 8 === 0) yield address;
    }
}

function readAt(
  program: Program,
  address: number,
  table: FunctionTable,
  relocated: Relocations | undefined,
): ModuleData | undefined {
  const bytes = loadedBytes(program, address, words * 8);
  if (bytes === undefined) return undefined;
  const plain = new Words(bytes, program);
  const written = relocated?.between(address, address + words * 8);
  const at = (index: number): number => written?.get(address + index * 8) ?? plain.word(index * 8) ?? 0;
  const [tableStart, tableBytes, lowest, highest, text, textEnd] = [13, 14, 20, 21, 22, 23].map(at) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const isSound =
    at(1) === table.address + table.namesOffset &&
    tableStart === table.functions &&
    text <= lowest &&
    lowest < highest &&
    highest <= textEnd &&
    textEnd - text < 2 ** 31;
  if (!isSound) return undefined;
  return {
    address,
    text,
    textEnd,
    tableEnd: tableStart + tableBytes,
    functionData: at(table.form === 1.18 ? 38 : 40),
    end: address + words * 8,
  };
}
