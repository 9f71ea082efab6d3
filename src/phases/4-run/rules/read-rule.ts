import { defined } from '../../../core/index.ts';
import type { Collection } from './collection.ts';
import { member, optionalCount, optionalFlag, optionalText, optionalTexts, text } from './decode.ts';
import { type Priority, type RuleItem, type RuleUpdate, readPriority } from './items.ts';
import { type LoadProblem, type RuleContext, refuse } from './problems.ts';
import { readExceptions } from './read-exceptions.ts';
import { appendFlag, bothWays, type Overrides, readOverrides } from './read-overrides.ts';
import { defaultSource, type RuleSource } from './sources.ts';
import type { YamlMap } from './yaml-tree.ts';

const appendable = ['condition', 'output', 'desc', 'tags', 'exceptions'] as const;
const replaceable = [
  ...appendable,
  'priority',
  'enabled',
  'capture',
  'capture_duration',
  'warn_evttypes',
  'skip-if-unknown-filter',
] as const;

/** Keys a rule may have. */
export const ruleKeys: ReadonlySet<string> = new Set(['rule', 'source', 'append', 'override', ...replaceable]);

/** What reading an item needs. */
export interface RuleReading {
  readonly collection: Collection;
  readonly sources: ReadonlyMap<string, RuleSource>;
  readonly warn: (problem: LoadProblem) => void;
}

/** Reads a rule: a new one, or what is added to or replaced in one that is there. */
export function readRule(item: YamlMap, name: string, context: RuleContext, reading: RuleReading): void {
  const { collection, warn } = reading;
  const append = appendFlag(item, context, warn);
  const overrides = readOverrides(item, context, appendable, replaceable);
  if (append && overrides !== undefined) bothWays(context);
  if (overrides !== undefined) {
    readOverriding(item, name, context, overrides, reading);
  } else if (append) {
    collection.appendRule(update(item, name, context, ['condition', 'exceptions'], true, warn));
  } else if (['condition', 'output', 'desc', 'priority'].every((key) => member(item, key) === undefined)) {
    const enabled = optionalFlag(item, 'enabled', context);
    if (enabled === undefined) refuse("Item has no mapping for key 'enabled'", context);
    const advice =
      "The standalone 'enabled' key usage is deprecated. The correct approach requires also a 'replace' entry under the 'override' key (i.e. 'enabled: replace').";
    warn(context.problem('LOAD_DEPRECATED_ITEM', advice));
    collection.enableRule({ name, context, enabled, ...defined({ source: sourceOf(item) }) });
  } else {
    collection.defineRule(newRule(item, name, context, reading));
  }
}

/** Each key that the item has must be named under `override`, and the other way round. */
function readOverriding(
  item: YamlMap,
  name: string,
  context: RuleContext,
  overrides: Overrides,
  reading: RuleReading,
): void {
  const { collection, warn } = reading;
  const present = new Set<string>(replaceable.filter((key) => member(item, key) !== undefined));
  const expect = (keys: readonly string[], kind: string): void => {
    for (const key of keys) {
      if (!present.delete(key)) {
        refuse(`An ${kind} override for '${key}' was specified but '${key}' is not defined`, context);
      }
    }
  };
  expect(overrides.append, 'append');
  if (overrides.append.length > 0) collection.appendRule(update(item, name, context, overrides.append, true, warn));
  expect(overrides.replace, 'replace');
  if (overrides.replace.length > 0) {
    collection.replaceInRule(update(item, name, context, overrides.replace, false, warn));
  }
  for (const key of present) {
    refuse(
      `Unexpected key '${key}': no corresponding entry under 'override' is defined.`,
      context.inside('overrides', key, member(item, key)?.at ?? item.at),
    );
  }
}

/** What the item says of the keys. */
function update(
  item: YamlMap,
  name: string,
  context: RuleContext,
  keys: readonly string[],
  partial: boolean,
  warn: (problem: LoadProblem) => void,
): RuleUpdate {
  const of = <T>(key: string, read: (item: YamlMap, key: string, context: RuleContext) => T): T | undefined =>
    keys.includes(key) ? read(item, key, context) : undefined;
  const place = (key: string, itemType: string): RuleContext | undefined => {
    const at = keys.includes(key) ? member(item, key)?.at : undefined;
    return at === undefined ? undefined : context.inside(itemType, '', at);
  };
  const exceptions = keys.includes('exceptions') ? readExceptions(item, context, partial, warn) : undefined;
  const changes = defined({
    source: sourceOf(item),
    description: of('desc', optionalText),
    condition: of('condition', optionalText),
    conditionContext: place('condition', 'rule condition'),
    output: of('output', optionalText)?.trim(),
    outputContext: place('output', 'rule output'),
    tags: of('tags', optionalTexts),
    exceptions,
    priority: of('priority', priorityOf),
    enabled: of('enabled', optionalFlag),
    warnEventTypes: of('warn_evttypes', optionalFlag),
    skipIfUnknownFilter: of('skip-if-unknown-filter', optionalFlag),
    capture: of('capture', optionalFlag),
    captureDuration: of('capture_duration', optionalCount),
  });
  return { name, context, ...changes };
}

/** The source that an item names; an empty one is as good as none. */
function sourceOf(item: YamlMap): string | undefined {
  const source = member(item, 'source');
  return source?.kind === 'scalar' && source.text !== '' ? source.text : undefined;
}

function priorityOf(item: YamlMap, key: string, context: RuleContext): Priority {
  const word = text(item, key, context);
  const place = context.inside('rule priority', '', member(item, key)?.at ?? item.at);
  return readPriority(word) ?? refuse('Invalid priority', place);
}

function newRule(item: YamlMap, name: string, context: RuleContext, reading: RuleReading): RuleItem {
  const condition = text(item, 'condition', context);
  const output = text(item, 'output', context).trim();
  const description = text(item, 'desc', context);
  const priority = priorityOf(item, 'priority', context);
  const source = optionalText(item, 'source', context) ?? defaultSource;
  const unknownSource = !reading.sources.has(source);
  if (unknownSource) reading.warn(context.problem('LOAD_UNKNOWN_SOURCE', `Unknown source ${source}, skipping`));
  return {
    name,
    context,
    index: 0,
    visibility: 0,
    description,
    condition,
    conditionContext: context.inside('rule condition', '', member(item, 'condition')?.at ?? item.at),
    output,
    outputContext: context.inside('rule output', '', member(item, 'output')?.at ?? item.at),
    priority,
    source,
    unknownSource,
    tags: [...new Set(optionalTexts(item, 'tags', context) ?? [])].sort(),
    exceptions: readExceptions(item, context, false, reading.warn) ?? [],
    enabled: optionalFlag(item, 'enabled', context) ?? true,
    warnEventTypes: optionalFlag(item, 'warn_evttypes', context) ?? true,
    skipIfUnknownFilter: optionalFlag(item, 'skip-if-unknown-filter', context) ?? false,
    capture: optionalFlag(item, 'capture', context) ?? false,
    captureDuration: optionalCount(item, 'capture_duration', context) ?? 0,
  };
}
