import type { Program } from '../../../../../foundations/formats/index.ts';
import type { FunctionTable } from './function-table.ts';
import { LoadedWindow } from './loaded-window.ts';
import { Numbers } from './numbers.ts';
import { loadedBytes } from './words.ts';

/** The functions of a program by where their code begins. */
export interface Functions {
  /** Where the code of each begins, from the start of all code; rising. */
  readonly entries: Uint32Array;
  /** Where its name begins in the table of names. */
  readonly names: Uint32Array;
  /** Function by function: which has the code of another one in its own, and where the name of that begins. */
  readonly inlined: { readonly into: Uint32Array; readonly name: Uint32Array };
}

/** Fixed part of what is told of a function (Go, `runtime/runtime2.go`, `_func`), and of a call whose code was put in place (`runtime/symtabinl.go`). */
const shapes = {
  1.18: { record: 40, values: 28, data: 39, call: 20, callName: 12 },
  1.2: { record: 44, values: 28, data: 43, call: 16, callName: 4 },
} as const;
/** `internal/abi/symtab.go`: which table of values, and which data, are about calls put in place. */
const [inlineIndex, inlineTree] = [2, 3];
const mostTables = 64;
const mostCalls = 16_384;
/** All calls put in place that are looked at, and all bytes that say how many there are: several times those of the largest programs known. */
const [mostInlined, mostSteps] = [4_000_000, 128 * 1024 * 1024];
const none = 0xffffffff;
/** Several times what the largest programs known have of such tables. */
const maxValues = 64 * 1024 * 1024;

/** Undefined where the table is in no order, or of a form that does not tell by itself where code begins. */
export function readFunctions(program: Program, table: FunctionTable, functionData: number): Functions | undefined {
  if (table.form === 1.16 || program.wordSize !== 8) return undefined;
  const shape = shapes[table.form];
  const le = program.littleEndian;
  const [list, records] = [new LoadedWindow(program), new LoadedWindow(program)];
  // What calls put in place are told by lies scattered: little is read at once.
  const data = new LoadedWindow(program, 1024);
  const values = loadedBytes(program, table.values, Math.min(maxValues, table.functions - table.values));
  if (values === undefined) return undefined;
  const [entries, names] = [new Uint32Array(table.count), new Uint32Array(table.count)];
  const isName = (offset: number): boolean =>
    offset === 0 || (offset < table.names.length && table.names[offset - 1] === 0);
  const [into, name] = [new Numbers(), new Numbers()];
  let looked = 0;
  const calls = (start: number, most: number, index: number): void => {
    looked += most;
    if (looked > mostInlined) return;
    const found = data.at(start, most * shape.call);
    if (!found) return;
    const all = Array.from({ length: most }, (_, call) =>
      found.view.getUint32(found.from + call * shape.call + shape.callName, le),
    );
    if (!all.every(isName)) return;
    for (const one of all) {
      into.push(index);
      name.push(one);
    }
  };
  let last = 0;
  let steps = 0;
  for (let index = 0; index < table.count; index++) {
    const row = list.at(table.functions + index * 8, 8);
    if (!row) return undefined;
    const entry = row.view.getUint32(row.from, le);
    const place = table.functions + row.view.getUint32(row.from + 4, le);
    // Both rise, so that nothing is read twice.
    if (place <= last || (index > 0 && entry <= (entries[index - 1] as number))) return undefined;
    last = place;
    const record = records.at(place, shape.record);
    const called = record?.view.getUint32(record.from + 4, le) ?? none;
    if (!record || !isName(called)) return undefined;
    entries[index] = entry;
    names[index] = called;
    const [tables, datas] = [
      record.view.getUint32(record.from + shape.values, le),
      record.view.getUint8(record.from + shape.data),
    ];
    if (tables <= inlineIndex || tables > mostTables || datas <= inlineTree) continue;
    const more = records.at(place + shape.record, 4 * (tables + datas));
    const offset = more?.view.getUint32(more.from + 4 * (tables + inlineTree), le) ?? none;
    const indices = more?.view.getUint32(more.from + 4 * inlineIndex, le) ?? 0;
    if (offset === none || indices === 0) continue;
    if (steps > mostSteps) continue;
    const { highest, read } = highestValue(values, indices);
    steps += read;
    const most = highest + 1;
    if (most <= 0 || most > mostCalls) continue;
    calls(functionData + offset, most, index);
  }
  return { entries, names, inlined: { into: into.values, name: name.values } };
}

/** The highest value of a table of values by place: differences, each after the length it holds for (Go, `runtime/symtab.go`, `pcvalue`). */
function highestValue(bytes: Buffer, start: number): { readonly highest: number; readonly read: number } {
  let [at, value, highest] = [start, -1, -1];
  const number = (): number => {
    let found = 0;
    for (let index = 0; index < 5; index++) {
      const byte = bytes[at++] ?? 0;
      found += (byte & 0x7f) * 2 ** (7 * index);
      if (byte < 0x80) break;
    }
    return found;
  };
  for (let step = 0; at < bytes.length; step++) {
    const difference = number();
    if (difference === 0 && step > 0) break;
    number();
    value += (difference & 1) !== 0 ? -((difference + 1) / 2) : difference / 2;
    if (value > highest) highest = value;
  }
  return { highest, read: at - start };
}
