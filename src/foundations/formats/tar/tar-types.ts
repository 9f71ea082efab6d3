import type { ErrorCode } from '../../../core/index.ts';

/** What an archive member is. `other`: devices, pipes and types that no one else unpacks either. */
export type TarKind = 'file' | 'directory' | 'symlink' | 'hardlink' | 'other';

/** Numbers of a user and a group. */
export interface FileOwner {
  readonly uid: number;
  readonly gid: number;
}

/** One member of an archive. */
export interface TarEntry {
  /** Inside the root, without leading or trailing slash, `.` or `..`; empty for the root itself. */
  readonly path: string;
  readonly kind: TarKind;
  /** Bytes of the file's content; 0 for anything but a file. */
  readonly size: number;
  /** Permission bits, with set-user-id and kin (at most 0o7777). */
  readonly mode: number;
  /** Of a symbolic link the target as written; of a hard link the target's path, normalised like `path`. */
  readonly link?: string;
  /** Absent where both are root, as of nearly all members of layers, and where the header has no numbers for them. */
  readonly owner?: FileOwner;
  /** Capabilities that a file gives to what runs it, a bit each (capabilities(7); the permitted set of its extended attribute); absent where it gives none. */
  readonly capabilities?: number;
}

/** How much of a body is wanted: nothing, the first bytes to decide by, all of it. */
export type TarInterest = 'skip' | 'head' | 'body';

/** Called while an archive is read, in its order. An error thrown by it ends the reading and reaches the caller of `push`. */
export interface TarVisitor {
  /** Every member, before its body. */
  entry(entry: TarEntry): TarInterest;
  /** Up to 512 first bytes, where `head` was answered: whether the body is wanted. */
  head?(entry: TarEntry, bytes: Uint8Array): boolean;
  /**
   * Bytes of the body in their order, at least once and until nothing is `left`. They may be a view into the chunk that was pushed and are valid only during
   * the call.
   */
  body(entry: TarEntry, bytes: Uint8Array, left: number): void;
  /** Where it is given, in place of the other two: what is wanted of a body, and where in the archive it begins. For archives that can be read anywhere. */
  bodyAt?(entry: TarEntry, interest: Exclude<TarInterest, 'skip'>, position: number): void;
}

/** Something in an archive that was refused or changed, while the rest could be read. */
export interface TarProblem {
  readonly code: ErrorCode;
  readonly message: string;
  /** The member, as its header spells it. */
  readonly where: string;
  /** Whether something was not seen because of it. */
  readonly incomplete: boolean;
}

export interface TarOptions {
  /** Most members; one more is `E_LIMIT`. */
  readonly maxEntries: number;
  /** Longest path; a member with a longer one is told as a problem and not handed on. */
  readonly maxPathBytes: number;
  /** Names the archive in errors. */
  readonly where?: string;
  /** Told of problems. Without it a problem is thrown, so that none is ever lost. */
  readonly onProblem?: (problem: TarProblem) => void;
}

/** Size of a header, and what bodies are padded to. */
export const tarBlock = 512;
