import { type Program, type ProgramPart, piecesOf } from '../../../../../foundations/formats/index.ts';
import type { FunctionTable } from './function-table.ts';
import type { ModuleData } from './module-data.ts';
import type { Relocations } from './relocations.ts';

/** Tables for debuggers and linkers, which hold no data of the program. */
const aside = /^(?:\.z?debug|\/\d|__DWARF|__LINKEDIT|\.(?:reloc|symtab|idata|rsrc))/;
const span = 2 ** 32;

/** A stretch of data in the file, between two addresses counted from the base. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Where it lies in the file. */
  readonly offset: number;
}

/** What of a program is loaded, by addresses counted from the lowest one, so that they have 32 bits. */
export class Image {
  readonly base: number;
  /** Data without code and without the table of functions; rising. */
  readonly data: readonly Stretch[];
  readonly #program: Program;
  readonly #relocations: Relocations | undefined;

  constructor(program: Program, table: FunctionTable, module: ModuleData, relocations: Relocations | undefined) {
    this.#program = program;
    this.#relocations = relocations;
    const parts = program.segments.filter(({ name }) => !aside.test(name));
    // The header of the file is loaded in front of the code, at the lowest address.
    this.base = Math.min(...parts.map(({ address }) => address), module.text);
    const holes = [
      [module.text, module.textEnd],
      [table.address, module.tableEnd],
    ] as const;
    this.data = parts
      .flatMap((part) => without(part, holes))
      .map(({ from, to, offset }) => ({ from: from - this.base, to: to - this.base, offset }))
      .filter(({ from, to }) => from < to && to < span)
      .sort((a, b) => a.from - b.from);
  }

  /** Whether data stands in the file for an address. */
  isData(address: number): boolean {
    return this.data.some(({ from, to }) => address >= from && address < to);
  }

  /** Every place in the data that may hold an address, and which. */
  eachPointer(seen: (at: number, target: number) => void): void {
    if (this.#relocations) {
      for (const [at, target] of this.#relocations.entries()) seen(at - this.base, target - this.base);
      return;
    }
    const little = this.#program.littleEndian;
    for (const { from, to, offset } of this.data) {
      for (const [at, bytes] of piecesOf(this.#program.source, 0, offset, offset + to - from)) {
        const start = from + at - offset;
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        for (let place = (8 - ((this.base + start) % 8)) % 8; place + 8 <= view.byteLength; place += 8) {
          const low = view.getUint32(little ? place : place + 4, little);
          const high = view.getUint32(little ? place + 4 : place, little);
          // Nearly every word is no address.
          if (high > 0xffff || (high === 0 && low < 4096)) continue;
          const target = high * span + low - this.base;
          if (target >= 0 && target < span) seen(start + place, target);
        }
      }
    }
  }
}

function without({ address, size, offset }: ProgramPart, holes: readonly (readonly [number, number])[]): Stretch[] {
  let left: Stretch[] = [{ from: address, to: address + size, offset }];
  for (const [from, to] of holes)
    left = left.flatMap((one) =>
      to <= one.from || from >= one.to
        ? [one]
        : [
            { ...one, to: Math.min(from, one.to) },
            { from: Math.max(to, one.from), to: one.to, offset: one.offset + Math.max(to, one.from) - one.from },
          ],
    );
  return left.filter((one) => one.from < one.to);
}
