import type { LayerRef } from '../../../core/index.ts';
import type { FileTree } from '../../../foundations/images/index.ts';
import type { LocatedSecret, SecretReach } from '../secrets/index.ts';
import type { LayerFacts } from './layer-facts.ts';
import { removes } from './layer-history.ts';
import { placesOfBodies } from './living-facts.ts';

/** The secrets of all layers, each with who can still reach it: whoever runs the image, or only whoever pulls it. */
export function locateSecrets(
  facts: readonly LayerFacts[],
  layers: readonly LayerRef[],
  tree: FileTree,
  isLayered: boolean,
): readonly LocatedSecret[] {
  const places = placesOfBodies(
    facts.map(({ secrets }) => secrets),
    tree,
  );
  return facts.flatMap(({ secrets }, index) => {
    const layer = layers[index];
    return secrets.flatMap(({ path, origin, hits }): LocatedSecret[] => {
      const isPresent = (places[index]?.get(origin) ?? []).length > 0;
      const reach: SecretReach = isPresent ? { kind: 'present' } : hiddenBy(path, index, facts, layers, tree);
      if (!isLayered) return hits.map((hit) => ({ hit, reach: { kind: 'file' } }));
      return hits.map((hit) => ({ hit, reach, ...(layer ? { layer } : {}) }));
    });
  });
}

/** What became of a file that the final file system does not show as this layer had it. */
function hiddenBy(
  path: string,
  index: number,
  facts: readonly LayerFacts[],
  layers: readonly LayerRef[],
  tree: FileTree,
): SecretReach {
  const deleting = facts.findIndex((layer, later) => later > index && removes(layer, path));
  const node = tree.get(path);
  const how = node === undefined ? 'deleted' : 'replaced';
  const by = layers[node === undefined ? deleting : node.layer];
  return { kind: 'hidden', how, ...(by ? { by } : {}) };
}
