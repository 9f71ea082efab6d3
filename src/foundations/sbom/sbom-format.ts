import type { ImageSubject, Inventory } from '../../core/index.ts';
import type { Contents } from './contents.ts';
import type { SbomDocument } from './document.ts';
import type { StatedDocument } from './requirements/stated.ts';

/** A bill of materials that was read. All of it is the word of whoever wrote it. */
export interface ReadSbom {
  /** `CycloneDX 1.6`, `SPDX 2.3`. */
  readonly format: string;
  /** What it says it is about. */
  readonly name: string;
  /** The image that it says it is about, as far as it says. */
  readonly image?: Partial<Pick<ImageSubject, 'digest' | 'configDigest' | 'indexDigest' | 'platform'>>;
  readonly inventory: Omit<Inventory, 'subject'>;
}

/** A document that says which kind it is. */
export interface RecognisedSbom {
  /** What it calls itself: `CycloneDX 1.6`. */
  readonly title: string;
  /** Absent for a version that is not read here. */
  readonly read?: (contents: Contents) => Omit<ReadSbom, 'format'>;
  /** What it says of itself and its components, for catalogues of requirements; absent for kinds that none of them knows. */
  readonly stated?: () => StatedDocument;
}

/** One kind of document in one form: a folder in `formats`, and a line in its list. */
export interface SbomFormat {
  /** The name of its folder. */
  readonly id: string;
  /** What is read, for messages: `CycloneDX 1.2 to 1.7 in JSON form`. */
  readonly title: string;
  /** By what the document itself says, whatever the file is called; undefined for another kind. */
  recognise(document: SbomDocument): RecognisedSbom | undefined;
}
