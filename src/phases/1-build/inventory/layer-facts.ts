import type { Problem } from '../../../core/index.ts';
import type { EntryList } from '../../../foundations/images/index.ts';
import type { Extraction } from '../ecosystems/index.ts';
import type { SecretHit } from '../secrets/index.ts';

/** What one extractor was told by one file of one layer. */
export interface FileFacts {
  readonly extractor: string;
  /** The path that the extractor wanted. */
  readonly path: string;
  /** The entry that has the body: another one for a hard link. */
  readonly origin: string;
  readonly extraction: Extraction;
}

/** Secrets in one file of one layer. */
export interface SecretFacts {
  readonly path: string;
  readonly origin: string;
  readonly hits: readonly SecretHit[];
}

/** A problem of a layer; with `path` it stands only as long as no later layer replaces or removes that file. */
export interface LayerProblem {
  readonly path?: string;
  readonly problem: Problem;
}

/** A file that can be run, by the first bytes of its body. */
export interface ProgramFacts {
  /** Path of the entry that has the body. */
  readonly origin: string;
  readonly kind: string;
}

/** What one reader of a layer, an extractor or the search for secrets, was told by it: a pure function of the layer's bytes and the reader's version. */
export interface ReaderFacts {
  /** The reader's version, and whatever else its answer depends on. */
  readonly version: string;
  /** Files handed to it. */
  readonly handed: number;
  readonly files: readonly FileFacts[];
  readonly secrets: readonly SecretFacts[];
  readonly problems: readonly LayerProblem[];
}

/** What a layer holds, whoever reads it. */
export interface LayerContent {
  readonly entries: EntryList;
  readonly programs: readonly ProgramFacts[];
  /** Small files kept as they are, because the inventory itself reads them (os-release and kin). */
  readonly kept: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** Package managers whose cache is in it. */
  readonly caches: readonly string[];
  /** Of the walk itself. */
  readonly problems: readonly LayerProblem[];
}

/** What one layer tells, each reader's part for itself, so that it can be kept under the layer's digest and one part be read anew. */
export interface LayerParts extends LayerContent {
  /** By the reader's id. */
  readonly readers: Readonly<Record<string, ReaderFacts>>;
}

/** What one layer tells, of all its readers. */
export interface LayerFacts extends LayerContent {
  readonly files: readonly FileFacts[];
  readonly secrets: readonly SecretFacts[];
  /** Files handed to each reader, by id. */
  readonly handed: Readonly<Record<string, number>>;
}

/** The facts of these readers together, in their order. */
export function joinReaders({ readers, ...content }: LayerParts, ids: readonly string[]): LayerFacts {
  const parts = ids.flatMap((id) => (Object.hasOwn(readers, id) ? [{ id, ...(readers[id] as ReaderFacts) }] : []));
  return {
    ...content,
    files: parts.flatMap(({ files }) => files),
    secrets: parts.flatMap(({ secrets }) => secrets),
    handed: Object.fromEntries(parts.flatMap(({ id, handed }) => (handed > 0 ? [[id, handed]] : []))),
    problems: [...content.problems, ...parts.flatMap(({ problems }) => problems)],
  };
}
