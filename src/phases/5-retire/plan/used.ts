import { type Digest, dayOf, SeaworthyError } from '../../../core/index.ts';
import { parseReference, type Reference } from '../../../foundations/images/index.ts';
import { type GraphNode, type NodeKey, nodesOf, type RetireGraph, repositoryOf } from '../graph/graph.ts';
import type { UsedReference, UseFact, Uses } from '../uses/uses.ts';
import { daysBefore } from './days.ts';
import type { RetirePolicy } from './policy.ts';
import type { Reason } from './retire-plan.ts';

/** Uses put to the manifests that they concern. */
export interface Used {
  readonly reasons: ReadonlyMap<NodeKey, readonly Reason<'in-use' | 'referenced'>[]>;
  /** The newest use of a digest, although it no longer counts. */
  readonly former: ReadonlyMap<Digest, UseFact>;
  readonly warnings: readonly string[];
}

/** What of the graph is in use by facts and references. A reference to a registry by another host name counts too: it may be the same one. */
export function usedNodes(graph: RetireGraph, uses: Uses, policy: RetirePolicy, now: Date): Used {
  const reasons = new Map<NodeKey, Reason<'in-use' | 'referenced'>[]>();
  const add = (key: NodeKey, reason: Reason<'in-use' | 'referenced'>): void => {
    const known = reasons.get(key);
    if (known === undefined) reasons.set(key, [reason]);
    else if (!known.some(({ text }) => text === reason.text)) known.push(reason);
  };
  const former = new Map<Digest, UseFact>();
  const limit = policy.usedWithinDays === 0 ? '' : daysBefore(now, policy.usedWithinDays);
  for (const fact of uses.facts) {
    if (fact.when < limit) {
      const before = former.get(fact.digest);
      if (before === undefined || before.when < fact.when) former.set(fact.digest, fact);
      continue;
    }
    for (const key of graph.byDigest.get(fact.digest) ?? [])
      add(key, { rule: 'in-use', text: `in use: ${fact.why} (${dayOf(fact.when)})` });
  }
  const warnings = new Set<string>();
  const find = finder(graph);
  for (const used of uses.references) {
    const found = find(used);
    if (typeof found === 'string') warnings.add(found);
    else for (const { node, text } of found) add(node.key, { rule: 'referenced', text });
  }
  return { reasons, former, warnings: [...warnings].sort() };
}

type Found = readonly { readonly node: GraphNode; readonly text: string }[];

/** Finds what a reference names; a text is a warning. */
function finder(graph: RetireGraph): (used: UsedReference) => Found | string {
  const registries = new Set(graph.registries.map(({ registry }) => registry));
  /** By repository, then tag, whatever the registry. */
  const byPath = new Map<string, GraphNode[]>();
  const put = (name: string, node: GraphNode): void => {
    const group = byPath.get(name);
    if (group === undefined) byPath.set(name, [node]);
    else group.push(node);
  };
  for (const node of graph.nodes.values()) {
    for (const tag of [...node.tags, ...node.attachmentTags]) put(`${node.repository}:${tag}`, node);
    put(node.repository, node);
  }
  return ({ reference: text, source, anyTag }) => {
    let reference: Reference;
    try {
      reference = parseReference(text);
    } catch (error) {
      if (error instanceof SeaworthyError)
        return `${source} names ${JSON.stringify(text.slice(0, 200))}, which is no image reference`;
      throw error;
    }
    const { registry, repository, tag = '', digest } = reference;
    const named = `${source} names ${text}`;
    if (digest !== undefined)
      return nodesOf(graph, graph.byDigest.get(digest) ?? []).map((node) => ({ node, text: `in use: ${named}` }));
    const known = registries.has(registry);
    const nodes = byPath.get(anyTag === true ? repository : `${repository}:${tag}`) ?? [];
    const found = nodes.filter((node) => !known || node.registry === registry);
    if (found.length === 0 && known)
      return `${named}, which is not there: ${repositoryOf({ registry, repository })} has no such tag`;
    const unsure = known ? '' : ` (perhaps another name of ${found[0]?.registry ?? ''})`;
    const whatever = anyTag === true ? ' with whatever tag' : '';
    return found.map((node) => ({ node, text: `in use: ${named}${whatever}${unsure}` }));
  };
}
