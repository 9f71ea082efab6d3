import type { Inventory, Limits } from '../../../core/index.ts';
import type { Extractor } from '../ecosystems/index.ts';
import type { LocatedSecret, SecretScanner } from '../secrets/index.ts';
import type { ImageFiles } from './image-files.ts';
import type { LayerCache } from './layer-cache.ts';

/** What a person leaves out of a look: by path, as patterns from the root, and by who looks. */
export interface Selection {
  readonly skipPaths?: readonly string[];
  /** Only what is at or below one of these. */
  readonly onlyPaths?: readonly string[];
  readonly skipExtractors?: readonly string[];
  readonly onlyExtractors?: readonly string[];
}

export interface InventoryOptions {
  readonly extractors: readonly Extractor[];
  readonly limits: Limits;
  /** What is left out of the result; absent: nothing. */
  readonly selection?: Selection;
  /** Decides whether a distribution is past its end of life. */
  readonly now: Date;
  readonly cache?: LayerCache;
  /** Names the program whose joining may be kept; its own digest when absent. */
  readonly program?: string | undefined;
  /** Looks for secrets as well. */
  readonly secrets?: SecretScanner;
  readonly signal?: AbortSignal;
  /** Called before a layer is read that the cache does not know. */
  readonly beforeReading?: () => void;
  /** Called before a layer is read: how many are done, of how many. */
  readonly onLayer?: (done: number, total: number, bytes: number) => void;
}

/** What the layers of an image hold. */
export interface Examined {
  readonly inventory: Inventory;
  /** Of all layers, those that the final file system hides included; empty when nobody looked. */
  readonly secrets: readonly LocatedSecret[];
  /** What is judged of the files of an image that was looked at as a whole. */
  readonly files?: ImageFiles;
}
