import {
  type ConditionCompiler,
  type ConditionNode,
  comparesWithAbsent,
  eventTypesOf,
  type NameSet,
  parseCondition,
  resolveMacros,
} from '../../../foundations/languages/falco/index.ts';
import type { Collection } from './collection.ts';
import type { Compilation, CompiledMacro, CompiledRule, ExtraOutput } from './compiled.ts';
import { deprecatedFields, deprecatedIn } from './deprecated.ts';
import { eventCodes, genericEvents, namedEvents } from './event-names.ts';
import { conditionWithExceptions } from './exception-condition.ts';
import type { RuleItem } from './items.ts';
import { invalid, LoadFailure, type LoadProblem, type RuleContext } from './problems.ts';
import type { RuleSource } from './sources.ts';
import { type CompiledList, substituteLists } from './substitute-lists.ts';
import { suggestedOutput } from './suggested-output.ts';
import { parseTemplate, type Template } from './template.ts';

/** What compiling needs. */
export interface CompileSetting {
  readonly sources: ReadonlyMap<string, RuleSource>;
  /** One for each source. */
  readonly compilers: ReadonlyMap<string, ConditionCompiler>;
  readonly extraOutput: readonly ExtraOutput[];
  readonly warn: (problem: LoadProblem) => void;
}

/** Compiles all lists, macros and rules (Falco, `rule_loader_compiler.cpp`). Throws `LoadFailure` at the first that is wrong. */
export function compileCollection(collection: Collection, setting: CompileSetting): Compilation {
  const lists = compileLists(collection);
  const macros = compileMacros(collection, lists);
  const rules: CompiledRule[] = [];
  for (const item of collection.rules.values()) {
    const rule = item.unknownSource ? undefined : compileRule(item, lists, macros, setting);
    if (rule !== undefined) rules.push(rule);
  }
  for (const { name, used } of macros.values()) {
    const context = used ? undefined : collection.macros.get(name)?.context;
    if (context !== undefined) {
      setting.warn(context.problem('LOAD_UNUSED_MACRO', 'Macro not referred to by any other rule/macro'));
    }
  }
  for (const { name, used } of lists) {
    const context = used ? undefined : collection.lists.get(name)?.context;
    if (context !== undefined) {
      setting.warn(context.problem('LOAD_UNUSED_LIST', 'List not referred to by any other rule/macro'));
    }
  }
  return { lists, macros: [...macros.values()], rules };
}

/** An item of a list may be the name of a list that was defined before: its items stand for it. */
function compileLists(collection: Collection): readonly CompiledList[] {
  const used = new Set<string>();
  const compiled = new Map<string, CompiledList>();
  for (const list of collection.lists.values()) {
    const items: string[] = [];
    for (const item of list.items) {
      const other = collection.lists.get(item);
      if (other !== undefined && other.index < list.visibility) {
        used.add(item);
        for (const inner of compiled.get(item)?.items ?? other.items) items.push(inner);
      } else {
        items.push(item);
      }
      if (items.length > maxListItems) invalid(`list of more than ${maxListItems} items`, list.context);
    }
    compiled.set(list.name, { name: list.name, items, used: false });
  }
  for (const name of used) {
    const list = compiled.get(name);
    if (list !== undefined) list.used = true;
  }
  return [...compiled.values()];
}

/** Most items of a list once others stand in it. */
export const maxListItems = 500_000;

function parse(condition: string, lists: readonly CompiledList[], context: RuleContext): ConditionNode {
  const text = substituteLists(condition, lists);
  if (text === undefined) throw new LoadFailure('LOAD_ERR_COMPILE_CONDITION', 'condition too long', context);
  const parsed = parseCondition(text);
  if (parsed.ok) return parsed.node;
  throw new LoadFailure('LOAD_ERR_COMPILE_CONDITION', parsed.message, context.inCondition(text, parsed.at));
}

/** A macro sees the macros defined before it. Each is resolved once, when it is first asked for. */
function compileMacros(collection: Collection, lists: readonly CompiledList[]): ReadonlyMap<string, CompiledMacro> {
  const parsed = new Map<string, ConditionNode>();
  for (const macro of collection.macros.values()) {
    parsed.set(macro.name, parse(macro.condition, lists, macro.conditionContext));
  }
  const done = new Map<string, CompiledMacro>();
  const used = new Set<string>();
  const open = new Set<string>();
  const resolve = (name: string): ConditionNode | string | undefined => {
    const finished = done.get(name);
    if (finished !== undefined) return finished.node;
    const macro = collection.macros.get(name);
    const node = parsed.get(name);
    if (macro === undefined || node === undefined) return undefined;
    if (open.has(name)) return `reference loop in macro '${name}'`;
    if (open.size >= maxMacroDepth) return `macros nested deeper than ${maxMacroDepth}`;
    open.add(name);
    const result = resolveMacros(node, (inner) => {
      const other = collection.macros.get(inner);
      if (other === undefined || other.index >= macro.visibility) return undefined;
      used.add(inner);
      return resolve(inner);
    });
    open.delete(name);
    if (!result.ok) invalid(result.message, macro.context.inCondition(macro.condition, result.macro.at));
    done.set(name, { name, node: result.node, used: false });
    return result.node;
  };
  for (const name of collection.macros.keys()) resolve(name);
  for (const name of used) {
    const macro = done.get(name);
    if (macro !== undefined) macro.used = true;
  }
  return new Map(
    [...collection.macros.keys()].flatMap((name) => {
      const macro = done.get(name);
      return macro === undefined ? [] : [[name, macro] as const];
    }),
  );
}

/** Most macros inside one another. */
const maxMacroDepth = 200;

/** `undefined` when the rule is left out because it names what we do not know, and allows that. */
function compileRule(
  item: RuleItem,
  lists: readonly CompiledList[],
  macros: ReadonlyMap<string, CompiledMacro>,
  setting: CompileSetting,
): CompiledRule | undefined {
  const source = setting.sources.get(item.source);
  const compiler = setting.compilers.get(item.source);
  if (source === undefined || compiler === undefined) return invalid(`Unknown source ${item.source}`, item.context);
  const condition = conditionWithExceptions(item);
  const outputs = compileOutputs(item, compiler, setting);
  if (outputs === undefined) return undefined;
  const node = resolved(parse(condition, lists, item.conditionContext), condition, macros, item.context);
  if (comparesWithAbsent(node, ['ka.', 'jevt.'])) {
    setting.warn(item.conditionContext.problem('LOAD_UNSAFE_NA_CHECK', ''));
  }
  const compiled = compiler.compile(node);
  if (!compiled.ok) {
    const context = item.conditionContext.inCondition(condition, compiled.at);
    skipOrThrow('LOAD_ERR_COMPILE_CONDITION', compiled.message, context, item, setting);
    return undefined;
  }
  for (const { message, at } of compiled.advice) {
    setting.warn(item.conditionContext.inCondition(condition, at).problem('LOAD_COMPILE_CONDITION', message));
  }
  for (const [field, why] of deprecatedIn(node)) {
    const message = `usage of deprecated field '${field}' has been detected in the rule condition: ${why}`;
    setting.warn(item.conditionContext.problem('LOAD_DEPRECATED_ITEM', message));
  }
  const eventTypes = eventTypesOf(node);
  const odd = source.typed && item.warnEventTypes ? oddTypes(eventTypes) : undefined;
  if (odd !== undefined) setting.warn(item.context.problem('LOAD_NO_EVTTYPE', odd));
  const { name, description, priority, tags, enabled } = item;
  const { matches } = compiled;
  return {
    name,
    description,
    source: item.source,
    priority,
    tags,
    item,
    condition: node,
    matches,
    eventTypes,
    enabled,
    ...outputs,
  };
}

function resolved(
  node: ConditionNode,
  condition: string,
  macros: ReadonlyMap<string, CompiledMacro>,
  context: RuleContext,
): ConditionNode {
  const result = resolveMacros(node, (name) => {
    const macro = macros.get(name);
    if (macro !== undefined) macro.used = true;
    return macro?.node;
  });
  if (!result.ok) return invalid(result.message, context.inCondition(condition, result.macro.at));
  return result.node;
}

/** What is odd about the events that a rule can hold for: more than a hundred kinds, or none. */
function oddTypes({ complement, names }: NameSet): string | undefined {
  let codes = [...names].some((name) => genericEvents.has(name)) ? 2 : 0;
  for (const name of names) codes += namedEvents.get(name) ?? 0;
  const open = complement ? eventCodes - codes : codes;
  if (open === 0) return 'Rule matches no evt.type: its checks of the type contradict one another, so it never speaks.';
  return open > 100 ? 'Rule matches too many evt.type values. This has a significant performance penalty.' : undefined;
}

/** What a rule that may be left out names may be unknown; anything else ends loading. */
function skipOrThrow(
  code: 'LOAD_ERR_COMPILE_CONDITION' | 'LOAD_ERR_COMPILE_OUTPUT',
  message: string,
  context: RuleContext,
  item: RuleItem,
  setting: CompileSetting,
): void {
  const unknown = /nonexistent field|invalid formatting token|unknown event type|unknown event argument/.test(message);
  if (!unknown || !item.skipIfUnknownFilter) throw new LoadFailure(code, message, context);
  setting.warn(context.problem('LOAD_UNKNOWN_FILTER', message));
}

function compileOutputs(
  item: RuleItem,
  compiler: ConditionCompiler,
  setting: CompileSetting,
): Pick<CompiledRule, 'output' | 'template' | 'extraFields'> | undefined {
  const extras = setting.extraOutput.filter(
    ({ source, tags, rule }) =>
      (!source || source === item.source) &&
      (tags ?? []).every((tag) => item.tags.includes(tag)) &&
      (!rule || rule === item.name),
  );
  const where = extras.some(({ suggested }) => suggested) ? suggestedOutput(item.source, item.output) : '';
  const formats = [...extras.flatMap(({ format }) => format ?? []), ...(where === '' ? [] : [where])];
  const whole = [item.output, ...formats].join(' ');
  const context = item.outputContext;
  if (whole.includes('%container.info')) {
    const message = '%container.info is deprecated: it is left out. Container fields are added by the output settings.';
    setting.warn(item.context.problem('LOAD_DEPRECATED_ITEM', message));
  }
  const output = whole.replaceAll('%container.info', '');
  for (const [field, why] of deprecatedFields) {
    if (!output.includes(`%${field}`)) continue;
    const message = `usage of deprecated field '${field}' has been detected in the rule output: ${why}`;
    setting.warn(context.problem('LOAD_DEPRECATED_ITEM', message));
  }
  const template = parseTemplate(output, compiler.extractions);
  if (typeof template === 'string') {
    skipOrThrow('LOAD_ERR_COMPILE_OUTPUT', template, context, item, setting);
    return undefined;
  }
  const extraFields = new Map<string, Template>();
  for (const { fields = {} } of extras) {
    for (const [name, format] of Object.entries(fields)) {
      const field = parseTemplate(format, compiler.extractions);
      if (typeof field === 'string') throw new LoadFailure('LOAD_ERR_COMPILE_OUTPUT', field, context);
      extraFields.set(name, field);
    }
  }
  return { output, template, extraFields };
}
