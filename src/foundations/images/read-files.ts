import { SeaworthyError } from '../../core/index.ts';
import { layerName, tellProblem } from './blob-layer.ts';
import type { Layer, WalkOptions } from './layer.ts';
import type { FileNode } from './tree-node.ts';

/** Of each layer concerned: path of the entry → paths in the final file system that want its body. */
function wantedByLayer(nodes: Iterable<FileNode>): Map<number, Map<string, string[]>> {
  const wanted = new Map<number, Map<string, string[]>>();
  for (const node of nodes) {
    if (node.kind !== 'file') continue;
    const ofLayer = wanted.get(node.layer) ?? new Map<string, string[]>();
    wanted.set(node.layer, ofLayer);
    ofLayer.set(node.origin, [...(ofLayer.get(node.origin) ?? []), node.path]);
  }
  return wanted;
}

/**
 * Reads the bodies of files that turned out to be wanted after the layers were walked, for instance behind links. Only the layers that hold one are
 * read again. The result is by `FileNode.path`; a file larger than `maxBytes` is left out and told as a problem. Throws what `Layer.walk` throws.
 */
export async function readFiles(
  layers: readonly Layer[],
  nodes: Iterable<FileNode>,
  maxBytes: number,
  options: WalkOptions,
): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (const [index, paths] of [...wantedByLayer(nodes)].sort(([a], [b]) => a - b)) {
    const layer = layers[index];
    if (layer === undefined) throw new SeaworthyError('E_INTERNAL', `no layer ${index}`);
    const bodies = new Map<string, Uint8Array>();
    await layer.walk(
      {
        entry: (entry) => {
          if (entry.kind !== 'file' || !paths.has(entry.path)) return 'skip';
          // Of several members with the same path the last counts, as when it is unpacked.
          bodies.delete(entry.path);
          if (entry.size <= maxBytes) return 'body';
          const message = `the file has ${entry.size} bytes; at most ${maxBytes} are read`;
          const where = `${layerName(layer.ref)}, ${entry.path}`;
          tellProblem({ code: 'E_LIMIT', message, where, part: 'images', incomplete: true }, options);
          return 'skip';
        },
        body: (entry, bytes) => void bodies.set(entry.path, Uint8Array.from(bytes)),
      },
      options,
    );
    for (const [origin, bytes] of bodies) for (const path of paths.get(origin) ?? []) found.set(path, bytes);
  }
  return found;
}
