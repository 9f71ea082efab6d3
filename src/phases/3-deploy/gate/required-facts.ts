import { parseReference } from '../../../foundations/images/index.ts';
import type { Gate, GateRule, ImageNeeds } from './gate.ts';
import { inScope } from './name-scope.ts';

/** What must be found out about one image before the gate can judge it. */
export interface RequiredImageFacts extends Required<ImageNeeds> {
  readonly reference: string;
  /** Ids of the rules that are about it. */
  readonly rules: readonly string[];
}

/** `registry/repository` of a reference; undefined when it is not well formed. */
export function repositoryOf(reference: string): string | undefined {
  try {
    const { registry, repository } = parseReference(reference);
    return `${registry}/${repository}`;
  } catch {
    return undefined;
  }
}

/** The tag that a reference rests on; undefined when it names a digest, or is not well formed. */
export function tagOf(reference: string): string | undefined {
  try {
    const { digest, tag } = parseReference(reference);
    return digest === undefined ? tag : undefined;
  } catch {
    return undefined;
  }
}

/** The rules that hold in a namespace. Where it will run is not known: those of every namespace. */
export function rulesIn(gate: Gate, namespace: string | undefined): readonly GateRule[] {
  if (namespace === undefined) return gate.rules;
  if (!inScope(gate.namespaces, namespace)) return [];
  return gate.rules.filter((rule) => inScope(rule.namespaces, namespace));
}

/** Whether a rule is about an image of this repository. One whose name cannot be read (undefined) is everybody's. */
export function isForImage(rule: GateRule, repository: string | undefined): boolean {
  return rule.check.about === 'image' && (repository === undefined || inScope(rule.images, repository));
}

/** What has to be fetched before `judge` is asked: for each image, what the rules that are about it look at. */
export function requiredFacts(
  gate: Gate,
  namespace: string | undefined,
  references: readonly string[],
): readonly RequiredImageFacts[] {
  const rules = rulesIn(gate, namespace);
  return [...new Set(references)].map((reference) => {
    const repository = repositoryOf(reference);
    const own = rules.filter((rule) => isForImage(rule, repository));
    const needs = own.flatMap(({ check }): readonly ImageNeeds[] => (check.about === 'image' ? [check.needs] : []));
    return {
      reference,
      rules: own.map(({ id }) => id),
      digest: needs.some(({ digest }) => digest === true),
      signatures: needs.flatMap(({ signatures }) => signatures ?? []),
      attestations: needs.flatMap(({ attestations }) => attestations ?? []),
      scan: needs.some(({ scan }) => scan === true),
      inUse: needs.some(({ inUse }) => inUse === true),
    };
  });
}
