import { type Digest, shortDigest } from '../../../core/index.ts';
import { keyParts, type NodeKey, nodeKey } from '../graph/graph.ts';
import type { DeleteEntry } from '../plan/retire-plan.ts';
import type { LiveRepository, LiveView } from './live-repository.ts';

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
  const view = await live.look(entry.tags);
  return (
    changedTag(entry, view) ??
    (await livingParent(entry, view, context)) ??
    (await livingSubject(entry, view, context)) ??
    (await newAttachment(entry, view)) ??
    context.inUse(entry, [entry.digest, ...context.listed(entry)])
  );
}

function changedTag(entry: DeleteEntry, view: LiveView): string | undefined {
  const planned = new Set(entry.tags);
  const added = view.tagsOf(entry.digest).find((tag) => !planned.has(tag));
  if (added !== undefined) return `tag ${added} points to it since the plan was made`;
  for (const tag of entry.tags) {
    const target = view.target(tag);
    if (target !== undefined && target !== entry.digest)
      return `tag ${tag} was moved to ${shortDigest(target)} since the plan was made`;
  }
  return undefined;
}

async function livingParent(entry: DeleteEntry, view: LiveView, context: CheckContext): Promise<string | undefined> {
  const parent = (await view.parentsOf(entry.digest)).find((digest) => !context.isGone(nodeKey({ ...entry, digest })));
  return parent === undefined ? undefined : `index ${shortDigest(parent)}, which is there, lists it`;
}

async function livingSubject(entry: DeleteEntry, view: LiveView, context: CheckContext): Promise<string | undefined> {
  const own = view.subjectOf(entry.digest);
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

async function newAttachment(entry: DeleteEntry, view: LiveView): Promise<string | undefined> {
  const planned = new Set(entry.attachments.map((key) => keyParts(key).digest));
  const added = (await view.attachmentsOf(entry.digest)).find((digest) => !planned.has(digest));
  return added === undefined ? undefined : `${shortDigest(added)} was attached to it since the plan was made`;
}
