import { PathIndex, type Trace } from '../../ecosystems/index.ts';

/** A trace at a place. */
export interface FoundTrace {
  readonly trace: Trace;
  /** The file, or the folder for a place that ends with a slash. */
  readonly path: string;
  /** The folder below which the trace's place begins: empty for the root of the image. */
  readonly root: string;
}

/** Says of a path which trace it is. Of several traces at one path the first in the list counts. */
export class TraceIndex {
  readonly #places: PathIndex<Trace>;

  constructor(traces: readonly Trace[]) {
    this.#places = new PathIndex(traces.flatMap((value) => value.places.map((place) => ({ place, value }))));
  }

  file(path: string): FoundTrace | undefined {
    const [first] = this.#places.file(path);
    return first && { trace: first.value, path, root: first.root };
  }

  /** A folder that is a trace when any file is in it. */
  folder(path: string): FoundTrace | undefined {
    const [first] = this.#places.folder(path);
    return first && { trace: first.value, path, root: first.root };
  }
}
