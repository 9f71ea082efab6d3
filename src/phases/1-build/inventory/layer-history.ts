import type { FoundPackage } from '../ecosystems/index.ts';
import type { LayerFacts } from './layer-facts.ts';

/** A copy of a database that every layer writes anew: the layer, and the packages in it. */
interface DatabaseCopy {
  readonly layer: number;
  readonly packages: ReadonlySet<string>;
}

const keyOf = ({ name, version, architecture }: FoundPackage): string => JSON.stringify([name, version, architecture]);

/** The copies below the one of the layer `last`, the newest first. A layer that removes the file ends the run. */
export function olderCopies(
  extractor: string,
  path: string,
  last: number,
  facts: readonly LayerFacts[],
): readonly DatabaseCopy[] {
  const copies: DatabaseCopy[] = [];
  for (let layer = last - 1; layer >= 0; layer--) {
    if (removes(facts[layer + 1], path)) break;
    const copy = facts[layer]?.files.find((file) => file.path === path && file.extractor === extractor);
    if (copy) copies.push({ layer, packages: new Set(copy.extraction.packages.map(keyOf)) });
  }
  return copies;
}

/** The layer that brought a package of a database: the first of the consecutive layers whose copy has it in that version. */
export function firstLayerWith(found: FoundPackage, last: number, older: readonly DatabaseCopy[]): number {
  const key = keyOf(found);
  const without = older.findIndex(({ packages }) => !packages.has(key));
  const having = without < 0 ? older : older.slice(0, without);
  return having.at(-1)?.layer ?? last;
}

/** Whether a layer hides `path` of the layers below it. */
export function removes(facts: LayerFacts | undefined, path: string): boolean {
  for (const { kind, path: hidden } of facts?.entries ?? []) {
    if (kind === 'whiteout' && (path === hidden || path.startsWith(`${hidden}/`))) return true;
    if (kind === 'opaque' && path.startsWith(`${hidden}/`)) return true;
  }
  return false;
}
