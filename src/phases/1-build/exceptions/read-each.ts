import { NotUnderstood } from './foreign-yaml.ts';
import type { ExceptionRule, LeftOutRule, ReadRules } from './rule.ts';

/** Rules that are understood whole, and those that are not, with why. `undefined` of `read` is a rule that sets nothing aside by itself. */
export function readEach<Item extends { readonly statement: string }>(
  items: readonly Item[],
  read: (item: Item) => ExceptionRule | undefined,
): ReadRules {
  const rules: ExceptionRule[] = [];
  const leftOut: LeftOutRule[] = [];
  for (const item of items) {
    try {
      const rule = read(item);
      if (rule !== undefined) rules.push(rule);
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      leftOut.push({ statement: item.statement, why: error.message });
    }
  }
  return { rules, leftOut };
}
