import { someOf } from '../../../core/index.ts';
import {
  type ConditionCompiler,
  type ConditionNode,
  childrenOf,
  type FalcoNode,
  type FieldNode,
  type Folded,
  type Gives,
  holds,
  missingFields,
} from '../../../foundations/languages/falco/index.ts';
import type { CompiledRule } from './compiled.ts';
import { folderFor, givesOf, type SourceSight } from './sight.ts';

/** How far a rule can speak about the events of a source. */
export interface RuleInSight {
  readonly rule: CompiledRule;
  /**
   * `whole`: as it is written. `part`: some of what it looks for is not told. `never`: no event of the source can meet it, and its silence means nothing.
   */
  readonly reach: 'whole' | 'part' | 'never';
  /** Events that it is about and that are not told, sorted. */
  readonly events: readonly string[];
  /** Fields that it asks for and that have no value, sorted. Where it can never speak: only those without which it cannot. */
  readonly fields: readonly string[];
  /** Of those, fields that stand under a `not`: the rule may speak where it would not if they were known. */
  readonly negated: readonly string[];
  /** One clause that says why; nothing where it reaches all. */
  readonly why?: string;
}

/** Names in one clause. */
const mostNames = 5;

/**
 * What of each rule is lost when it judges the events of a source: its condition is folded for every type of events that the source tells, over the fields
 * that it gives, so the answer is exact. Rules keep their order.
 */
export function rulesInSight(
  rules: readonly CompiledRule[],
  compilers: ReadonlyMap<string, ConditionCompiler>,
  source: string,
  sight: SourceSight,
): readonly RuleInSight[] {
  const compiler = compilers.get(source);
  if (compiler === undefined) return rules.map((rule) => otherSource(rule, source));
  const judge = new SightJudge(compiler, sight);
  return rules.map((rule) => (rule.source === source ? judge.of(rule) : otherSource(rule, source)));
}

function otherSource(rule: CompiledRule, source: string): RuleInSight {
  const why = `it is about events of ${rule.source}, and these are of ${source}`;
  return { rule, reach: 'never', events: [], fields: [], negated: [], why };
}

/** Stands for the one type of a source whose events have none. */
const untyped: readonly undefined[] = [undefined];

class SightJudge {
  readonly #compiler: ConditionCompiler;
  readonly #sight: SourceSight;
  readonly #gives = new Map<string | undefined, Gives>();

  constructor(compiler: ConditionCompiler, sight: SourceSight) {
    this.#compiler = compiler;
    this.#sight = sight;
  }

  of(rule: CompiledRule): RuleInSight {
    const { types } = this.#sight;
    const events = this.#untold(rule);
    const told =
      types === undefined
        ? untyped
        : this.#different(
            rule,
            types.filter((type) => holds(rule.eventTypes, type)),
          );
    if (told.length === 0) return this.#never(rule, events, []);
    const whole = told.map((type) => folderFor(this.#compiler, type, () => true).fold(rule.condition));
    if (whole.every((folded) => folded === false))
      return { ...this.#never(rule, [], []), why: 'its checks contradict one another' };
    const missing = new Map<string, FieldNode>();
    const negated = new Set<string>();
    for (const [at, folded] of whole.entries()) this.#missingIn(folded, told[at], missing, negated);
    const isMet = (also?: string): boolean =>
      told.some((type) => folderFor(this.#compiler, type, this.#givesAlso(type, also)).fold(rule.condition) !== false);
    if (!isMet()) {
      const alone = [...missing.keys()].filter((name) => isMet(name));
      return this.#never(rule, events, alone.length > 0 ? alone : [...missing.keys()]);
    }
    const fields = [...missing.keys()].sort();
    if (events.length === 0 && fields.length === 0) return { rule, reach: 'whole', events, fields, negated: [] };
    return { rule, reach: 'part', events, fields, negated: [...negated].sort(), why: whyOf(events, fields) };
  }

  /** One of all types that are the same to a rule: those that its condition does not name. */
  #different({ condition }: CompiledRule, told: readonly string[]): readonly string[] {
    if (this.#sight.byType) return told;
    const named = namedTypes(condition);
    if (named === undefined) return told;
    const other = told.find((type) => !named.has(type));
    return [...told.filter((type) => named.has(type)), ...(other === undefined ? [] : [other])];
  }

  /** The types it names and is not told; none where it is about all but some. */
  #untold({ eventTypes: { complement, names } }: CompiledRule): readonly string[] {
    const { types } = this.#sight;
    return complement || types === undefined ? [] : [...names].filter((name) => !types.includes(name)).sort();
  }

  #never(rule: CompiledRule, events: readonly string[], fields: readonly string[]): RuleInSight {
    const named = fields.length > 0 ? [] : events;
    const sorted = fields.toSorted();
    return { rule, reach: 'never', events: named, fields: sorted, negated: [], why: whyOf(named, sorted) };
  }

  #givesOf(type: string | undefined): Gives {
    const found = this.#gives.get(type) ?? givesOf(this.#compiler, this.#sight, type);
    this.#gives.set(type, found);
    return found;
  }

  /** The same, as if one more field were given. */
  #givesAlso(type: string | undefined, also: string | undefined): Gives {
    const gives = this.#givesOf(type);
    return also === undefined ? gives : (field) => nameOf(field) === also || gives(field);
  }

  /** Fields without a value in what is asked, and which of them stand under an odd number of `not`s. */
  #missingIn(folded: Folded, type: string | undefined, missing: Map<string, FieldNode>, negated: Set<string>): void {
    const gives = this.#givesOf(type);
    const seen = [new Set<ConditionNode>(), new Set<ConditionNode>()] as const;
    const visit = (node: ConditionNode, isNegated: boolean): void => {
      const before = isNegated ? seen[1] : seen[0];
      if (before.has(node)) return;
      before.add(node);
      if (node.kind === 'and' || node.kind === 'or') for (const child of node.children) visit(child, isNegated);
      else if (node.kind === 'not') visit(node.child, !isNegated);
      else if (node.kind !== 'macro') {
        for (const field of missingFields(node, gives)) {
          missing.set(nameOf(field), field);
          if (isNegated) negated.add(nameOf(field));
        }
      }
    };
    if (typeof folded !== 'boolean') visit(folded, false);
  }
}

/** Operators that tell the types they name from all others, and these not from one another. */
const naming = /^(?:==?|!=|in|intersects)(?: (?:one|any|all)of)?$/;

/** Types that a condition names; `undefined` where it asks for them in another way. */
function namedTypes(condition: ConditionNode): ReadonlySet<string> | undefined {
  const named = new Set<string>();
  const seen = new Set<FalcoNode>();
  const open: FalcoNode[] = [condition];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    open.push(...childrenOf(node));
    if (node.kind !== 'binary' || node.left.kind !== 'field' || node.left.name !== 'evt.type') continue;
    const { operator, right } = node;
    if (!naming.test(operator)) return undefined;
    for (const value of right.kind === 'list' ? right.values : right.kind === 'value' ? [right.value] : [])
      named.add(value);
  }
  return named;
}

const nameOf = ({ name, argument }: FieldNode): string => (argument === undefined ? name : `${name}[${argument}]`);

function whyOf(events: readonly string[], fields: readonly string[]): string {
  const parts = [
    ...(events.length > 0 ? [`${someOf(events, mostNames)} ${events.length === 1 ? 'is' : 'are'} not told`] : []),
    ...(fields.length > 0
      ? [`${someOf(fields, mostNames)} ${fields.length === 1 ? 'has' : 'have'} no value here`]
      : []),
  ];
  return parts.length > 0 ? parts.join(' and ') : 'none of its events are told';
}
