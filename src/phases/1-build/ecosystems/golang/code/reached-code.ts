import type { Graph } from './graph.ts';

/** Far more than any way has. */
const mostSteps = 1_000;
const unseen = -1;
const root = -2;

/** What a program can come to, and by what. */
export class ReachedCode {
  readonly #came: Int32Array;
  readonly #graph: Graph;

  /**
   * From the roots of the first list on as far as it goes, then from those of the next. Whatever calls and addresses taken in code alone lead to comes before
   * what data (values of functions, tables of methods) leads to, so that ways are as direct as there are.
   */
  constructor(graph: Graph, roots: readonly (readonly number[])[]) {
    this.#graph = graph;
    this.#came = new Int32Array(graph.nodes).fill(unseen);
    const queue = new Uint32Array(graph.nodes);
    let end = 0;
    let read = 0;
    let late: number[] = [];
    const take = (node: number, from: number): void => {
      if (this.#came[node] !== unseen) return;
      this.#came[node] = from;
      if (node < graph.functions) queue[end++] = node;
      else late.push(node);
    };
    for (const list of roots) {
      for (const one of list) take(one, root);
      for (;;) {
        while (read < end) this.#follow(queue[read++] as number, take);
        if (late.length === 0) break;
        const pieces = late;
        late = [];
        for (const piece of pieces) this.#follow(piece, take);
      }
    }
  }

  #follow(node: number, take: (node: number, from: number) => void): void {
    const { first, next } = this.#graph;
    const last = first[node + 1] as number;
    for (let at = first[node] as number; at < last; at++) take(next[at] as number, node);
  }

  has(node: number): boolean {
    return this.#came[node] !== unseen;
  }

  /** The function that led to one, with or without data between them; undefined for a root. */
  before(node: number): number | undefined {
    let at = this.#came[node] as number;
    while (at >= this.#graph.functions) at = this.#came[at] as number;
    return at < 0 ? undefined : at;
  }

  /** The functions from a root to one that is reached, both included: the last of them where there are very many. */
  way(node: number): readonly number[] {
    const way: number[] = [];
    for (let at: number | undefined = node; at !== undefined && way.length < mostSteps; at = this.before(at))
      way.push(at);
    return way.reverse();
  }
}
