import type { Digest, LayerRef, Limits, Problem } from '../../core/index.ts';
import type { ByteSource, FileOwner } from '../formats/index.ts';

/** What a layer entry is. `whiteout` hides `path` of lower layers; `opaque` hides everything lower layers have below `path` (OCI image-spec, "Whiteouts"). */
export type EntryKind = 'file' | 'directory' | 'symlink' | 'hardlink' | 'other' | 'whiteout' | 'opaque';

/** One entry of a layer. */
export interface LayerEntry {
  /** Normalised: no leading slash, no `.` or `..`, no trailing slash; for a whiteout the path it hides. */
  readonly path: string;
  readonly kind: EntryKind;
  /** Bytes of the body; 0 for anything but a file. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  /** Target of a symbolic link as written; of a hard link the normalised path. */
  readonly link?: string;
  /** As in `TarEntry`: absent where it is root's. */
  readonly owner?: FileOwner;
  /** As in `TarEntry`. */
  readonly capabilities?: number;
}

/** What somebody may look at to decide whether a file concerns him. */
export type FileStat = Pick<LayerEntry, 'size' | 'mode'>;

/** How much of a body a visitor wants. `head` asks for the first bytes, to decide with `LayerVisitor.head` whether the rest is worth keeping. */
export type Interest = 'skip' | 'head' | 'body';

/** Called while a layer is read from front to back. All calls are synchronous and in the order of the layer. */
export interface LayerVisitor {
  /** Every entry, before its body. */
  entry(entry: LayerEntry): Interest;
  /** The first bytes (up to 512) of an entry for which `head` was answered: whether to go on and hand over the body. */
  head?(entry: LayerEntry, bytes: Uint8Array): boolean;
  /** The body of an entry, lent for the call: it need not lie in memory. */
  body(entry: LayerEntry, body: ByteSource): void;
}

export interface WalkOptions {
  readonly limits: Limits;
  /**
   * Told what could not be read or was taken otherwise than written, while the rest of the layer was read. Without it, a problem that makes the
   * result incomplete is thrown, so that none is lost.
   */
  readonly onProblem?: (problem: Problem) => void;
  readonly signal?: AbortSignal;
}

/**
 * A layer that can be read, again and again, from front to back. Reading checks the digest in the same pass: a visitor must not believe what it
 * saw before `walk` has returned.
 */
export interface Layer {
  readonly ref: LayerRef;
  /**
   * Digest of the content that the image says that the layer has, where it says one; every walk checks it. Engines know what they have unpacked by
   * this one, so that a layer whose content is another is not what runs.
   */
  readonly diffId?: Digest;
  /** Compressed size, where known without reading. */
  readonly size?: number;
  /**
   * Whether `ref.digest` names the bytes (and `diffId` what is in them), so that what was learnt from them may be kept. A directory's does not.
   */
  readonly immutable: boolean;
  /**
   * Walks all entries. Throws `E_DIGEST_MISMATCH`, `E_TRUNCATED`, `E_FORMAT`, `E_LIMIT`, `E_READ`, and those of the network.
   */
  walk(visitor: LayerVisitor, options: WalkOptions): Promise<void>;
}
