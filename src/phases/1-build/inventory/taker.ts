import type { Problem } from '../../../core/index.ts';
import { type ByteSource, programFormat, wholeOf } from '../../../foundations/formats/index.ts';
import type { FileStat, LayerEntry } from '../../../foundations/images/index.ts';
import type { Extractor, Wanted } from '../ecosystems/index.ts';
import type { SecretScanner } from '../secrets/index.ts';
import { extractFile } from './extract-file.ts';
import type { FileFacts, ReaderFacts, SecretFacts } from './layer-facts.ts';

/** One body, as it is handed to a taker. */
export interface Body {
  /** The path under which it is wanted. */
  readonly path: string;
  /** The entry that has it: another one for a hard link. */
  readonly origin: LayerEntry;
  readonly body: ByteSource;
  /** For people: `layer 2`. */
  readonly where: string;
  readonly onProblem: (problem: Problem) => void;
}

/** Somebody who looks at files of a layer: an extractor, or the search for secrets. */
export interface Taker {
  readonly id: string;
  /** Its version, and whatever else its answer depends on. */
  readonly version: string;
  readonly maxBytes: number;
  /** Knows its files by path alone, so that a hard link counts under its own name; the others have seen the body where it stands. */
  readonly isByPath: boolean;
  /** Has nothing to tell of a file that a package of the distribution owns. */
  readonly yieldsToOwner: boolean;
  /** Looks at up to 512 first bytes; always true for those that know their files by path. */
  sniff(head: Uint8Array): boolean;
  take(body: Body): void;
  /** Of several entries with the same path the last counts, as when the layer is unpacked: what the one before told is dropped. */
  forget(path: string): void;
  /** What it was told. */
  facts(): Pick<ReaderFacts, 'files' | 'secrets'>;
}

/** An extractor as a taker. */
export function extractorTaker(extractor: Extractor): Taker & { readonly wanted: Wanted } {
  const facts = new Map<string, FileFacts>();
  const { id, maxBytes, wanted } = extractor;
  return {
    id,
    version: extractorVersion(extractor),
    maxBytes,
    wanted,
    isByPath: !wanted.programs,
    yieldsToOwner: extractor.yieldsToOwner === true,
    sniff: (head) => !wanted.programs || programFormat(head) !== undefined,
    forget: (path) => void facts.delete(path),
    take({ path, origin, body, where, onProblem }) {
      const extraction = extractFile(extractor, path, body, where, onProblem);
      if (extraction) facts.set(path, { extractor: id, path, origin: origin.path, extraction });
    },
    facts: () => ({ files: [...facts.values()], secrets: [] }),
  };
}

export const extractorVersion = ({ version }: Extractor): string => `${version}`;

/** `keyId` names the key of the fingerprints by a hash that tells nothing of it. */
export const secretsVersion = ({ version, keyId }: SecretScanner): string => `${version}/${keyId}`;

/** The search for secrets as a taker. */
export function secretTaker(scanner: SecretScanner): Taker & { wants(path: string, file: FileStat): boolean } {
  const secrets = new Map<string, SecretFacts>();
  const { id, maxBytes } = scanner;
  return {
    id,
    version: secretsVersion(scanner),
    maxBytes,
    isByPath: false,
    yieldsToOwner: false,
    wants: (path, file) => scanner.wants(path, file),
    sniff: (head) => scanner.sniff(head),
    forget: (path) => void secrets.delete(path),
    take({ path, origin, body, where, onProblem }) {
      const { hits, problems } = scanner.scan(path, wholeOf(body));
      for (const message of problems) {
        onProblem({ code: 'E_LIMIT', message, where: `/${path} in ${where}`, part: id, incomplete: true });
      }
      if (hits.length > 0) secrets.set(path, { path, origin: origin.path, hits });
    },
    facts: () => ({ files: [], secrets: [...secrets.values()] }),
  };
}
