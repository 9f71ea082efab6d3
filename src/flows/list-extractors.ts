import { declaredExtractors, extractors } from '../phases/1-build/ecosystems/index.ts';

/** Who reads a kind of evidence, as `--skip-extractor` names it. */
export interface ListedExtractor {
  readonly id: string;
  readonly title: string;
  /** It reads what is meant to be there, in source trees alone. */
  readonly evidence?: 'declared';
}

/** Every extractor, by its id. */
export function listExtractors(): readonly ListedExtractor[] {
  return [...extractors, ...declaredExtractors]
    .map(({ id, title, evidence }) => ({ id, title, ...(evidence ? { evidence } : {}) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
