import type { Digest } from '../../../core/index.ts';
import type { NodeKey } from '../graph/graph.ts';
import type { ListedManifest, ListingProblem } from '../listing/listing.ts';
import type { RetirePolicy } from './policy.ts';

/** Raised when a reader of the old shape would misread a plan. */
export const retirePlanVersion = 1;

/**
 * Why a manifest stays.
 * - `not-read`: something of its repository could not be read. `use-unknown`: something that tells what is in use could not be read.
 * - `in-use`, `referenced`: by evidence, by a manifest. `kept-tag`, `last`, `young`, `age-unknown`: by the policy. `orphan`: hangs on something unknown.
 * - `child`, `attached`: something that stays needs it. `holds-used`, `subject`, `base`: it holds, carries or bears something that stays.
 */
export type KeepRule =
  | 'not-read'
  | 'use-unknown'
  | 'in-use'
  | 'referenced'
  | 'kept-tag'
  | 'last'
  | 'young'
  | 'age-unknown'
  | 'orphan'
  | 'child'
  | 'attached'
  | 'holds-used'
  | 'subject'
  | 'base';

/** Why nothing keeps a manifest: what each rule found. */
export type DeleteRule = 'unused' | 'tags' | 'last' | 'old' | 'untagged' | 'with-index' | 'with-subject' | 'orphan';

export interface Reason<Rule extends string = string> {
  readonly rule: Rule;
  /** One plain clause. */
  readonly text: string;
  /** The other manifest that it is about. */
  readonly by?: NodeKey;
}

interface PlanEntry {
  readonly key: NodeKey;
  readonly registry: string;
  readonly repository: string;
  readonly digest: Digest;
  readonly kind: ListedManifest['kind'];
  readonly mediaType: string;
  readonly artifactType?: string;
  /** All tags, those made of digests too; sorted. */
  readonly tags: readonly string[];
}

export interface KeepEntry extends PlanEntry {
  readonly reasons: readonly Reason<KeepRule>[];
}

export interface DeleteEntry extends PlanEntry {
  readonly reasons: readonly Reason<DeleteRule>[];
  /** What is to be gone before it: indexes that list it, and what it hangs on. */
  readonly parents: readonly NodeKey[];
  readonly subjects: readonly NodeKey[];
  /** What goes after it. */
  readonly children: readonly NodeKey[];
  readonly attachments: readonly NodeKey[];
  /** Bytes that nothing else needs once this and all before it are deleted. */
  readonly frees: number;
}

/** What is to be deleted, in which order, and why; and why everything else stays. The same inputs give the same plan. */
export interface RetirePlan {
  readonly schema: 'seaworthy.retire-plan';
  readonly schemaVersion: typeof retirePlanVersion;
  /** ISO 8601. */
  readonly created: string;
  readonly policy: RetirePolicy;
  /** SHA-256 over canonical JSON of what the plan was made of. */
  readonly inputs: { readonly registries: Digest; readonly uses: Digest; readonly policy: Digest };
  readonly registries: readonly {
    readonly registry: string;
    /** When it was read. */
    readonly time: string;
    /** Whether all of its repositories were looked at. */
    readonly whole: boolean;
    readonly repositories: number;
  }[];
  /** What was asked about use. */
  readonly sources: readonly string[];
  /** Sorted by key. */
  readonly keep: readonly KeepEntry[];
  /** In the order in which they are to be deleted. */
  readonly delete: readonly DeleteEntry[];
  readonly bytes: {
    /** Freed by garbage collection once all is deleted, and needed by what stays. */
    readonly freed: number;
    readonly kept: number;
    /** `false`: something that was not read may need some of it, or a size is not known. */
    readonly exact: boolean;
  };
  readonly problems: readonly ListingProblem[];
  readonly warnings: readonly string[];
}
