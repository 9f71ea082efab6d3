import type { BinaryNode, ConditionNode } from './ast.ts';

/** A set of names that is either listed, or everything but what is listed. */
export interface NameSet {
  /** Whether `names` are those left out. */
  readonly complement: boolean;
  readonly names: ReadonlySet<string>;
}

const everything: NameSet = { complement: true, names: new Set() };

/** Whether the name is in the set. */
export function holds(set: NameSet, name: string): boolean {
  return set.names.has(name) !== set.complement;
}

const complementOf = (set: NameSet): NameSet => ({ complement: !set.complement, names: set.names });

const without = (names: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...names].filter((name) => !others.has(name)));

function intersect(a: NameSet, b: NameSet): NameSet {
  if (a.complement && b.complement) return { complement: true, names: new Set([...a.names, ...b.names]) };
  if (a.complement) return { complement: false, names: without(b.names, a.names) };
  if (b.complement) return { complement: false, names: without(a.names, b.names) };
  return { complement: false, names: new Set([...a.names].filter((name) => b.names.has(name))) };
}

const unite = (a: NameSet, b: NameSet): NameSet => complementOf(intersect(complementOf(a), complementOf(b)));

/**
 * The event types for which a condition can hold: for any other it is certainly false. Checks of other fields leave all types open, and negation
 * is carried down to the checks (De Morgan), so that `not (evt.type = open and proc.name = cat)` leaves all open and `not evt.type = open` all
 * but one.
 */
export function eventTypesOf(node: ConditionNode, field = 'evt.type'): NameSet {
  const known = [new Map<ConditionNode, NameSet>(), new Map<ConditionNode, NameSet>()] as const;
  const visit = (part: ConditionNode, negated: boolean): NameSet => {
    const cache = negated ? known[1] : known[0];
    const found = cache.get(part);
    if (found !== undefined) return found;
    const made = compute(part, negated);
    cache.set(part, made);
    return made;
  };
  const compute = (part: ConditionNode, negated: boolean): NameSet => {
    switch (part.kind) {
      case 'and':
      case 'or':
        return part.children
          .map((child) => visit(child, negated))
          .reduce((part.kind === 'and') === negated ? unite : intersect);
      case 'not':
        return visit(part.child, !negated);
      case 'binary': {
        const types = checkedTypes(part, field);
        if (types === undefined) return everything;
        return negated ? complementOf(types) : types;
      }
      case 'unary':
        // Every event has a type.
        return negated && part.left.kind === 'field' && part.left.name === field
          ? complementOf(everything)
          : everything;
      default:
        return everything;
    }
  };
  return visit(node, false);
}

/** The types a check of the event type leaves open; `undefined` when it is none, or none that can be told beforehand. */
function checkedTypes({ left, operator, right }: BinaryNode, field: string): NameSet | undefined {
  if (left.kind !== 'field' || left.name !== field || left.argument !== undefined) return undefined;
  if (right.kind !== 'value' && right.kind !== 'list') return undefined;
  const names = new Set(right.kind === 'list' ? right.values : [right.value]);
  if (['=', '==', 'in', 'intersects', '= anyof', '== anyof'].includes(operator)) return { complement: false, names };
  return operator === '!=' ? { complement: true, names } : undefined;
}
