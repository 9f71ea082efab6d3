import type { Package } from '../../../core/index.ts';
import type { FileTree } from '../../../foundations/images/index.ts';
import type { Extractor, FoundPackage } from '../ecosystems/index.ts';

/** A package of the inventory as its file told it. */
export interface ToldPackage {
  readonly id: string;
  readonly found: FoundPackage;
  readonly extractor: Extractor;
  /** The file that told it. */
  readonly path: string;
}

/** Needs and places that are looked up in one image, far above what the largest ask for; what lies beyond is left without an answer. */
const mostLookups = 2_000_000;

/** What packages say that they need, by their ids, as far as it is here. */
export class Requirements {
  readonly #told: ToldPackage[] = [];
  /** By extractor and scope, then by key. */
  readonly #scopes = new Map<string, Map<string, ToldPackage[]>>();
  readonly #byPath = new Map<string, string[]>();
  readonly #tree: FileTree;
  #left = mostLookups;

  constructor(tree: FileTree) {
    this.#tree = tree;
  }

  add(told: ToldPackage, paths: readonly string[]): void {
    this.#told.push(told);
    const { found, id, extractor } = told;
    if (extractor.requirements?.places) {
      for (const path of paths) push(this.#byPath, `${extractor.id}\n${path}`, id);
      return;
    }
    for (const key of new Set([found.name, `${found.name}@${found.version}`, ...(found.provides ?? [])]))
      push(this.#scopeOf(told), key, told);
  }

  /** Whether there was more to look up than is looked up. */
  get isCut(): boolean {
    return this.#left < 0;
  }

  /** The packages, each with what it needs where its kind tells. */
  on(packages: readonly Package[]): Package[] {
    const needed = new Map<string, Set<string>>();
    for (const told of this.#told) {
      const { id, found } = told;
      if (found.requires === undefined) continue;
      const ids = needed.get(id) ?? new Set();
      needed.set(id, ids);
      for (const keys of found.requires) {
        const other = this.#anyOf(keys, told);
        if (other !== undefined && other !== id) ids.add(other);
      }
    }
    return packages.map((one) => {
      const ids = needed.get(one.id);
      return ids === undefined ? one : { ...one, dependencies: [...ids].sort() };
    });
  }

  #scopeOf({ extractor, path }: ToldPackage): Map<string, ToldPackage[]> {
    const name = `${extractor.id}\n${extractor.requirements?.scope?.(path) ?? path}`;
    const known = this.#scopes.get(name);
    if (known) return known;
    const made = new Map<string, ToldPackage[]>();
    this.#scopes.set(name, made);
    return made;
  }

  #anyOf(keys: readonly string[], told: ToldPackage): string | undefined {
    for (const key of keys) {
      const id = told.extractor.requirements?.places ? this.#placed(key, told) : this.#keyed(key, told);
      if (id !== undefined) return id;
    }
    return undefined;
  }

  /** Of several that answer to the key the one that has the architecture of who asks, then the one that has the name itself. */
  #keyed(key: string, told: ToldPackage): string | undefined {
    const answering = this.#scopeOf(told).get(key) ?? [];
    this.#left -= 1 + answering.length;
    if (this.#left < 0) return undefined;
    const same = answering.filter(({ found }) => found.architecture === told.found.architecture);
    const best = same.length > 0 ? same : answering;
    return (best.find(({ found }) => found.name === key) ?? best[0])?.id;
  }

  /** The first place that is there, through whatever links lead to it. */
  #placed(key: string, { extractor, path }: ToldPackage): string | undefined {
    for (const place of extractor.requirements?.places?.(key, path) ?? []) {
      if (--this.#left < 0) return undefined;
      const node = this.#tree.resolve(place);
      if (node?.kind === 'file') return this.#byPath.get(`${extractor.id}\n${node.path}`)?.[0];
    }
    return undefined;
  }
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
