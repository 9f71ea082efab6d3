import { type Digest, SeaworthyError } from '../../../core/index.ts';
import { parseReference } from '../../../foundations/images/index.ts';
import type { ListedManifest, ListingProblem } from '../listing/listing.ts';

/** `registry/repository@digest`: a manifest in one repository. */
export type NodeKey = string;

export function nodeKey(place: {
  readonly registry: string;
  readonly repository: string;
  readonly digest: Digest;
}): NodeKey {
  return `${place.registry}/${place.repository}@${place.digest}`;
}

/** The parts of a key. Throws `E_REFERENCE` when it is none, as keys come from plan files too. */
export function keyParts(key: NodeKey): {
  readonly registry: string;
  readonly repository: string;
  readonly digest: Digest;
} {
  const { registry, repository, tag, digest } = parseReference(key);
  if (digest !== undefined && tag === undefined && nodeKey({ registry, repository, digest }) === key)
    return { registry, repository, digest };
  throw new SeaworthyError(
    'E_REFERENCE',
    `not registry/repository@digest in full: ${JSON.stringify(key.slice(0, 300))}`,
  );
}

/** A manifest in a repository, with everything that points to it and from it. Lists are sorted, each entry once. */
export interface GraphNode {
  readonly key: NodeKey;
  readonly registry: string;
  readonly repository: string;
  readonly digest: Digest;
  readonly facts: ListedManifest;
  /** Tags that people gave. */
  readonly tags: readonly string[];
  /** Tags that are made of the digest of something else: of a list of referrers, or of cosign's attachments. */
  readonly attachmentTags: readonly string[];
  /** Manifests that it lists as an index, and indexes that list it. */
  readonly children: readonly NodeKey[];
  readonly parents: readonly NodeKey[];
  /** What it hangs on: by its own word, by the registry's list, or by its tag; and what hangs on it. Both in any repository. */
  readonly subjects: readonly NodeKey[];
  readonly attachments: readonly NodeKey[];
  /** What it says that it hangs on although that is in no repository that was read. */
  readonly lostSubject: boolean;
}

/** Everything that was read, as nodes and edges. */
export interface RetireGraph {
  readonly nodes: ReadonlyMap<NodeKey, GraphNode>;
  /** Problems by repository (`registry/repository`): everything in such a repository stays. */
  readonly unread: ReadonlyMap<string, readonly ListingProblem[]>;
  /** Problems of whole registries. */
  readonly problems: readonly ListingProblem[];
  readonly registries: readonly {
    readonly registry: string;
    readonly time: string;
    readonly whole: boolean;
    readonly repositories: number;
  }[];
  /** `registry/repository:tag` to what is under it. */
  readonly tags: ReadonlyMap<string, NodeKey>;
  /** Nodes by digest, in whatever repositories. */
  readonly byDigest: ReadonlyMap<Digest, readonly NodeKey[]>;
}

/** The nodes of these keys; those that are not in the graph are left out. */
export function nodesOf(graph: RetireGraph, keys: Iterable<NodeKey>): readonly GraphNode[] {
  const found: GraphNode[] = [];
  for (const key of keys) {
    const node = graph.nodes.get(key);
    if (node !== undefined) found.push(node);
  }
  return found;
}

/** `registry/repository` of a node. */
export function repositoryOf(node: { readonly registry: string; readonly repository: string }): string {
  return `${node.registry}/${node.repository}`;
}
