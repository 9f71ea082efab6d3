import {
  childrenOf,
  type FalcoNode,
  parseCondition,
  printCondition,
} from '../../../foundations/languages/falco/index.ts';
import type { CompiledRule } from './compiled.ts';
import { exceptionFields, exceptionOperators } from './exception-condition.ts';
import type { LoadedRules } from './load-rules.ts';

/** A list, macro or rule: what the files say, and what became of it. */
export interface Described {
  readonly info: Readonly<Record<string, unknown>>;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Loaded rules as data, in the shape that Falco gives with `-L` and `json_output`. */
export interface RulesDescription {
  readonly required_engine_version: string;
  readonly lists: readonly Described[];
  readonly macros: readonly Described[];
  readonly rules: readonly Described[];
}

/** Describes loaded rules; one of them when a name is given. */
export function describeRules(loaded: LoadedRules, rule?: string): RulesDescription {
  const rules = loaded.rules.filter(({ name }) => rule === undefined || name === rule);
  return {
    required_engine_version: loaded.engineVersion,
    lists: rule === undefined ? loaded.items.lists.map(({ name, items }) => describeList(loaded, name, items)) : [],
    macros:
      rule === undefined
        ? loaded.items.macros.map(({ name, condition }) => describeMacro(loaded, name, condition))
        : [],
    rules: rules.map((one) => describeRule(loaded, one)),
  };
}

function describeList(loaded: LoadedRules, name: string, items: readonly string[]): Described {
  const compiled = loaded.lists.find((list) => list.name === name);
  const names = new Set(loaded.lists.map((list) => list.name));
  return {
    info: { name, items },
    details: {
      used: compiled?.used ?? false,
      items_compiled: compiled?.items ?? [],
      lists: items.filter((item) => names.has(item)),
    },
  };
}

function describeMacro(loaded: LoadedRules, name: string, condition: string): Described {
  const compiled = loaded.macros.find((macro) => macro.name === name);
  return {
    info: { name, condition: condition.trim() },
    details: {
      used: compiled?.used ?? false,
      ...(compiled === undefined ? {} : conditionDetails(compiled.node)),
      ...namesIn(loaded, condition),
    },
  };
}

function describeRule(loaded: LoadedRules, rule: CompiledRule): Described {
  const { item } = rule;
  const { complement, names } = rule.eventTypes;
  return {
    info: {
      name: rule.name,
      condition: item.condition.trim(),
      priority: rule.priority,
      output: item.output,
      description: rule.description,
      enabled: rule.enabled,
      source: rule.source,
      tags: rule.tags,
      capture: item.capture,
    },
    details: {
      ...conditionDetails(rule.condition),
      ...namesIn(loaded, item.condition),
      output_compiled: rule.output,
      output_fields: [...rule.template.fields.keys()],
      exception_fields: exceptionFields(item),
      exception_operators: exceptionOperators(item),
      exception_names: item.exceptions.map(({ name }) => name),
      ...(complement ? { events_excluded: [...names].sort() } : { events: [...names].sort() }),
    },
  };
}

function conditionDetails(node: FalcoNode): Readonly<Record<string, unknown>> {
  const fields = new Set<string>();
  const operators = new Set<string>();
  const seen = new Set<FalcoNode>();
  const visit = (part: FalcoNode): void => {
    if (seen.has(part)) return;
    seen.add(part);
    if (part.kind === 'field') fields.add(part.name);
    if (part.kind === 'unary' || part.kind === 'binary') operators.add(part.operator);
    for (const child of childrenOf(part)) visit(child);
  };
  visit(node);
  return {
    condition_compiled: printCondition(node),
    condition_fields: [...fields].sort(),
    condition_operators: [...operators].sort(),
  };
}

/** Macros and lists that a condition names, as it was written. */
function namesIn(loaded: LoadedRules, condition: string): Readonly<Record<string, unknown>> {
  const parsed = parseCondition(condition);
  const macros = new Set<string>();
  const lists = new Set<string>();
  const known = new Set(loaded.lists.map(({ name }) => name));
  const visit = (part: FalcoNode): void => {
    if (part.kind === 'macro') macros.add(part.name);
    const values = part.kind === 'list' ? part.values : part.kind === 'value' ? [part.value] : [];
    for (const value of values) if (known.has(value)) lists.add(value);
    for (const child of childrenOf(part)) visit(child);
  };
  if (parsed.ok) visit(parsed.node);
  return { macros: [...macros].sort(), lists: [...lists].sort() };
}
