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

/** What one layer tells: a pure function of its bytes and the extractors, so it can be kept under its digest. */
export interface LayerFacts {
  readonly entries: EntryList;
  readonly files: readonly FileFacts[];
  readonly secrets: readonly SecretFacts[];
  readonly programs: readonly ProgramFacts[];
  /** Small files kept as they are, because the inventory itself reads them (os-release and kin). */
  readonly kept: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** Files handed to each extractor and to the search for secrets, by id. */
  readonly handed: Readonly<Record<string, number>>;
  readonly problems: readonly LayerProblem[];
}
