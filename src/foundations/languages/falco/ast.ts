/** A place in a condition: `index` from 0, `line` and `column` from 1. */
export interface SourcePosition {
  readonly index: number;
  readonly line: number;
  readonly column: number;
}

/** `name` or `name[argument]`. */
export interface FieldNode {
  readonly kind: 'field';
  readonly at: SourcePosition;
  readonly name: string;
  readonly argument?: string;
}

/** A constant: its text without quotes and with escapes undone. */
export interface ValueNode {
  readonly kind: 'value';
  readonly at: SourcePosition;
  readonly value: string;
}

/** `(a, b, "c")` on the right of an operator. */
export interface ListNode {
  readonly kind: 'list';
  readonly at: SourcePosition;
  readonly values: readonly string[];
}

/** A parenthesised list among the arguments of a transformer. */
export interface TransformerListNode {
  readonly kind: 'transformer_list';
  readonly at: SourcePosition;
  readonly values: readonly OperandNode[];
}

/** `tolower(field)`, `join(",", (a, b))`, `getopt(proc.args, "n:")[n]`. */
export interface TransformerNode {
  readonly kind: 'transformer';
  readonly at: SourcePosition;
  readonly name: string;
  readonly values: readonly OperandNode[];
  readonly argument?: string;
}

/** What can be an argument of a transformer. */
export type OperandNode = FieldNode | TransformerNode | TransformerListNode | ValueNode;

/** `field exists`. */
export interface UnaryNode {
  readonly kind: 'unary';
  readonly at: SourcePosition;
  readonly left: FieldNode | TransformerNode;
  readonly operator: string;
}

/** `field operator value`. The operator may carry a list modifier: `startswith anyof`. */
export interface BinaryNode {
  readonly kind: 'binary';
  readonly at: SourcePosition;
  readonly left: FieldNode | TransformerNode;
  readonly operator: string;
  readonly right: ValueNode | ListNode | FieldNode | TransformerNode;
}

/** A bare identifier: the name of a macro. */
export interface MacroNode {
  readonly kind: 'macro';
  readonly at: SourcePosition;
  readonly name: string;
}

export interface NotNode {
  readonly kind: 'not';
  readonly at: SourcePosition;
  readonly child: ConditionNode;
}

export interface AndNode {
  readonly kind: 'and';
  readonly at: SourcePosition;
  readonly children: readonly ConditionNode[];
}

export interface OrNode {
  readonly kind: 'or';
  readonly at: SourcePosition;
  readonly children: readonly ConditionNode[];
}

/** A condition, whole or in part. Nodes are immutable, so that a macro's body may be shared by all who use it. */
export type ConditionNode = AndNode | OrNode | NotNode | MacroNode | UnaryNode | BinaryNode;

/** Any node. */
export type FalcoNode = ConditionNode | OperandNode | ListNode;

/** The parts of a node, in the order they are written. */
export function childrenOf(node: FalcoNode): readonly FalcoNode[] {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.children;
    case 'not':
      return [node.child];
    case 'unary':
      return [node.left];
    case 'binary':
      return [node.left, node.right];
    case 'transformer':
    case 'transformer_list':
      return node.values;
    default:
      return [];
  }
}
