import type { Program } from '../../../../../foundations/formats/index.ts';
import { isReadable } from './code-references.ts';
import type { FunctionTable } from './function-table.ts';
import { type Functions, readFunctions } from './functions.ts';
import { makeGraph } from './graph.ts';
import { Image } from './image.ts';
import { readModuleData } from './module-data.ts';
import { ReachedCode } from './reached-code.ts';
import { readRelocations } from './relocations.ts';

/** Where code begins by itself: the start of the program, and what the runtime is called by. */
const starts =
  /^(?:_rt0_\w+|runtime\.(?:rt0_go|main|mstart|mcall|systemstack|morestack|goexit|sigtramp|asyncPreempt))$/;

/** Parts of a program that are loaded: some have thirty. */
const mostSegments = 256;

/** What a program can come to from `main.main`, from where packages begin (`init`), and from where the runtime does. */
export class ProgramReach {
  readonly #functions: Functions;
  readonly #reach: ReachedCode;
  /** Of each name in the table, a function with that code which is reached, and whether the code was put into that one. */
  readonly #places = new Map<number, { readonly node: number; readonly isInside: boolean }>();
  readonly #nameOf: (offset: number) => string;
  readonly #isOwn: (offset: number) => boolean;
  readonly #exits = new Map<number, number>();

  constructor(
    functions: Functions,
    reach: ReachedCode,
    nameOf: (offset: number) => string,
    isOwn: (offset: number) => boolean,
  ) {
    this.#functions = functions;
    this.#reach = reach;
    this.#nameOf = nameOf;
    this.#isOwn = isOwn;
    for (const [node, offset] of functions.names.entries())
      if (reach.has(node) && !this.#places.has(offset)) this.#places.set(offset, { node, isInside: false });
    const { into, name } = functions.inlined;
    for (const [index, offset] of name.entries()) {
      const node = into[index] as number;
      if (reach.has(node) && !this.#places.has(offset)) this.#places.set(offset, { node, isInside: true });
    }
  }

  /**
   * Where the way to a function leaves the program's own code: the function behind the last one of its own, or itself. Undefined for one that nothing leads to.
   */
  exit(offset: number): number | undefined {
    const place = this.#places.get(offset);
    return place && this.#exitOf(place.node);
  }

  #exitOf(node: number): number {
    const passed: number[] = [];
    let at = node;
    for (;;) {
      const known = this.#exits.get(at);
      const before = this.#reach.before(at);
      const isExit = this.#owns(at) || before === undefined || this.#owns(before);
      if (known === undefined && !isExit) {
        passed.push(at);
        at = before;
        continue;
      }
      const exit = known ?? at;
      for (const one of [...passed, at]) this.#exits.set(one, exit);
      return exit;
    }
  }

  #owns(node: number): boolean {
    return this.#isOwn(this.#functions.names[node] as number);
  }

  /** Names of the functions on the way to one, from where the program begins. */
  way(node: number): readonly string[] {
    return this.#reach.way(node).map((one) => this.#nameOf(this.#functions.names[one] as number));
  }
}

/** Undefined where nobody here can read the program's code. */
export function readReach(
  program: Program,
  architecture: string | undefined,
  table: FunctionTable,
  nameOf: (offset: number) => string,
  isOwn: (offset: number) => boolean,
): ProgramReach | undefined {
  if (architecture === undefined || !isReadable(architecture) || program.wordSize !== 8) return undefined;
  if (program.segments.length > mostSegments) return undefined;
  const relocations = readRelocations(program);
  const module = readModuleData(program, table, relocations);
  const functions = module && readFunctions(program, table, module.functionData);
  if (!functions) return undefined;
  const [main, init, runtime]: [number[], number[], number[]] = [[], [], []];
  for (const [node, offset] of functions.names.entries()) {
    const name = nameOf(offset);
    if (name === 'main.main') main.push(node);
    else if (/\.init(?:\.\d+)?$/.test(name)) init.push(node);
    else if (starts.test(name)) runtime.push(node);
  }
  const begins = new Set(init);
  const image = new Image(program, table, module, relocations);
  const graph = makeGraph(program, architecture, functions, image, module, (node) => begins.has(node));
  if (!graph) return undefined;
  return new ProgramReach(functions, new ReachedCode(graph, [main, init, runtime]), nameOf, isOwn);
}
