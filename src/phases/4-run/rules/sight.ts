import {
  type BinaryNode,
  type ConditionCompiler,
  ConditionFolder,
  type FieldNode,
  type Gives,
  missingFields,
  type UnaryNode,
} from '../../../foundations/languages/falco/index.ts';
import { commonFields } from './event.ts';

/** What a source of events can tell. What it cannot is certain before any event comes, and rules are folded over it. */
export interface SourceSight {
  /** Types of the events it tells; those of any type when absent. */
  readonly types?: readonly string[];
  /** Whether what `gives` says depends on the type. */
  readonly byType?: true;
  /** Whether a field can have a value in its events, `type` told where it is known; every field when absent. */
  gives?(field: string, argument: string | undefined, type: string | undefined): boolean;
}

/** Whether a source gives fields as conditions name them, their arguments told apart. */
export function givesOf(compiler: ConditionCompiler, sight: SourceSight, type: string | undefined): Gives {
  if (sight.gives === undefined) return () => true;
  const known = new Map<string, boolean>();
  return (node) => {
    const key = node.argument === undefined ? node.name : `${node.name}[${node.argument}]`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = asks(compiler, node, sight, type);
    known.set(key, answer);
    return answer;
  };
}

function asks(
  { catalogue }: ConditionCompiler,
  node: FieldNode,
  sight: SourceSight,
  type: string | undefined,
): boolean {
  const resolved = catalogue.resolve(node.name, node.argument);
  if (typeof resolved === 'string' || commonFields.has(resolved.info.name)) return true;
  return sight.gives?.(resolved.info.name, resolved.argument, type) ?? true;
}

/** Folds conditions for events of one type from a source that gives those fields. */
export function folderFor(compiler: ConditionCompiler, type: string | undefined, gives: Gives): ConditionFolder {
  return new ConditionFolder({
    answer: (check) =>
      isOfType(check) && type !== undefined
        ? answerOfType(compiler, check, type)
        : missingFields(check, gives).length > 0
          ? false
          : undefined,
  });
}

/** A check of the event's type against constants. */
function isOfType(check: UnaryNode | BinaryNode): boolean {
  const { left } = check;
  if (left.kind !== 'field' || left.name !== 'evt.type' || left.argument !== undefined) return false;
  return check.kind === 'unary' || check.right.kind === 'value' || check.right.kind === 'list';
}

function answerOfType(compiler: ConditionCompiler, check: UnaryNode | BinaryNode, type: string): boolean | undefined {
  const compiled = compiler.compile(check);
  if (!compiled.ok) return undefined;
  compiler.next();
  const answer = compiled.matches({ get: (field) => (field === 'evt.type' ? type : undefined) });
  compiler.next();
  return answer;
}
