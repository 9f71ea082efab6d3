import {
  type BinaryNode,
  ConditionFolder,
  type ConditionNode,
  childrenOf,
  type FalcoNode,
} from '../../../foundations/languages/falco/index.ts';
import type { CompiledRule } from './compiled.ts';
import type { LoadedRules } from './load-rules.ts';

/** Something about a rule that loads and is probably not meant. */
export interface RuleLint {
  readonly id:
    | 'shadowed'
    | 'not-compared'
    | 'never-speaks'
    | 'always-speaks'
    | 'empty-exception'
    | 'untold-exception'
    | 'undefined-list';
  readonly rule: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Most pairs of rules that are compared, so that many rules cost no more than some seconds. */
const mostCompared = 4_000_000;

/** What people ask to be told of rules that load: each in the order of the rules. Rules that are off are looked at too. */
export function lintRules(loaded: LoadedRules, most = mostCompared): readonly RuleLint[] {
  const folder = new ConditionFolder({ answer: () => undefined });
  const lists = new Set(loaded.lists.map(({ name }) => name));
  const before: Folded[] = [];
  let compared = 0;
  return loaded.rules.flatMap((rule) => {
    const found: (readonly [RuleLint['id'], string])[] = [];
    const folded = folder.fold(rule.condition);
    if (folded === false) found.push(['never-speaks', 'its checks contradict one another, so it never speaks']);
    if (folded === true) found.push(['always-speaks', 'its checks hold for every event']);
    if (typeof folded !== 'boolean') {
      const own = { rule, parts: partsOf(folded) };
      const shadow = compared > most ? undefined : before.find((earlier) => shadows(earlier, own));
      const isLast = compared <= most && compared + before.length > most;
      compared += before.length;
      if (isLast)
        found.push(['not-compared', 'and the rules after it are not compared with earlier ones: there are too many']);
      if (shadow !== undefined)
        found.push([
          'shadowed',
          `never speaks where the first rule that matches does: whatever it meets, “${shadow.rule.name}” meets before it`,
        ]);
      if (rule.enabled) before.push(own);
    }
    found.push(...exceptionLints(rule), ...undefinedLists(rule, lists));
    return found.map(([id, message]) => ({ id, rule: rule.name, message, ...placeOf(rule) }));
  });
}

function placeOf({ item: { context } }: CompiledRule): Pick<RuleLint, 'file' | 'line' | 'column'> {
  const last = context.places.at(-1);
  return { file: context.file, line: last?.line ?? 1, column: last?.column ?? 1 };
}

interface Folded {
  readonly rule: CompiledRule;
  /** What must all hold. */
  readonly parts: readonly ConditionNode[];
}

const partsOf = (node: ConditionNode): readonly ConditionNode[] => (node.kind === 'and' ? node.children : [node]);

/** Whether the earlier rule holds whenever the later one does: all that it asks is asked by the later one too, as strictly or more. */
function shadows(earlier: Folded, later: Folded): boolean {
  if (earlier.rule.source !== later.rule.source) return false;
  return earlier.parts.every((part) => later.parts.some((own) => implies(own, part)));
}

/** Whether one check holding means that the other does: it is the same, or names fewer values of the same field. */
function implies(strict: ConditionNode, wide: ConditionNode): boolean {
  if (strict === wide) return true;
  if (strict.kind !== 'binary' || wide.kind !== 'binary') return false;
  if (strict.left.kind !== 'field' || wide.left.kind !== 'field') return false;
  if (strict.left.name !== wide.left.name || strict.left.argument !== wide.left.argument) return false;
  const [few, many] = [valuesOf(strict), valuesOf(wide)];
  return few !== undefined && many !== undefined && few.every((value) => many.includes(value));
}

/** The values that a field must have one of; `undefined` for any other check. */
function valuesOf({ operator, right }: BinaryNode): readonly string[] | undefined {
  if (['=', '=='].includes(operator) && right.kind === 'value') return [right.value];
  return operator === 'in' && right.kind === 'list' ? right.values : undefined;
}

function* exceptionLints({ item, output, template }: CompiledRule): Generator<readonly [RuleLint['id'], string]> {
  for (const { name, fields = [], values } of item.exceptions) {
    if (values.length === 0) yield ['empty-exception', `its exception “${name}” has no values and excepts nothing`];
    const asked = (typeof fields === 'string' ? [fields] : fields).map(String);
    const untold = asked.filter((field) => !template.fields.has(field) && !output.includes(`%${field}`));
    if (untold.length > 0)
      yield [
        'untold-exception',
        `its exception “${name}” asks for ${untold.join(', ')}, which the output does not tell: whoever reads an alert cannot fill it in`,
      ];
  }
}

/** Names of lists that no file defines are compared as text, and the check is silently another one. */
function* undefinedLists(rule: CompiledRule, lists: ReadonlySet<string>): Generator<readonly [RuleLint['id'], string]> {
  const told = new Set<string>();
  const seen = new Set<FalcoNode>();
  const open: FalcoNode[] = [rule.condition];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    open.push(...childrenOf(node));
    const name = node.kind === 'binary' ? listName(node) : undefined;
    if (name === undefined || lists.has(name) || told.has(name)) continue;
    told.add(name);
    yield ['undefined-list', `no list is named ${name}: the field is compared with that text`];
  }
}

/** A single name where a list stands, that reads like the name of one. */
function listName({ left, operator, right }: BinaryNode): string | undefined {
  const takesList = /^(?:in|intersects|pmatch)$|(?:any|all|one)of$/.test(operator);
  const only =
    right.kind === 'value'
      ? right.value
      : right.kind === 'list' && right.values.length === 1
        ? right.values[0]
        : undefined;
  if (!takesList || only === undefined) return undefined;
  // The kernel cuts names of programs at 15 bytes: what is as long may be one.
  const isProgram = only.length === 15 && left.kind === 'field' && left.name.endsWith('name');
  // Without parentheses only the name of a list can stand there.
  return right.kind === 'value' || (!isProgram && /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/.test(only)) ? only : undefined;
}
