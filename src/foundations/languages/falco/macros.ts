import type { ConditionNode, MacroNode } from './ast.ts';

/** What a macro stands for; a text when it cannot be used here; `undefined` when there is none of that name. */
export type MacroLookup = (name: string) => ConditionNode | string | undefined;

/** A condition with its macros put in place, or which of them could not be. */
export type ResolvedCondition =
  | { readonly ok: true; readonly node: ConditionNode }
  | { readonly ok: false; readonly message: string; readonly macro: MacroNode };

/** Most levels of a condition once macros stand in it. */
export const maxResolvedDepth = 500;

/** Levels below a node that was resolved before, so that each is counted once. */
const depths = new WeakMap<ConditionNode, number>();

/** Puts the bodies of macros where their names stand. Bodies are shared, not copied, so that macros which use each other twice do not multiply. */
export function resolveMacros(node: ConditionNode, lookup: MacroLookup): ResolvedCondition {
  let deepest = 0;
  const measured = (made: ConditionNode, children: readonly ConditionNode[]): ConditionNode => {
    const depth = children.reduce((most, child) => Math.max(most, depths.get(child) ?? 0), 0) + 1;
    deepest = Math.max(deepest, depth);
    depths.set(made, depth);
    return made;
  };
  let problem: { message: string; macro: MacroNode } | undefined;
  let lastMacro: MacroNode | undefined;
  const visit = (part: ConditionNode): ConditionNode => {
    switch (part.kind) {
      case 'and':
      case 'or': {
        const children = part.children.map(visit);
        const same = children.every((child, index) => child === part.children[index]);
        return measured(same ? part : { ...part, children }, children);
      }
      case 'not': {
        const child = visit(part.child);
        return measured(child === part.child ? part : { ...part, child }, [child]);
      }
      case 'macro': {
        const body = lookup(part.name);
        if (typeof body === 'object') {
          lastMacro = part;
          return body;
        }
        problem ??= { message: body ?? `Undefined macro '${part.name}' used in filter.`, macro: part };
        return part;
      }
      default:
        return part;
    }
  };
  const resolved = visit(node);
  if (deepest > maxResolvedDepth && lastMacro !== undefined) {
    problem ??= { message: `condition nested deeper than ${maxResolvedDepth} levels`, macro: lastMacro };
  }
  return problem === undefined ? { ok: true, node: resolved } : { ok: false, ...problem };
}
