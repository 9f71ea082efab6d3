import { type Digest, shortDigest } from '../../../core/index.ts';
import { keyParts, type NodeKey, nodeKey } from '../graph/graph.ts';
import type { DeleteEntry } from '../plan/retire-plan.ts';
import type { LiveRepository } from './live-repository.ts';

/** What a check needs besides the repository itself. */
export interface CheckContext {
  /** In a dry run: whether it would have been deleted by now. */
  readonly isGone: (key: NodeKey) => boolean;
  /** Whether something is there now, in whatever repository. */
  readonly isThere: (key: NodeKey) => Promise<boolean>;
  /** Position in the plan's order; undefined for what is not to be deleted. */
  readonly position: (key: NodeKey) => number | undefined;
  /** Why an image is in use now, if it is; `digests` are its own and those of everything it lists. */
  readonly inUse: (entry: DeleteEntry, digests: readonly Digest[]) => Promise<string | undefined>;
  /** Digests of everything that an entry lists, however deep. */
  readonly listed: (entry: DeleteEntry) => readonly Digest[];
}

/** Why an entry of a plan must not be deleted now; undefined when the world is as the plan saw it. Throws what the registry's answers are thrown as. */
export async function checkEntry(
  entry: DeleteEntry,
  live: LiveRepository,
  context: CheckContext,
): Promise<string | undefined> {
  return (
    (await changedTag(entry, live)) ??
    (await livingParent(entry, live, context)) ??
    (await livingSubject(entry, live, context)) ??
    (await newAttachment(entry, live)) ??
    context.inUse(entry, [entry.digest, ...context.listed(entry)])
  );
}

async function changedTag(entry: DeleteEntry, live: LiveRepository): Promise<string | undefined> {
  const added = (await live.tagsOf(entry.digest)).find((tag) => !entry.tags.includes(tag));
  if (added !== undefined) return `tag ${added} points to it since the plan was made`;
  for (const tag of entry.tags) {
    const target = await live.target(tag);
    if (target !== undefined && target !== entry.digest)
      return `tag ${tag} was moved to ${shortDigest(target)} since the plan was made`;
  }
  return undefined;
}

async function livingParent(
  entry: DeleteEntry,
  live: LiveRepository,
  context: CheckContext,
): Promise<string | undefined> {
  const parent = (await live.parentsOf(entry.digest)).find((digest) => !context.isGone(nodeKey({ ...entry, digest })));
  return parent === undefined ? undefined : `index ${shortDigest(parent)}, which is there, lists it`;
}

async function livingSubject(
  entry: DeleteEntry,
  live: LiveRepository,
  context: CheckContext,
): Promise<string | undefined> {
  const own = await live.subjectOf(entry.digest);
  const subjects = new Set([...entry.subjects, ...(own === undefined ? [] : [nodeKey({ ...entry, digest: own })])]);
  for (const key of [...subjects].sort()) {
    if (context.isGone(key)) continue;
    const at = context.position(key);
    // Only where an attachment lists its own subject does the plan have it go first.
    if (at !== undefined && at > (context.position(entry.key) ?? 0)) continue;
    if (await context.isThere(key)) return `${key}, on which it hangs, is there`;
  }
  return undefined;
}

async function newAttachment(entry: DeleteEntry, live: LiveRepository): Promise<string | undefined> {
  const planned = new Set(entry.attachments.map((key) => keyParts(key).digest));
  const added = (await live.attachmentsOf(entry.digest)).find((digest) => !planned.has(digest));
  return added === undefined ? undefined : `${shortDigest(added)} was attached to it since the plan was made`;
}
