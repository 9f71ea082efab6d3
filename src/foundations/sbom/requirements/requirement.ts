import type { StatedComponent, StatedDocument } from './stated.ts';

/** What became of a requirement on a document, or on one component. That something is not known may be said; to say nothing is to miss it. Some is not asked of every component. */
export type SbomAnswer = 'stated' | 'unknown' | 'missing' | 'not-asked';

interface RequirementText {
  /** Unique in its catalogue. */
  readonly id: string;
  /** As the catalogue calls it. */
  readonly title: string;
  /** What is to be said, and where it stands in the formats, for whoever has to mend it. */
  readonly next: string;
  /** Only asked of some documents: a format may have no place for it. */
  readonly isAsked?: (document: StatedDocument) => boolean;
}

/** One thing that a catalogue asks of a bill of materials. */
export type SbomRequirement =
  | (RequirementText & { readonly of: 'document'; answer(document: StatedDocument): SbomAnswer })
  | (RequirementText & {
      readonly of: 'component';
      answer(component: StatedComponent, document: StatedDocument): SbomAnswer;
    });

/** A published list of requirements. One more is a file beside these and a line in `catalogues.ts`. */
export interface RequirementCatalogue {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** Whether a component that says “not known” keeps a requirement. */
  readonly takesUnknown: boolean;
  readonly requirements: readonly SbomRequirement[];
}
