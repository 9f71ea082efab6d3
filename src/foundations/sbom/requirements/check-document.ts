import { requirementCatalogues } from './catalogues.ts';
import type { RequirementCatalogue, SbomAnswer, SbomRequirement } from './requirement.ts';
import type { StatedComponent, StatedDocument } from './stated.ts';

/** What became of one requirement. */
export interface RequirementResult {
  readonly id: string;
  readonly title: string;
  /** `not-applicable`: the format has no place for it, or it is asked of none of the components. `unknown`: kept, by saying in places that it is not known. */
  readonly state: 'pass' | 'unknown' | 'fail' | 'not-applicable';
  /** Of a requirement on components: how many there are, and how many say nothing. */
  readonly components?: {
    readonly all: number;
    readonly missing: number;
    readonly unknown: number;
    /** Of which it is not asked: they are no file of their own. */
    readonly notAsked: number;
  };
  /** The first components that say nothing, by name and version. */
  readonly examples: readonly string[];
  readonly next: string;
}

export interface CatalogueResult {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly passes: boolean;
  readonly requirements: readonly RequirementResult[];
}

const mostExamples = 3;

/** Holds a document against the catalogues of these ids, or against all. */
export function checkDocument(document: StatedDocument, ids: readonly string[] = []): readonly CatalogueResult[] {
  return requirementCatalogues
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .map((catalogue) => {
      const requirements = catalogue.requirements.map((one) => resultOf(one, document, catalogue));
      const { id, title, source } = catalogue;
      return { id, title, source, passes: requirements.every(({ state }) => state !== 'fail'), requirements };
    });
}

function resultOf(
  requirement: SbomRequirement,
  document: StatedDocument,
  catalogue: RequirementCatalogue,
): RequirementResult {
  const { id, title, next, isAsked } = requirement;
  const common = { id, title, next, examples: [] };
  if (isAsked?.(document) === false) return { ...common, state: 'not-applicable' };
  if (requirement.of === 'document') return { ...common, state: stateOf(requirement.answer(document), catalogue) };
  const given = document.components.map((one) => ({ one, answer: requirement.answer(one, document) }));
  const answers = given.filter(({ answer }) => answer !== 'not-asked');
  const isMissed = (answer: SbomAnswer): boolean => stateOf(answer, catalogue) === 'fail';
  const missed = answers.filter(({ answer }) => isMissed(answer));
  const unknown = answers.filter(({ answer }) => answer === 'unknown' && catalogue.takesUnknown).length;
  // A list of nothing says nothing of any component.
  const fails = missed.length > 0 || given.length === 0;
  return {
    ...common,
    state: fails ? 'fail' : answers.length === 0 ? 'not-applicable' : unknown > 0 ? 'unknown' : 'pass',
    components: { all: given.length, missing: missed.length, unknown, notAsked: given.length - answers.length },
    examples: missed.slice(0, mostExamples).map(({ one }) => nameOf(one)),
  };
}

function stateOf(answer: SbomAnswer, { takesUnknown }: RequirementCatalogue): RequirementResult['state'] {
  if (answer === 'stated') return 'pass';
  return answer === 'unknown' && takesUnknown ? 'unknown' : 'fail';
}

const nameOf = ({ name, version, ref }: StatedComponent): string => [name ?? ref, version].filter(Boolean).join(' ');
