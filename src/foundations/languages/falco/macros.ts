import type { ConditionNode, MacroNode } from './ast.ts';

/** What a macro stands for; a text when it cannot be used here; `undefined` when there is none of that name. */
export type MacroLookup = (name: string) => ConditionNode | string | undefined;

/** A condition with its macros put in place, or which of them could not be. */
export type ResolvedCondition =
  | { readonly ok: true; readonly node: ConditionNode }
  | { readonly ok: false; readonly message: string; readonly macro: MacroNode };

/** Puts the bodies of macros where their names stand. Bodies are shared, not copied, so that macros which use each other twice do not multiply. */
export function resolveMacros(node: ConditionNode, lookup: MacroLookup): ResolvedCondition {
  let problem: { message: string; macro: MacroNode } | undefined;
  const visit = (part: ConditionNode): ConditionNode => {
    switch (part.kind) {
      case 'and':
      case 'or': {
        const children = part.children.map(visit);
        return children.every((child, index) => child === part.children[index]) ? part : { ...part, children };
      }
      case 'not': {
        const child = visit(part.child);
        return child === part.child ? part : { ...part, child };
      }
      case 'macro': {
        const body = lookup(part.name);
        if (typeof body === 'object') return body;
        problem ??= { message: body ?? `Undefined macro '${part.name}' used in filter.`, macro: part };
        return part;
      }
      default:
        return part;
    }
  };
  const resolved = visit(node);
  return problem === undefined ? { ok: true, node: resolved } : { ok: false, ...problem };
}
