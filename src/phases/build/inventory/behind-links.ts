import type { Problem } from '../../../core/index.ts';
import {
  type FileTree,
  type Layer,
  readFiles,
  type TreeNode,
  type WalkOptions,
} from '../../../foundations/images/index.ts';
import type { Extractor } from './extractor.ts';
import { extractFile, type FileFacts, type LayerFacts } from './layer-facts.ts';

/** A file that an extractor expects at `place` and that lies elsewhere because a link leads there. */
interface Moved {
  readonly extractor: Extractor;
  readonly place: string;
  readonly node: TreeNode;
}

/**
 * Facts of files that the walk could not know to be wanted: a package database reached only through a symbolic link. Costs another walk of the
 * layers concerned, and only where there is such a link.
 */
export async function readBehindLinks(
  extractors: readonly Extractor[],
  layers: readonly Layer[],
  facts: readonly LayerFacts[],
  tree: FileTree,
  options: WalkOptions,
  problems: Problem[],
): Promise<{ layer: number; facts: FileFacts }[]> {
  const moved = extractors.flatMap((extractor) => movedFiles(extractor, tree, facts));
  if (moved.length === 0) return [];
  const maxBytes = Math.max(...moved.map(({ extractor }) => extractor.maxBytes));
  const bodies = await readFiles(layers, [...new Set(moved.map(({ node }) => node))], maxBytes, options);
  const found: { layer: number; facts: FileFacts }[] = [];
  for (const { extractor, place, node } of moved) {
    const bytes = bodies.get(node.path);
    if (!bytes) continue;
    const told = extractFile(extractor, place, bytes, `layer ${node.layer} (really /${node.path})`, (problem) =>
      problems.push(problem),
    );
    if (told) found.push({ layer: node.layer, facts: { ...told, path: node.path } });
  }
  return found;
}

function movedFiles(extractor: Extractor, tree: FileTree, facts: readonly LayerFacts[]): Moved[] {
  const moved: Moved[] = [];
  for (const place of extractor.places) {
    const node = tree.resolve(place);
    if (!node || node.path === place) continue;
    if (node.kind === 'file') moved.push({ extractor, place, node });
    if (node.kind === 'directory') {
      for (const file of tree.files()) {
        if (!file.path.startsWith(`${node.path}/`)) continue;
        const expected = place + file.path.slice(node.path.length);
        if (extractor.wants(expected, file)) moved.push({ extractor, place: expected, node: file });
      }
    }
  }
  return moved.filter(({ node }) => {
    const layer = facts[node.layer];
    return !layer?.files.some((file) => file.extractor === extractor.id && file.path === node.path);
  });
}
