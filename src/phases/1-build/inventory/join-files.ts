import { asSeaworthyError, type Problem } from '../../../core/index.ts';
import type { Extraction, Extractor } from '../ecosystems/index.ts';
import { problemOf } from './extract-file.ts';
import type { LivingFacts } from './living-facts.ts';

/**
 * What files say in the light of others of their kind (a project and its parent, a list and what it includes), by the extractors that join; of the files of the
 * final file system only. The rest comes back as it was told.
 */
export function joinFiles(
  living: readonly LivingFacts[],
  extractors: readonly Extractor[],
  onProblem: (problem: Problem) => void,
): readonly LivingFacts[] {
  const joined = new Map<LivingFacts, Extraction>();
  for (const extractor of extractors) {
    if (extractor.join === undefined) continue;
    const own = living.filter(({ facts }) => facts.extractor === extractor.id).sort(byPath);
    for (const [index, extraction] of joinOf(extractor, own, onProblem)) {
      const one = own[index];
      if (one !== undefined) joined.set(one, extraction);
    }
  }
  if (joined.size === 0) return living;
  return living.map((one) => {
    const extraction = joined.get(one);
    return extraction === undefined ? one : { ...one, facts: { ...one.facts, extraction } };
  });
}

const pathOf = ({ paths, facts }: LivingFacts): string => paths[0] ?? facts.path;
const byPath = (a: LivingFacts, b: LivingFacts): number => (pathOf(a) < pathOf(b) ? -1 : 1);

/** What each file says after joining, by its place in the list. Where joining fails each says what it said alone, and the failure is told. */
function joinOf(
  extractor: Extractor,
  own: readonly LivingFacts[],
  onProblem: (problem: Problem) => void,
): ReadonlyMap<number, Extraction> {
  const places = new Map(own.map((one, index) => [pathOf(one), index]));
  const said = new Map<number, Extraction>();
  try {
    const files = own.map((one) => ({ path: pathOf(one), extraction: one.facts.extraction }));
    for (const { path, extraction } of extractor.join?.(files) ?? []) {
      const index = places.get(path);
      if (index === undefined) continue;
      const tell = (message: string, incomplete: boolean): void =>
        onProblem({ code: 'E_FORMAT', message, where: `/${path}`, part: extractor.id, incomplete });
      for (const message of extraction.problems) tell(message, true);
      for (const message of extraction.notes ?? []) tell(message, false);
      said.set(index, extraction);
    }
  } catch (cause) {
    const error = asSeaworthyError(cause, 'E_INTERNAL', `the ${extractor.id} extractor failed to join its files`);
    onProblem(problemOf(error, own[0] === undefined ? '/' : `/${pathOf(own[0])}`, extractor.id));
  }
  return said;
}
