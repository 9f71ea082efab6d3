import { childrenOf, type FalcoNode } from '../../../foundations/languages/falco/index.ts';

const noEnter = 'events of the start of a call are not recorded any more';

/** Fields that rules should not use any more, and why. */
export const deprecatedFields: ReadonlyMap<string, string> = new Map([
  ['evt.dir', `${noEnter}, so it is always '<'`],
  ['evt.latency', noEnter],
  ['evt.latency.s', noEnter],
  ['evt.latency.ns', noEnter],
  ['evt.latency.human', noEnter],
  ['evt.wait_latency', noEnter],
]);

/** Deprecated fields that a condition uses, each once. */
export function deprecatedIn(node: FalcoNode): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const seen = new Set<FalcoNode>();
  const visit = (part: FalcoNode): void => {
    if (seen.has(part)) return;
    seen.add(part);
    const why = part.kind === 'field' ? deprecatedFields.get(part.name) : undefined;
    if (part.kind === 'field' && why !== undefined) found.set(part.name, why);
    for (const child of childrenOf(part)) visit(child);
  };
  visit(node);
  return found;
}
