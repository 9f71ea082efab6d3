import { member, optionalFlag } from './decode.ts';
import { type LoadProblem, type RuleContext, refuse } from './problems.ts';
import type { YamlMap } from './yaml-tree.ts';

/** Which keys an item adds to and which it replaces. */
export interface Overrides {
  readonly append: readonly string[];
  readonly replace: readonly string[];
}

/** The map under `override`; `undefined` when there is none or it is empty. */
export function readOverrides(
  item: YamlMap,
  context: RuleContext,
  appendable: readonly string[],
  replaceable: readonly string[],
): Overrides | undefined {
  const map = member(item, 'override');
  if (map === undefined) return undefined;
  const place = context.inside('overrides', '', map.at);
  if (map.kind !== 'map') return map.kind === 'null' ? undefined : refuse('Value of override must be a mapping', place);
  const append: string[] = [];
  const replace: string[] = [];
  for (const [key, value] of map.entries) {
    const at = place.inside('overrides', key, value.at);
    const operation = value.kind === 'scalar' ? value.text : '';
    if (operation === 'append') {
      if (!appendable.includes(key)) refuse(`Key '${key}' cannot be appended to, use 'replace' instead`, at);
      append.push(key);
    } else if (operation === 'replace') {
      if (!replaceable.includes(key)) refuse(`Key '${key}' cannot be replaced`, at);
      replace.push(key);
    } else {
      const allowed = [
        ...(appendable.includes(key) ? ['append'] : []),
        ...(replaceable.includes(key) ? ['replace'] : []),
      ];
      refuse(
        `Invalid override operation for key '${key}': '${operation}'. Allowed values are: ${allowed.join(' ')}`,
        at,
      );
    }
  }
  return append.length + replace.length > 0 ? { append, replace } : undefined;
}

/** The old `append: true`, with a warning. */
export function appendFlag(item: YamlMap, context: RuleContext, warn: (problem: LoadProblem) => void): boolean {
  const append = optionalFlag(item, 'append', context) ?? false;
  if (append) {
    const advice =
      "'append' key is deprecated. Add an 'append' entry (e.g. 'condition: append') under 'override' instead.";
    warn(context.problem('LOAD_DEPRECATED_ITEM', advice));
  }
  return append;
}

/** The old and the new way at once. */
export function bothWays(context: RuleContext): never {
  return refuse(
    "Keys 'override' and 'append: true' cannot be used together. Add an 'append' entry (e.g. 'condition: append') under 'override' instead.",
    context,
  );
}
