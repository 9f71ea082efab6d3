import type { FoundPackage } from './extractor.ts';
import type { LayerFacts } from './layer-facts.ts';

/**
 * The layer that brought a package told by a database which every layer writes anew: the first of the consecutive layers whose copy of the
 * file has the package in that version. A layer that removes the file ends the run.
 */
export function firstLayerWith(
  found: FoundPackage,
  extractor: string,
  path: string,
  last: number,
  facts: readonly LayerFacts[],
): number {
  let first = last;
  for (let layer = last - 1; layer >= 0; layer--) {
    if (removes(facts[layer + 1], path)) break;
    const copy = facts[layer]?.files.find((file) => file.path === path && file.extractor === extractor);
    if (!copy) continue;
    if (!copy.extraction.packages.some((other) => isSame(other, found))) break;
    first = layer;
  }
  return first;
}

function isSame(a: FoundPackage, b: FoundPackage): boolean {
  return a.name === b.name && a.version === b.version && a.architecture === b.architecture;
}

/** Whether a layer hides `path` of the layers below it. */
export function removes(facts: LayerFacts | undefined, path: string): boolean {
  return (
    facts?.entries.some(
      ({ kind, path: hidden }) =>
        (kind === 'whiteout' && (path === hidden || path.startsWith(`${hidden}/`))) ||
        (kind === 'opaque' && path.startsWith(`${hidden}/`)),
    ) ?? false
  );
}
