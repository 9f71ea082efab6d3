import type { ConditionNode } from './ast.ts';
import { allTransformers, type Operator } from './operators.ts';
import type { FieldCatalogue } from './values.ts';

/** What is probably wrong with a constant: an expression that needs no expression, or a field or transformer written where text is expected. */
export function constantAdvice(operator: Operator, constant: string, catalogue: FieldCatalogue): readonly string[] {
  const advice: string[] = [];
  const bare = constant.replace(/\s+/g, '');
  if (operator.base === 'regex' && isPlainExpression(constant)) {
    advice.push(
      `regex check with '${constant}' may be optimized with simpler operators such as '=', 'contains', 'startswith', 'endswith'`,
    );
  }
  if (isField(bare, catalogue)) advice.push(`'${constant}' may be a valid field misused as a const string value`);
  if (allTransformers.some((name) => bare.startsWith(`${name}(`) && bare.endsWith(')'))) {
    advice.push(`'${constant}' may be a valid field transformer misused as a const string value`);
  }
  return advice;
}

function isField(text: string, catalogue: FieldCatalogue): boolean {
  if (!text.includes('.')) return false;
  const match = /^([a-zA-Z][\w.]*)(?:\[([^\]]*)\])?$/.exec(text);
  return match !== null && typeof catalogue.resolve(match[1] ?? '', match[2]) !== 'string';
}

/** Whether an expression holds nothing but text, anchors, and "anything" at its ends. */
function isPlainExpression(expression: string): boolean {
  const core = expression
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .replace(/^\.[+*?]/, '')
    .replace(/\.[+*?]$/, '');
  return !/[.+*?^$()[\]{}|\\]/.test(core);
}

const equalityOperators: ReadonlySet<string> = new Set(['=', '==', '!=', 'in', 'intersects', 'pmatch']);

/** Whether the condition compares a field that starts with one of the prefixes with `<NA>`, the text of an absent value, which it never equals. */
export function comparesWithAbsent(node: ConditionNode, prefixes: readonly string[]): boolean {
  const seen = new Set<ConditionNode>();
  const visit = (part: ConditionNode): boolean => {
    if (seen.has(part)) return false;
    seen.add(part);
    switch (part.kind) {
      case 'and':
      case 'or':
        return part.children.some(visit);
      case 'not':
        return visit(part.child);
      case 'binary': {
        const { left, right } = part;
        if (left.kind !== 'field' || !prefixes.some((prefix) => left.name.startsWith(prefix))) return false;
        if (!equalityOperators.has(part.operator)) return false;
        return right.kind === 'list' ? right.values.includes('<NA>') : right.kind === 'value' && right.value === '<NA>';
      }
      default:
        return false;
    }
  };
  return visit(node);
}
