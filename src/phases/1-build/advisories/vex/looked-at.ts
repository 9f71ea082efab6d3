import type { Digest, Distribution } from '../../../../core/index.ts';
import type { VexName } from './name.ts';

/** What was looked at, by everything that a statement may call it. */
export interface LookedAt {
  /** Of its manifest, the index that it is from, its configuration; of a file its own. */
  readonly digests: readonly string[];
  /** The index that it was chosen from: other images are in it. */
  readonly index?: Digest;
  /** As it was asked for: `docker.io/library/nginx`, in full; absent where no repository is known. */
  readonly repository?: string;
  readonly tag?: string;
  readonly os?: string;
  readonly architecture?: string;
  readonly distribution?: Distribution;
  /** Further names, compared as they stand: of a bill of materials what it says it is about. */
  readonly names: readonly VexName[];
  /** Whether a name means the bill of materials that was looked at. */
  isOwnDocument(name: Extract<VexName, { readonly kind: 'element' }>): boolean;
}
