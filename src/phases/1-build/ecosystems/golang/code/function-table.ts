import { marksIn, type Program, type ProgramPart } from '../../../../../foundations/formats/index.ts';
import { loadedBytes, Words } from './words.ts';

/** Go, `internal/abi/symtab.go`: the first number of the table says its form. */
const magics: ReadonlyMap<number, FunctionTable['form']> = new Map([
  [0xfffffffa, 1.16],
  [0xfffffff0, 1.18],
  [0xfffffff1, 1.2],
]);

/** The largest names table that is read: five times that of the largest programs known. */
const maxNames = 64 * 1024 * 1024;
/** Headers that are looked at: there is one, and its mark stands in code that reads such tables. */
const mostHeaders = 16;
/** Ten times the functions of the largest programs known. */
const maxFunctions = 4_000_000;

/** The table that every Go program carries to print its stack (`runtime.pclntab`); it stays when symbols are stripped off. */
export interface FunctionTable {
  /** The version of Go that brought its form; 1.2 stands for 1.20. */
  readonly form: 1.16 | 1.18 | 1.2;
  readonly address: number;
  /** Of functions with code of their own. */
  readonly count: number;
  /** Names of functions, those included that live on only in the code of others, each ended by a NUL. */
  readonly names: Buffer;
  /** Where the names lie, from the address on. */
  readonly namesOffset: number;
  /** Where what is told of each function lies. */
  readonly functions: number;
  /** Where tables of values by place in the code lie. */
  readonly values: number;
}

const sections: ReadonlySet<string> = new Set(['.gopclntab', '.data.rel.ro.gopclntab', '__gopclntab']);

/** The table of a program; undefined where there is none of a form known here. */
export function readFunctionTable(program: Program): FunctionTable | undefined {
  let left = mostHeaders;
  for (const address of places(program)) {
    if (left-- === 0) break;
    const table = readAt(program, address);
    if (table) return table;
  }
  return undefined;
}

/** Where it may begin: in the section made for it, or wherever a header stands (Windows has no such section, and section tables can be stripped off). */
function* places(program: Program): Generator<number> {
  const own = program.sections.filter(({ name }) => sections.has(name));
  for (const { address } of own) yield address;
  if (own.length > 0) return;
  const parts = [...program.segments].sort((a, b) => Number(a.writable) - Number(b.writable));
  for (const part of parts) for (const magic of magics.keys()) yield* headersIn(program, part, magic);
}

function* headersIn(program: Program, part: ProgramPart, magic: number): Generator<number> {
  const mark = Buffer.alloc(6);
  if (program.littleEndian) mark.writeUInt32LE(magic);
  else mark.writeUInt32BE(magic);
  for (const at of marksIn(program.source, mark, part.offset, part.offset + part.size)) {
    const address = part.address + at - part.offset;
    if (address % program.wordSize === 0) yield address;
  }
}

function readAt(program: Program, address: number): FunctionTable | undefined {
  const { wordSize } = program;
  const head = loadedBytes(program, address, 8 + 8 * wordSize);
  if (head === undefined) return undefined;
  const words = new Words(head, program);
  const form = magics.get(words.u32(0) ?? 0);
  const isHeader = head[4] === 0 && head[5] === 0 && [1, 2, 4].includes(head[6] ?? 0) && head[7] === wordSize;
  if (form === undefined || !isHeader) return undefined;
  // Since 1.18 the start of the code stands before the places.
  const first = form === 1.16 ? 2 : 3;
  const [count = 0, names = 0, units = 0, files = 0, values = 0, functions = 0] = [
    0,
    first,
    first + 1,
    first + 2,
    first + 3,
    first + 4,
  ].map((index) => words.word(8 + index * wordSize));
  const isOrdered = names > 0 && names < units && units <= files && files <= values && values < functions;
  if (!isOrdered || count === 0 || count > maxFunctions || units - names > maxNames) return undefined;
  const bytes = loadedBytes(program, address + names, units - names);
  return (
    bytes && {
      form,
      address,
      count,
      names: bytes,
      namesOffset: names,
      functions: address + functions,
      values: address + values,
    }
  );
}
