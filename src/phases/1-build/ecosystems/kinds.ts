import type { KnownKind } from '../../../foundations/sbom/index.ts';

type Kinds = (type: string) => KnownKind | undefined;

let kinds: Kinds = () => undefined;

/** Told once, by the list of all ecosystems: an extractor that meets packages of every kind is itself in that list, and cannot import it. */
export function tellKinds(all: Kinds): void {
  kinds = all;
}

/** What a bill of materials has to know of a purl type. */
export const kindOf: Kinds = (type) => kinds(type);
