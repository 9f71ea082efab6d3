import { SeaworthyError, whatAndWhy } from '../../core/index.ts';
import { type ByteSource, wholeOf } from '../formats/index.ts';
import { layerName, tellProblem } from './blob-layer.ts';
import type { Layer, LayerVisitor, WalkOptions } from './layer.ts';
import type { FileNode } from './tree-node.ts';

/** Of each layer concerned: path of the entry → places in the final file system that want its body. */
function wantedByLayer(nodes: Iterable<FileNode>): Map<number, Map<string, FileNode[]>> {
  const wanted = new Map<number, Map<string, FileNode[]>>();
  for (const node of nodes) {
    if (node.kind !== 'file') continue;
    const ofLayer = wanted.get(node.layer) ?? new Map<string, FileNode[]>();
    wanted.set(node.layer, ofLayer);
    const { origin } = node;
    const known = ofLayer.get(origin);
    if (known) known.push(node);
    else ofLayer.set(origin, [node]);
  }
  return wanted;
}

/**
 * Looks at the bodies of files that turned out to be wanted after the layers were walked, for instance behind links. Only the layers that hold one are
 * read again. The result is what `look` gave, by `FileNode.path`. Throws what `Layer.walk` throws.
 */
export async function visitFiles<Value>(
  layers: readonly Layer[],
  nodes: Iterable<FileNode>,
  look: (node: FileNode, body: ByteSource) => Value | undefined,
  options: WalkOptions,
): Promise<Map<string, Value>> {
  const found = new Map<string, Value>();
  for (const [index, wanted] of [...wantedByLayer(nodes)].sort(([a], [b]) => a - b)) {
    const layer = layers[index];
    if (layer === undefined) throw new SeaworthyError('E_INTERNAL', `no layer ${index}`);
    const visitor: LayerVisitor = {
      entry: ({ kind, path }) => {
        const looking = kind === 'file' ? wanted.get(path) : undefined;
        // Of several members with the same path the last counts, as when it is unpacked.
        for (const node of looking ?? []) found.delete(node.path);
        return looking === undefined ? 'skip' : 'body';
      },
      body: ({ path }, body) => {
        for (const node of wanted.get(path) ?? []) {
          const value = look(node, body);
          if (value !== undefined) found.set(node.path, value);
        }
      },
    };
    await layer.walk(visitor, options);
  }
  return found;
}

/** The bodies themselves; a file larger than `maxBytes`, or that cannot be read, is left out and told as a problem. */
export async function readFiles(
  layers: readonly Layer[],
  nodes: Iterable<FileNode>,
  maxBytes: number,
  options: WalkOptions,
): Promise<Map<string, Uint8Array>> {
  const look = (node: FileNode, body: ByteSource): Uint8Array | undefined => {
    try {
      if (body.size <= maxBytes) return Uint8Array.from(wholeOf(body));
      throw new SeaworthyError('E_LIMIT', `the file has ${body.size} bytes; at most ${maxBytes} are read`);
    } catch (error) {
      if (!(error instanceof SeaworthyError)) throw error;
      const ref = layers[node.layer]?.ref;
      const where = `${ref ? layerName(ref) : ''}, ${node.origin}`;
      tellProblem({ code: error.code, message: whatAndWhy(error), where, part: 'images', incomplete: true }, options);
      return undefined;
    }
  };
  return visitFiles(layers, nodes, look, options);
}
