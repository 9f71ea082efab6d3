import type { Inventory, Limits } from '../../../core/index.ts';
import type { Extractor } from '../ecosystems/index.ts';
import type { LocatedSecret, SecretScanner } from '../secrets/index.ts';
import type { LayerCache } from './layer-cache.ts';

export interface InventoryOptions {
  readonly extractors: readonly Extractor[];
  readonly limits: Limits;
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
}
