import type { Program } from '../../../../../foundations/formats/index.ts';
import { Numbers } from './numbers.ts';

/** Psabis of AMD64 (R_X86_64_RELATIVE) and AArch64 (R_AARCH64_RELATIVE): the address that the program is loaded at, and a number. */
const relative: ReadonlySet<number> = new Set([8, 1027]);
const entryBytes = 24;
/** A whole number of entries, so that none is in two pieces. */
const readBytes = entryBytes * 8192;
/** More than any program has: some have two million. */
const maxRelocations = 8_000_000;

/** The addresses that a program which can be loaded anywhere holds: what the loader writes where, as if it were loaded at 0. */
export class Relocations {
  readonly #at: Uint32Array;
  readonly #target: Uint32Array;

  constructor(at: Uint32Array, target: Uint32Array) {
    this.#at = at;
    this.#target = target;
  }

  /** What is written between two addresses, by place. */
  between(from: number, to: number): ReadonlyMap<number, number> {
    const found = new Map<number, number>();
    for (const [at, target] of this.entries()) if (at >= from && at < to) found.set(at, target);
    return found;
  }

  /** Every place and what is written there. */
  *entries(): Generator<readonly [at: number, target: number]> {
    for (let index = 0; index < this.#at.length; index++)
      yield [this.#at[index] as number, this.#target[index] as number];
  }
}

/** Undefined for a program that has its addresses in place, and for one whose table is too large. */
export function readRelocations(program: Program): Relocations | undefined {
  if (program.format !== 'elf' || program.wordSize !== 8) return undefined;
  const [at, target] = [new Numbers(), new Numbers()];
  for (const part of program.sections) {
    if (part.name !== '.rela.dyn' && part.name !== '.rela') continue;
    for (let from = 0; from < part.size; from += readBytes) {
      const { buffer, byteOffset, byteLength } = program.source.read(
        part.offset + from,
        Math.min(readBytes, part.size - from),
      );
      const view = new DataView(buffer, byteOffset, byteLength);
      const u32 = (offset: number): number => view.getUint32(offset, program.littleEndian);
      const [low, high] = program.littleEndian ? [0, 4] : [4, 0];
      for (let offset = 0; offset + entryBytes <= byteLength; offset += entryBytes) {
        const isRelative = u32(offset + 8 + high) === 0 && relative.has(u32(offset + 8 + low));
        if (!isRelative || u32(offset + high) !== 0 || u32(offset + 16 + high) !== 0) continue;
        if (at.length >= maxRelocations) return undefined;
        at.push(u32(offset + low));
        target.push(u32(offset + 16 + low));
      }
    }
  }
  return at.length === 0 ? undefined : new Relocations(at.values, target.values);
}
