import type { Digest } from './digest.ts';

/** What an image tells of how it was made. Its configuration is the word of whoever may push it: only the digests of contents are checked when layers are read. */
export interface ImageBuild {
  /** ISO 8601, as written. */
  readonly created?: string;
  /** Digest of the content of each layer, the base first; empty where the image does not tell all of them. */
  readonly diffIds: readonly Digest[];
  /** The base that its labels name. */
  readonly claimedBase?: ClaimedBase;
  /** Where the history looks as if a base ended. */
  readonly guessedBase?: GuessedBase;
}

/** OCI image spec, "Pre-Defined Annotation Keys": `org.opencontainers.image.base.name` and `.digest`. */
export interface ClaimedBase {
  readonly name?: string;
  readonly digest?: Digest;
}

export interface GuessedBase {
  readonly name?: string;
  /** How many layers are the base's. */
  readonly layers: number;
  readonly why: string;
}

/**
 * How sure it is which image another was built from. `proven`: its first layers are those of an image that we know. `claimed`: a label says so. `guessed`: by
 * the form of its history.
 */
export const baseCertainties = ['proven', 'claimed', 'guessed'] as const;

/** The image that another was built from. It explains where things come from; no verdict hangs on it but on what is `listed`. */
export interface ImageBase {
  readonly certainty: (typeof baseCertainties)[number];
  /** What it is called; none where a guess tells no name. */
  readonly names: readonly string[];
  /** Digest of its manifest. */
  readonly digest?: Digest;
  /** How many of the first layers are its own; absent where nobody can say. */
  readonly layers?: number;
  readonly created?: string;
  /**
   * What of it a list of the team names, and how many layers that has: verdicts hang on that alone. The ledger knows each image that was ever scanned, and whoever
   * may push one could put another layer upon it and call all that was found the base's. Absent where no list names any.
   */
  readonly listed?: { readonly name: string; readonly layers: number };
  readonly why: string;
  /** A later image of one of its names, which this one was not built from. */
  readonly newer?: { readonly name: string; readonly digest: Digest; readonly created: string };
  /** What the image claims of its base where that is not what was found. */
  readonly disputed?: string;
  /** Where the open findings come from; absent where its layers are not known. */
  readonly findings?: BaseFindings;
}

/** Who brought what lies in an image: the image that it was built from, or whoever built upon that. */
export const bringers = ['base', 'yours'] as const;

export type Bringer = (typeof bringers)[number];

/** Open findings by who brought them. */
export interface BaseFindings {
  readonly base: number;
  readonly yours: number;
  /** Those that no layer brought, as in the configuration. */
  readonly unplaced: number;
}

/** What an intruder would find to work with, by the names of programs that are there. */
export interface AttackSurface {
  readonly shells: readonly string[];
  readonly packageManagers: readonly string[];
  readonly compilers: readonly string[];
  readonly interpreters: readonly string[];
  /** Files that run as their owner or group (setuid, setgid). */
  readonly setuid: number;
  /** Where each of them is, and what else only builds need; absent where nobody noted it. */
  readonly programs?: readonly SurfaceProgram[];
}

/** Sorts of programs that an image is better without. */
export const surfaceSorts = ['shell', 'package manager', 'compiler', 'build tool', 'interpreter'] as const;

export interface SurfaceProgram {
  readonly name: string;
  readonly sort: (typeof surfaceSorts)[number];
  readonly path: string;
  /** Number of the layer that put it there, counted from 0. */
  readonly layer: number;
}

/** How old an image is and what it carries; of an earlier one as well, to see which way it goes. */
export interface UpkeepState {
  /** When the image says that it was built. */
  readonly created?: string;
  /** Packages with an open finding that a known version mends; absent where nobody judged any. */
  readonly updates?: number;
  readonly surface?: AttackSurface;
}

export interface Upkeep extends UpkeepState {
  /** The last other image that was scanned under the same name. */
  readonly before?: UpkeepState & { readonly digest: Digest; readonly scanned: string };
}
