import { parseField, readOperator, takesList } from '../../../foundations/languages/falco/index.ts';
import type { Defined, ExceptionEntry, ExceptionItem, ListItem, MacroItem, RuleItem, RuleUpdate } from './items.ts';
import { invalid, type RuleContext } from './problems.ts';
import type { RuleSource } from './sources.ts';

/**
 * All lists, macros and rules of the files read so far, in the order of their first definition. An item that is defined again keeps its place
 * there, and sees what was defined before it was defined last (Falco, `rule_loader_collector.cpp`).
 */
export class Collection {
  readonly lists = new Map<string, ListItem>();
  readonly macros = new Map<string, MacroItem>();
  readonly rules = new Map<string, RuleItem>();
  readonly #sources: ReadonlyMap<string, RuleSource>;
  #next = 0;

  constructor(sources: ReadonlyMap<string, RuleSource>) {
    this.#sources = sources;
  }

  defineList(list: ListItem): void {
    this.#define(this.lists, list);
  }

  appendList(name: string, items: readonly string[], context: RuleContext): void {
    const found =
      this.lists.get(name) ??
      invalid("List uses 'append' or 'override.items: append' but no list by that name already exists", context);
    found.items = [...found.items, ...items];
    found.visibility = this.#next++;
  }

  defineMacro(macro: MacroItem): void {
    this.#define(this.macros, macro);
  }

  appendMacro(name: string, condition: string, context: RuleContext): void {
    const found =
      this.macros.get(name) ??
      invalid("Macro uses 'append' or 'override.condition: append' but no macro by that name already exists", context);
    found.condition += ` ${condition}`;
    found.visibility = this.#next++;
  }

  defineRule(rule: RuleItem): void {
    const before = this.rules.get(rule.name);
    if (before !== undefined) checkSource(before, rule);
    for (const exception of rule.exceptions) {
      if (exception.fields === undefined) {
        invalid('Rule exception item must have fields property with a list of fields', exception.context);
      }
    }
    const source = this.#sources.get(rule.source);
    this.#define(this.rules, { ...rule, exceptions: rule.exceptions.map((one) => checkedException(one, source)) });
  }

  appendRule(update: RuleUpdate): void {
    const rule =
      this.rules.get(update.name) ??
      invalid("Rule uses 'append' or 'override.<key>: append' but no rule by that name already exists", update.context);
    checkSource(rule, update);
    const { description, condition, output, tags, exceptions } = update;
    if ([description, condition, output, tags, exceptions].every((part) => part === undefined)) {
      invalid('Appended rule must have exceptions or condition property', update.context);
    }
    if (condition !== undefined) rule.condition += ` ${condition}`;
    if (output !== undefined) rule.output += ` ${output}`;
    if (description !== undefined) rule.description += ` ${description}`;
    if (tags !== undefined) rule.tags = [...new Set([...rule.tags, ...tags])].sort();
    if (exceptions !== undefined) this.#appendExceptions(rule, exceptions);
    rule.visibility = this.#next++;
  }

  replaceInRule(update: RuleUpdate): void {
    const rule =
      this.rules.get(update.name) ??
      invalid(
        "An 'override.<key>: replace' to a rule was requested but no rule by that name already exists",
        update.context,
      );
    checkSource(rule, update);
    const source = this.#sources.get(rule.source);
    rule.condition = update.condition ?? rule.condition;
    rule.conditionContext = update.conditionContext ?? rule.conditionContext;
    rule.output = update.output ?? rule.output;
    rule.outputContext = update.outputContext ?? rule.outputContext;
    rule.description = update.description ?? rule.description;
    rule.tags = update.tags ?? rule.tags;
    rule.exceptions = update.exceptions?.map((one) => checkedException(one, source)) ?? rule.exceptions;
    rule.priority = update.priority ?? rule.priority;
    rule.enabled = update.enabled ?? rule.enabled;
    rule.warnEventTypes = update.warnEventTypes ?? rule.warnEventTypes;
    rule.skipIfUnknownFilter = update.skipIfUnknownFilter ?? rule.skipIfUnknownFilter;
    rule.capture = update.capture ?? rule.capture;
    rule.captureDuration = update.captureDuration ?? rule.captureDuration;
    rule.visibility = this.#next++;
  }

  enableRule(update: RuleUpdate & { readonly enabled: boolean }): void {
    const rule =
      this.rules.get(update.name) ??
      invalid("Rule has 'enabled' key but no rule by that name already exists", update.context);
    checkSource(rule, update);
    rule.enabled = update.enabled;
  }

  #define<T extends Defined>(items: Map<string, T>, item: T): void {
    const id = this.#next++;
    item.index = items.get(item.name)?.index ?? id;
    item.visibility = id;
    items.set(item.name, item);
  }

  #appendExceptions(rule: RuleItem, exceptions: readonly ExceptionItem[]): void {
    const source = this.#sources.get(rule.source);
    for (const exception of exceptions) {
      const { context } = exception;
      const before = rule.exceptions.find(({ name }) => name === exception.name);
      if (before === undefined) {
        if (exception.fields === undefined) {
          invalid('Rule exception must have fields property with a list of fields', context);
        }
        if (exception.values.length === 0) {
          invalid('Rule exception must have values property with a list of values', context);
        }
        rule.exceptions = [...rule.exceptions, checkedException(exception, source)];
        continue;
      }
      if (exception.fields !== undefined) {
        invalid('Can not append exception fields to existing exception, only values', context);
      }
      if (exception.comps !== undefined) {
        invalid('Can not append exception comps to existing exception, only values', context);
      }
      const joined = { ...before, values: [...before.values, ...exception.values] };
      rule.exceptions = rule.exceptions.map((one) => (one === before ? joined : one));
    }
  }
}

/** Rules of one name are about events of one source: what names another replaces nothing, and changes nothing. */
function checkSource(rule: RuleItem, { source, context }: Pick<RuleUpdate, 'source' | 'context'>): void {
  if (source !== undefined && source !== rule.source) {
    invalid('Rule has been re-defined with a different source', context);
  }
}

/** The exception with its operators filled in, after a look at whether fields and operators exist and go together. */
function checkedException(exception: ExceptionItem, source: RuleSource | undefined): ExceptionItem {
  const { fields = [], context } = exception;
  if (typeof fields === 'string') return checkedSingle(exception, fields, source);
  const comps = exception.comps ?? fields.map(() => '=');
  if (typeof comps === 'string' || comps.length !== fields.length) {
    return invalid('Fields and comps lists must have equal length', context);
  }
  const operators = comps.map((comp) => {
    const text = typeof comp === 'string' ? comp.trim().split(/\s+/).join(' ') : '';
    return readOperator(text) === undefined
      ? invalid(`'${shown(comp)}' is not a supported comparison operator`, context)
      : text;
  });
  for (const field of fields) checkField(field, source, context);
  return { ...exception, comps: operators };
}

function checkedSingle(exception: ExceptionItem, field: string, source: RuleSource | undefined): ExceptionItem {
  const { comps = 'in', context } = exception;
  if (typeof comps !== 'string') return invalid('Fields and comps must both be strings', context);
  const text = comps.trim().split(/\s+/).join(' ');
  const operator = readOperator(text);
  if (operator === undefined || !takesList(operator)) {
    return invalid('When fields is a single value, comps must be one of (in, pmatch, intersects)', context);
  }
  checkField(field, source, context);
  return { ...exception, comps: text };
}

const shown = (entry: ExceptionEntry): string => (typeof entry === 'string' ? entry : JSON.stringify(entry));

function checkField(field: ExceptionEntry, source: RuleSource | undefined, context: RuleContext): void {
  if (source === undefined) return;
  const parsed = typeof field === 'string' ? parseField(field.trim()) : undefined;
  const whole = parsed?.ok && typeof field === 'string' && parsed.end.index === field.trim().length;
  const known =
    whole &&
    (parsed.node.kind === 'transformer' ||
      typeof source.catalogue.resolve(parsed.node.name, parsed.node.argument) !== 'string');
  if (!known) invalid(`'${shown(field)}' is not a supported filter field`, context);
}
