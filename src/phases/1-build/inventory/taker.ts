import type { Problem } from '../../../core/index.ts';
import type { FileStat, LayerEntry } from '../../../foundations/images/index.ts';
import type { Extractor } from '../ecosystems/index.ts';
import type { SecretScanner } from '../secrets/index.ts';
import { extractFile } from './extract-file.ts';
import type { FileFacts, SecretFacts } from './layer-facts.ts';

/** One body, as it is handed to a taker. */
export interface Body {
  /** The path under which it is wanted. */
  readonly path: string;
  /** The entry that has it: another one for a hard link. */
  readonly origin: LayerEntry;
  readonly bytes: Uint8Array;
  /** For people: `layer 2`. */
  readonly where: string;
  readonly onProblem: (problem: Problem) => void;
}

/** Somebody who looks at files of a layer: an extractor, or the search for secrets. */
export interface Taker {
  readonly id: string;
  readonly maxBytes: number;
  /** Knows its files by path alone, so that a hard link counts under its own name; the others have seen the body where it stands. */
  readonly isByPath: boolean;
  wants(path: string, file: FileStat): boolean;
  /** Looks at up to 512 first bytes; always true for those that know their files by path. */
  sniff(head: Uint8Array): boolean;
  take(body: Body): void;
  /** Of several entries with the same path the last counts, as when the layer is unpacked: what the one before told is dropped. */
  forget(path: string): void;
}

/** An extractor as a taker; what it was told is in `facts`. */
export function extractorTaker(extractor: Extractor): Taker & { readonly facts: ReadonlyMap<string, FileFacts> } {
  const facts = new Map<string, FileFacts>();
  const { id, maxBytes } = extractor;
  return {
    id,
    maxBytes,
    facts,
    isByPath: extractor.sniff === undefined,
    wants: (path, file) => extractor.wants(path, file),
    sniff: (head) => extractor.sniff?.(head) ?? true,
    forget: (path) => void facts.delete(path),
    take({ path, origin, bytes, where, onProblem }) {
      const extraction = extractFile(extractor, path, bytes, where, onProblem);
      if (extraction) facts.set(path, { extractor: id, path, origin: origin.path, extraction });
    },
  };
}

/** The search for secrets as a taker; what it found is in `secrets`. */
export function secretTaker(scanner: SecretScanner): Taker & { readonly secrets: ReadonlyMap<string, SecretFacts> } {
  const secrets = new Map<string, SecretFacts>();
  const { id, maxBytes } = scanner;
  return {
    id,
    maxBytes,
    secrets,
    isByPath: false,
    wants: (path, file) => scanner.wants(path, file),
    sniff: (head) => scanner.sniff(head),
    forget: (path) => void secrets.delete(path),
    take({ path, origin, bytes, where, onProblem }) {
      const { hits, problems } = scanner.scan(path, bytes);
      for (const message of problems) {
        onProblem({ code: 'E_LIMIT', message, where: `/${path} in ${where}`, part: id, incomplete: true });
      }
      if (hits.length > 0) secrets.set(path, { path, origin: origin.path, hits });
    },
  };
}
