import type { Problem } from '../../../core/index.ts';
import { sourceOf } from '../../../foundations/formats/index.ts';
import type { FileTree } from '../../../foundations/images/index.ts';
import type { Extractor } from '../ecosystems/index.ts';
import { extractFile } from './extract-file.ts';
import type { LivingFacts } from './living-facts.ts';

const noBytes = sourceOf(new Uint8Array());

/** Facts that names of folders tell, of the extractors that ask for them. No layer is read for it: the final file system has the names. */
export function toldByFolders(
  extractors: readonly Extractor[],
  tree: FileTree,
  onProblem: (problem: Problem) => void,
): LivingFacts[] {
  return extractors
    .filter(({ wanted }) => wanted.folders)
    .flatMap((extractor) =>
      (extractor.wanted.places ?? []).flatMap((place) => {
        const inside = tree.inside(place.slice(0, place.lastIndexOf('/')));
        return inside.flatMap(({ kind, path, layer }): readonly LivingFacts[] => {
          const isWanted = kind === 'directory' && (extractor.wanted.accepts?.(path) ?? true);
          const extraction = isWanted
            ? extractFile(extractor, path, noBytes, `layer ${layer + 1}`, onProblem)
            : undefined;
          if (extraction === undefined || extraction.packages.length === 0) return [];
          return [{ layer, facts: { extractor: extractor.id, path, origin: path, extraction }, paths: [path] }];
        });
      }),
    );
}
