import { count, type Problem } from '../../../core/index.ts';
import type { FileTree } from '../../../foundations/images/index.ts';
import type { Extractor } from '../ecosystems/index.ts';
import type { LayerFacts } from './layer-facts.ts';
import type { LivingFacts } from './living-facts.ts';

export interface RemovedSource {
  readonly tree: FileTree;
  readonly facts: readonly LayerFacts[];
  readonly living: readonly LivingFacts[];
  readonly extractors: readonly Extractor[];
}

/**
 * Package databases that a lower layer had and the final file system has not, while files that they list are still there: what was installed runs on,
 * and nobody says any more what it is. Where all of it was removed nothing is missed.
 */
export function removedDatabases({ tree, facts, living, extractors }: RemovedSource): readonly Problem[] {
  return extractors
    .filter(
      ({ id, wanted }) =>
        wanted.places !== undefined && !living.some((one) => one.facts.extractor === id && names(one.facts)),
    )
    .flatMap((extractor) => {
      const own = facts.flatMap(({ files }, layer) =>
        files.filter((file) => file.extractor === extractor.id).map((file) => ({ file, layer })),
      );
      const last = own.findLast(({ file }) => names(file));
      if (last === undefined) return [];
      const listed = own.flatMap(({ file: { extraction } }) => [
        ...extraction.packages.flatMap(({ files = [] }) => files),
        ...extraction.files.flatMap(({ files }) => files),
      ]);
      const remains = listed.length === 0 || listed.some((path) => tree.resolve(path)?.kind === 'file');
      if (!remains) return [];
      const { packages } = last.file.extraction;
      const many = count(packages.length, 'package');
      return [
        {
          code: 'E_INCOMPLETE',
          message: `the package database of layer ${last.layer + 1}, with ${many}, was removed by a later layer, and files of theirs are still there: they are not in this inventory`,
          where: `/${last.file.path}`,
          part: extractor.id,
          incomplete: true,
        },
      ];
    });
}

const names = ({ extraction }: LayerFacts['files'][number]): boolean => extraction.packages.length > 0;
