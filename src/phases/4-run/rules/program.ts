import type {
  ConditionCompiler,
  ConditionNode,
  FieldSource,
  Folded,
  Predicate,
} from '../../../foundations/languages/falco/index.ts';
import type { CompiledRule } from './compiled.ts';
import { folderFor, givesOf, type SourceSight } from './sight.ts';

/** A rule and what is left to ask of an event; nothing where the gate says it all. */
interface Question {
  readonly rule: CompiledRule;
  readonly rest: Predicate | undefined;
}

/** Rules in a row that stand or fall with the same check. */
interface Stretch {
  readonly gate: Predicate | undefined;
  readonly questions: readonly Question[];
}

const none: readonly CompiledRule[] = [];

/** The rules that can hold for events of one type, folded over what is certain of them. */
export class RuleProgram {
  readonly #stretches: readonly Stretch[];
  /** How many rules are left to ask. */
  readonly size: number;

  constructor(stretches: readonly Stretch[]) {
    this.#stretches = stretches;
    this.size = stretches.reduce((sum, { questions }) => sum + questions.length, 0);
  }

  /** The first rule in the order of definition that the event meets. */
  first(event: FieldSource): CompiledRule | undefined {
    for (const { gate, questions } of this.#stretches) {
      if (gate !== undefined && !gate(event)) continue;
      for (const { rule, rest } of questions) if (rest === undefined || rest(event)) return rule;
    }
    return undefined;
  }

  /** Every rule that the event meets, in the order of definition. */
  every(event: FieldSource): readonly CompiledRule[] {
    let met: CompiledRule[] | undefined;
    for (const { gate, questions } of this.#stretches) {
      if (gate !== undefined && !gate(event)) continue;
      for (const { rule, rest } of questions) {
        if (rest !== undefined && !rest(event)) continue;
        met ??= [];
        met.push(rule);
      }
    }
    return met ?? none;
  }
}

/**
 * Makes the program for events of one type from what the source can tell: rules that are certainly silent are left out, and of the parts that rules have in
 * common the one that most have comes first and is asked once for all in a row. The order of rules stays: the first that holds is the one that speaks.
 */
export function programFor(
  rules: readonly CompiledRule[],
  compiler: ConditionCompiler,
  type: string | undefined,
  sight: SourceSight,
): RuleProgram {
  const folder = folderFor(compiler, type, givesOf(compiler, sight, type));
  const folded = rules.map((rule) => ({ rule, parts: partsOf(folder.fold(rule.condition)) }));
  const left = folded.filter(({ parts }) => parts !== undefined) as { rule: CompiledRule; parts: ConditionNode[] }[];
  const shared = new Map<ConditionNode, number>();
  for (const { parts } of left) for (const part of parts) shared.set(part, (shared.get(part) ?? 0) + 1);
  const gated = left.map(({ rule, parts }) => {
    const gate = mostShared(parts, shared);
    return { rule, gate, rest: gate === undefined ? parts : parts.filter((part) => part !== gate) };
  });
  return new RuleProgram(stretchesOf(gated, compiler));
}

/** What must all hold; nothing for a rule that certainly holds, `undefined` for one that never does. */
function partsOf(folded: Folded): readonly ConditionNode[] | undefined {
  if (typeof folded === 'boolean') return folded ? [] : undefined;
  return folded.kind === 'and' ? folded.children : [folded];
}

/** The part that most rules have, the first of those where several do; `undefined` where it is no other's. */
function mostShared(parts: readonly ConditionNode[], shared: ReadonlyMap<ConditionNode, number>) {
  let best: ConditionNode | undefined;
  let most = 1;
  for (const part of parts) {
    const count = shared.get(part) ?? 0;
    if (count > most) [best, most] = [part, count];
  }
  return best;
}

interface Gated {
  readonly rule: CompiledRule;
  readonly gate: ConditionNode | undefined;
  readonly rest: readonly ConditionNode[];
}

function stretchesOf(gated: readonly Gated[], compiler: ConditionCompiler): readonly Stretch[] {
  const nodes: ConditionNode[] = [];
  const place = (node: ConditionNode): number => nodes.push(node) - 1;
  const planned: { gate: ConditionNode | undefined; at: number; questions: { rule: CompiledRule; at: number }[] }[] =
    [];
  for (const { rule, gate, rest } of gated) {
    let last = planned.at(-1);
    if (last === undefined || last.gate !== gate) {
      last = { gate, at: gate === undefined ? -1 : place(gate), questions: [] };
      planned.push(last);
    }
    last.questions.push({ rule, at: rest.length === 0 ? -1 : place(together(rest)) });
  }
  const predicates = compiler.together(nodes);
  return planned.map(({ at, questions }) => ({
    gate: predicates[at],
    questions: questions.map((question) => ({ rule: question.rule, rest: predicates[question.at] })),
  }));
}

function together(parts: readonly ConditionNode[]): ConditionNode {
  const [first, ...others] = parts as readonly [ConditionNode, ...ConditionNode[]];
  return others.length === 0 ? first : { kind: 'and', at: first.at, children: [first, ...others] };
}
