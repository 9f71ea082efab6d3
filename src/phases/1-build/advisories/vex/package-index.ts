import { type Package, parsePurl } from '../../../../core/index.ts';
import type { VexName } from './name.ts';

/** One spelling for names that may mean the same: whether they do is found out by whoever compares. */
const folded = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

/** Packages by what a statement may call them, so that a document of many products is not compared with each of many packages. */
export class PackageIndex {
  readonly #byName = new Map<string, Package[]>();
  readonly #byId = new Map<string, Package[]>();

  constructor(packages: readonly Package[]) {
    for (const one of packages) {
      const names = [parsePurl(one.purl)?.name, one.name, one.source?.name].filter((name) => name !== undefined);
      for (const name of new Set(names.map(folded))) note(this.#byName, name, one);
      note(this.#byId, one.id, one);
    }
  }

  /** Those that a name can mean, and more. */
  candidates(name: VexName): readonly Package[] {
    switch (name.kind) {
      case 'purl':
        return this.#byName.get(folded(name.purl.name)) ?? [];
      case 'cpe':
        return this.#byName.get(folded(name.cpe.product)) ?? [];
      case 'own':
        return this.#byId.get(name.text) ?? [];
      case 'element':
        return this.#byId.get(name.element ?? '') ?? [];
      default:
        return [];
    }
  }
}

function note(index: Map<string, Package[]>, key: string, one: Package): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, [one]);
  else known.push(one);
}
