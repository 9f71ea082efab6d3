import { field, parseJson } from '../../formats/index.ts';

/** Whoever made something, as a document says it: any of these may be absent. */
export interface Contact {
  readonly name?: string;
  readonly email?: string;
  readonly url?: string;
}

/** What a document says of one component; absent is what it does not say. */
export interface StatedComponent {
  /** What the document calls it. */
  readonly ref: string;
  readonly name?: string;
  readonly version?: string;
  readonly producers: readonly Contact[];
  /** Package URLs, CPE names and other keys of databases. */
  readonly identifiers: readonly string[];
  readonly hashes: readonly { readonly algorithm: string; readonly value: string }[];
  /** `declared` is what its makers say, `concluded` what somebody worked out; absent where the document does not tell them apart. */
  readonly licences: readonly { readonly text: string; readonly acknowledgement?: string }[];
  readonly fileName?: string;
  /** It is said to be no file of its own: one of many files, or a part of a file. */
  readonly isLogical?: boolean;
  /** What is said not to be known of it: `producer`, `hash`, `licence`, `version`, `identifiers`. */
  readonly notKnown: ReadonlySet<string>;
  /** Of what it is said whether it is executable, an archive, structured. */
  readonly properties: ReadonlySet<'executable' | 'archive' | 'structured'>;
}

/** What a document says of itself and of its components, whatever its form: what catalogues of requirements ask about. */
export interface StatedDocument {
  readonly format: 'CycloneDX' | 'SPDX';
  readonly version: string;
  /** People and organisations; a tool is no author. */
  readonly authors: readonly Contact[];
  /** What is said not to be known of it: `author`. */
  readonly notKnown: ReadonlySet<string>;
  readonly tools: readonly { readonly name?: string; readonly version?: string }[];
  readonly created?: string;
  /** An address that no other document has. */
  readonly uri?: string;
  /** Which version of this document it is. */
  readonly revision?: string;
  /** In which phase of the software's life it was made. */
  readonly context?: string;
  /** A signature of its author that came with it, checked or not. */
  readonly isSigned: boolean;
  readonly components: readonly StatedComponent[];
  /** What is needed, by the refs of those that say so. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** Whether it says how complete its dependencies are. */
  readonly saysCompleteness: boolean;
  /** What it is about. */
  readonly primary?: string;
  readonly hasVulnerabilities: boolean;
}

/** What one of our own statements says: in properties of CycloneDX, in annotations of SPDX. */
export interface OwnStatement {
  readonly component: string | undefined;
  readonly notKnown: readonly string[];
}

/** What it says of a component. */
export const asStated = (own: OwnStatement | undefined): Pick<StatedComponent, 'isLogical' | 'notKnown'> => ({
  isLogical: own?.component === 'logical' || own?.component === 'part',
  notKnown: new Set(own?.notKnown),
});

/** The statement in an annotation of ours, which is JSON; undefined for any other text. */
export function ownStatement(text: string | undefined): OwnStatement | undefined {
  if (text?.startsWith('{') !== true) return undefined;
  try {
    const note = parseJson(Buffer.from(text), 'annotation', { maxBytes: 64 * 1024 * 1024 });
    const [component, notKnown] = [field(note, 'component'), field(note, 'notKnown')];
    return {
      component: typeof component === 'string' ? component : undefined,
      notKnown: Array.isArray(notKnown) ? notKnown.filter((one) => typeof one === 'string') : [],
    };
  } catch {
    return undefined;
  }
}

/** What a document says when it says that it does not know (SPDX 2.3 clause 7 and others). `NONE` is an answer and not among them. */
const unknown = /^(?:noassertion|unknown|not[ _-]?provided)$/i;

/** A text that says something, or that its writer does not know; undefined for none. */
export function saying(text: string | undefined): 'stated' | 'unknown' | undefined {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return undefined;
  return unknown.test(trimmed) ? 'unknown' : 'stated';
}
