import type { BinaryNode, FieldNode, OperandNode, UnaryNode } from './ast.ts';

/** Whether a field can have a value. */
export type Gives = (field: FieldNode) => boolean;

/** The fields without a value that a check cannot hold without; empty where it can hold. */
export function missingFields(check: UnaryNode | BinaryNode, gives: Gives): readonly FieldNode[] {
  const missing = missingIn(check.left, gives);
  if (check.kind === 'unary') return missing;
  const { right } = check;
  return right.kind === 'field' || right.kind === 'transformer' ? [...missing, ...missingIn(right, gives)] : missing;
}

/** A transformer has no value where one of its arguments has none, however deep. */
function missingIn(operand: OperandNode, gives: Gives): readonly FieldNode[] {
  switch (operand.kind) {
    case 'field':
      return gives(operand) ? [] : [operand];
    case 'value':
      return [];
    default:
      return operand.values.flatMap((part) => missingIn(part, gives));
  }
}
