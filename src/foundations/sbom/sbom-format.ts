import type { ImageSubject, Inventory } from '../../core/index.ts';
import type { Contents } from './contents.ts';

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

/** One kind of document. */
export interface SbomFormat {
  /** What the document calls itself, by the member that says so; undefined for another kind. */
  recognise(document: unknown): { readonly title: string; readonly isRead: boolean } | undefined;
  read(document: unknown, contents: Contents): Omit<ReadSbom, 'format'>;
}
