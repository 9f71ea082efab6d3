import type { Program } from '../../../../../foundations/formats/index.ts';
import { eachReference } from './code-references.ts';
import type { Functions } from './functions.ts';
import type { Image } from './image.ts';
import { LoadedWindow } from './loaded-window.ts';
import type { ModuleData } from './module-data.ts';
import { lastAtMost, Numbers } from './numbers.ts';
import { methodsOf } from './type-methods.ts';

/** What leads to what in a program. Functions have the first numbers, in their order; pieces of data the ones behind. */
export interface Graph {
  readonly functions: number;
  readonly nodes: number;
  /** Of each node, where its successors begin; one more at the end. */
  readonly first: Uint32Array;
  readonly next: Uint32Array;
}

/** Several times what the largest programs known have. */
const most = 8_000_000;
/** Bytes of a type that are looked at, its methods included. */
const typeWindow = 64 * 1024;

/**
 * The graph of a program: functions lead to those they call, jump to or take the address of, and to the data they name; data to the functions and data whose
 * addresses it holds (values of functions, tables of methods of interfaces), a type to its methods. Where a piece of data ends nobody says: at the next one
 * that something names. What the runtime knows of all of the program
 * (`runtime.firstmoduledata`) leads nowhere, and no data to where packages begin, which is the runtime's list of what to begin with. Undefined where it is too large.
 */
export function makeGraph(
  program: Program,
  architecture: string,
  functions: Functions,
  image: Image,
  module: ModuleData,
  isInit: (node: number) => boolean,
): Graph | undefined {
  const { entries } = functions;
  const textStart = module.text - image.base;
  const entryAt = (address: number): number => {
    const offset = address - textStart;
    const index = offset < 0 ? -1 : lastAtMost(entries, offset);
    return index >= 0 && entries[index] === offset ? index : -1;
  };
  const isCode = (address: number): boolean => address >= textStart && address < module.textEnd - image.base;

  /** Edges: from a function or a place in the data, to a function or a place in the data. */
  const calls = { from: new Numbers(), to: new Numbers() };
  const names = { from: new Numbers(), to: new Numbers() };
  const values = { at: new Numbers(), to: new Numbers() };
  const holds = { at: new Numbers(), to: new Numbers() };
  const place = textOffset(program, module);
  if (place === undefined) return undefined;
  let current = -1;
  eachReference(program, architecture, place, (at, target, goes) => {
    const offset = at - module.text;
    while (current + 1 < entries.length && (entries[current + 1] as number) <= offset) current++;
    if (current < 0 || calls.to.length + names.to.length > most) return;
    const address = target - image.base;
    if (isCode(address)) {
      const called = entryAt(address);
      if (called >= 0 && called !== current) {
        calls.from.push(current);
        calls.to.push(called);
      }
    } else if (!goes && address > 0 && image.isData(address)) {
      names.from.push(current);
      names.to.push(address);
    }
  });
  const own = [module.address - image.base, module.end - image.base] as const;
  image.eachPointer((at, target) => {
    if ((at >= own[0] && at < own[1]) || values.to.length + holds.to.length > most) return;
    if (isCode(target)) {
      const called = entryAt(target);
      if (called >= 0 && !isInit(called)) {
        values.at.push(at);
        values.to.push(called);
      }
    } else if (image.isData(target)) {
      holds.at.push(at);
      holds.to.push(target);
    }
  });
  if (calls.to.length + names.to.length + values.to.length + holds.to.length > most) return undefined;
  const starts = sortedOnce(names.to.values, holds.to.values);
  const methods = methodEdges(program, image, starts, entryAt, textStart);
  const count = entries.length;
  const piece = (address: number): number => count + lastAtMost(starts, address);
  const from = new Uint32Array(
    calls.from.length + names.from.length + values.at.length + holds.at.length + methods.from.length,
  );
  const to = new Uint32Array(from.length);
  let edge = 0;
  const add = (one: number, other: number): void => {
    from[edge] = one;
    to[edge++] = other;
  };
  const each = (a: Numbers, b: Numbers, told: (a: number, b: number) => void): void => {
    const [left, right] = [a.values, b.values];
    for (let index = 0; index < left.length; index++) told(left[index] as number, right[index] as number);
  };
  each(calls.from, calls.to, add);
  each(names.from, names.to, (one, address) => add(one, piece(address)));
  // What stands before everything that is named is named by nobody.
  each(values.at, values.to, (at, called) => piece(at) >= count && add(piece(at), called));
  each(holds.at, holds.to, (at, address) => piece(at) >= count && add(piece(at), piece(address)));
  each(methods.from, methods.to, (start, called) => add(count + start, called));
  return {
    functions: count,
    nodes: count + starts.length,
    ...inRows(count + starts.length, from.subarray(0, edge), to.subarray(0, edge)),
  };
}

/** Where the code lies in the file. */
function textOffset(
  program: Program,
  { text, textEnd }: ModuleData,
): { from: number; to: number; address: number } | undefined {
  const part = program.segments.find(({ address, size }) => text >= address && text < address + size);
  if (!part) return undefined;
  const from = part.offset + text - part.address;
  return { from, to: Math.min(from + textEnd - text, part.offset + part.size), address: text };
}

function sortedOnce(...lists: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  all.sort();
  let kept = 0;
  for (let index = 0; index < all.length; index++)
    if (index === 0 || all[index] !== all[index - 1]) all[kept++] = all[index] as number;
  return all.slice(0, kept);
}

/** From pieces of data that are types to the code of their methods. */
function methodEdges(
  program: Program,
  image: Image,
  starts: Uint32Array,
  entryAt: (address: number) => number,
  textStart: number,
): { from: Numbers; to: Numbers } {
  const edges = { from: new Numbers(), to: new Numbers() };
  const window = new LoadedWindow(program);
  let asked = 0;
  const isFunction = (offset: number): boolean => asked++ < most && entryAt(textStart + offset) >= 0;
  for (const { from, to } of image.data) {
    for (
      let index = lastAtMost(starts, from - 1) + 1;
      index < starts.length && (starts[index] as number) < to;
      index++
    ) {
      const start = starts[index] as number;
      if (start % 4 !== 0) continue;
      const found = window.at(image.base + start, Math.min(typeWindow, to - start));
      if (!found) continue;
      for (const offset of methodsOf(found.view, found.from, program.littleEndian, isFunction)) {
        edges.from.push(index);
        edges.to.push(entryAt(textStart + offset));
      }
    }
  }
  return edges;
}

/** Edges by the node that they begin at, in their order. */
function inRows(nodes: number, from: Uint32Array, to: Uint32Array): Pick<Graph, 'first' | 'next'> {
  const first = new Uint32Array(nodes + 1);
  for (const one of from) first[one + 1] = (first[one + 1] as number) + 1;
  for (let node = 0; node < nodes; node++) first[node + 1] = (first[node + 1] as number) + (first[node] as number);
  const filled = first.slice(0, nodes);
  const next = new Uint32Array(to.length);
  for (let index = 0; index < from.length; index++) {
    const node = from[index] as number;
    const at = filled[node] as number;
    next[at] = to[index] as number;
    filled[node] = at + 1;
  }
  return { first, next };
}
