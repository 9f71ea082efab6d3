import type { Digest } from '../../../core/index.ts';
import type { ListedManifest, ListingProblem, RegistryListing, RepositoryListing } from '../listing/listing.ts';
import { attachmentBase, baseOf } from './attachment-tag.ts';
import { type GraphNode, type NodeKey, nodeKey, type RetireGraph, repositoryOf } from './graph.ts';

interface Draft {
  readonly key: NodeKey;
  readonly registry: string;
  readonly repository: string;
  readonly facts: ListedManifest;
  readonly tags: Set<string>;
  readonly attachmentTags: Set<string>;
  readonly children: Set<NodeKey>;
  readonly parents: Set<NodeKey>;
  readonly subjects: Set<NodeKey>;
  readonly attachments: Set<NodeKey>;
  lostSubject: boolean;
}

const draftOf = (listing: RepositoryListing, facts: ListedManifest): Draft => ({
  key: nodeKey({ ...listing, digest: facts.digest }),
  registry: listing.registry,
  repository: listing.repository,
  facts,
  tags: new Set(),
  attachmentTags: new Set(),
  children: new Set(),
  parents: new Set(),
  subjects: new Set(),
  attachments: new Set(),
  lostSubject: false,
});

/** Joins listings into one graph. Pure; the order of the listings and of what is in them does not matter. */
export function buildGraph(listings: readonly RegistryListing[]): RetireGraph {
  const repositories = listings.flatMap((listing) => listing.repositories);
  const drafts = new Map<NodeKey, Draft>();
  for (const listing of repositories)
    for (const facts of listing.manifests) {
      const draft = draftOf(listing, facts);
      drafts.set(draft.key, draft);
    }
  const byDigest = groupByDigest(drafts.values());
  const tags = new Map<string, NodeKey>();
  for (const listing of repositories) {
    const at = (digest: Digest): Draft | undefined => drafts.get(nodeKey({ ...listing, digest }));
    for (const { digest } of listing.manifests) linkManifest(at, digest);
    for (const { subject, referrers } of listing.referrers)
      for (const digest of referrers) attach(at(subject), at(digest));
    const bases = new Map(listing.manifests.map(({ digest }) => [baseOf(digest), digest]));
    for (const { tag, digest } of listing.tags) {
      const draft = digest === undefined ? undefined : at(digest);
      if (draft === undefined) continue;
      tags.set(`${repositoryOf(listing)}:${tag}`, draft.key);
      const base = attachmentBase(tag);
      (base === undefined ? draft.tags : draft.attachmentTags).add(tag);
      if (base !== undefined) attachByTag(draft, base, at, bases, byDigest);
    }
  }
  for (const draft of drafts.values()) settle(draft);
  return {
    nodes: new Map([...drafts.values()].map((draft) => [draft.key, finish(draft)])),
    unread: problemsByRepository(repositories),
    problems: listings.flatMap((listing) => listing.problems),
    registries: listings
      .map(({ registry, time, whole, repositories: { length } }) => ({ registry, time, whole, repositories: length }))
      .sort((a, b) => (a.registry < b.registry ? -1 : 1)),
    tags,
    byDigest: new Map([...byDigest].map(([digest, found]) => [digest, found.map(({ key }) => key).sort()])),
  };
}

function groupByDigest(drafts: Iterable<Draft>): Map<Digest, Draft[]> {
  const groups = new Map<Digest, Draft[]>();
  for (const draft of drafts) {
    const group = groups.get(draft.facts.digest);
    if (group === undefined) groups.set(draft.facts.digest, [draft]);
    else group.push(draft);
  }
  return groups;
}

type Find = (digest: Digest) => Draft | undefined;

function attach(subject: Draft | undefined, attachment: Draft | undefined): void {
  if (attachment === undefined || attachment === subject) return;
  if (subject === undefined) {
    attachment.lostSubject = true;
    return;
  }
  subject.attachments.add(attachment.key);
  attachment.subjects.add(subject.key);
}

function linkManifest(at: Find, digest: Digest): void {
  const draft = at(digest);
  if (draft === undefined) return;
  for (const child of draft.facts.children) {
    const found = at(child);
    if (found === undefined || found === draft) continue;
    draft.children.add(found.key);
    found.parents.add(draft.key);
  }
  if (draft.facts.subject !== undefined) attach(at(draft.facts.subject), draft);
}

/**
 * A tag made of a digest hangs what it points to on the manifest of that digest: in the same repository, else in whatever repositories have it, as
 * cosign can keep the signatures of one repository in another.
 */
function attachByTag(
  draft: Draft,
  base: string,
  at: Find,
  bases: ReadonlyMap<string, Digest>,
  byDigest: ReadonlyMap<Digest, readonly Draft[]>,
): void {
  const here = bases.get(base);
  const subject = here === undefined ? undefined : at(here);
  const elsewhere = base.startsWith('sha256-') ? (byDigest.get(`sha256:${base.slice('sha256-'.length)}`) ?? []) : [];
  const subjects = subject === undefined ? elsewhere : [subject];
  if (subjects.length === 0) attach(undefined, draft);
  for (const found of subjects) attach(found, draft);
}

/** Only what hangs on nothing that is there is lost. */
function settle(draft: Draft): void {
  if (draft.subjects.size > 0) draft.lostSubject = false;
}

function finish(draft: Draft): GraphNode {
  const sorted = (keys: ReadonlySet<string>): readonly string[] => [...keys].sort();
  return {
    ...draft,
    digest: draft.facts.digest,
    tags: sorted(draft.tags),
    attachmentTags: sorted(draft.attachmentTags),
    children: sorted(draft.children),
    parents: sorted(draft.parents),
    subjects: sorted(draft.subjects),
    attachments: sorted(draft.attachments),
  };
}

function problemsByRepository(repositories: readonly RepositoryListing[]): Map<string, readonly ListingProblem[]> {
  return new Map(
    repositories
      .filter(({ problems }) => problems.length > 0)
      .map((listing) => [repositoryOf(listing), listing.problems]),
  );
}
