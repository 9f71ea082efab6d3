import { member, optionalTexts, text } from './decode.ts';
import { invalid, type RuleContext, refuse } from './problems.ts';
import { appendFlag, bothWays, readOverrides } from './read-overrides.ts';
import { type RuleReading, readRule, ruleKeys } from './read-rule.ts';
import { type PluginRequirement, readPluginVersions, requireEngineVersion } from './requirements.ts';
import type { YamlMap, YamlTree } from './yaml-tree.ts';

/** What reading a file needs and gathers. */
export interface FileReading extends RuleReading {
  readonly engineVersion: string;
  readonly requirements: PluginRequirement[];
}

const listKeys: ReadonlySet<string> = new Set(['list', 'items', 'append', 'override']);
const macroKeys: ReadonlySet<string> = new Set(['macro', 'condition', 'append', 'override']);

/** Reads one item of a rules file (Falco, `rule_loader_reader.cpp`). Throws `LoadFailure`. */
export function readItem(item: YamlTree, parent: RuleContext, reading: FileReading): void {
  if (item.kind === 'null') return;
  const place = parent.inside('rules content item', '', item.at);
  if (item.kind !== 'map') {
    refuse('Unexpected element type. Each element should be a yaml associative array.', place);
  }
  const engine = member(item, 'required_engine_version');
  const plugins = member(item, 'required_plugin_versions');
  if (engine !== undefined) {
    requireEngineVersion(item, parent.inside('required_engine_version', '', item.at), reading.engineVersion);
  } else if (plugins !== undefined) {
    const inside = parent.inside('required plugin versions', '', plugins.at);
    reading.requirements.push(...readPluginVersions(plugins, inside));
  } else if (member(item, 'list') !== undefined) {
    readList(item, nameOf(item, 'list', parent), reading);
  } else if (member(item, 'macro') !== undefined) {
    readMacro(item, nameOf(item, 'macro', parent), reading);
  } else if (member(item, 'rule') !== undefined) {
    const { name, context } = nameOf(item, 'rule', parent);
    warnUnknownKeys(item, ruleKeys, context, reading);
    readRule(item, name, context, reading);
  } else {
    reading.warn(place.problem('LOAD_UNKNOWN_ITEM', 'Unknown top level item'));
  }
}

interface Named {
  readonly name: string;
  readonly context: RuleContext;
}

function nameOf(item: YamlMap, kind: string, parent: RuleContext): Named {
  const name = text(item, kind, parent.inside(kind, '', item.at));
  return { name, context: parent.inside(kind, name, item.at) };
}

function warnUnknownKeys(item: YamlMap, known: ReadonlySet<string>, context: RuleContext, reading: RuleReading): void {
  for (const [key, value] of item.entries) {
    if (known.has(key)) continue;
    reading.warn(context.inside('value for', key, value.at).problem('LOAD_UNKNOWN_KEY', `Unknown key '${key}'`));
  }
}

function readList(item: YamlMap, { name, context }: Named, reading: RuleReading): void {
  warnUnknownKeys(item, listKeys, context, reading);
  if (!/^[^()"'\s=,]+$/.test(name)) {
    const advice = 'List has an invalid name. List names should match a regular expression: ([^()"\'[:space:]=,]+)';
    reading.warn(context.problem('LOAD_INVALID_LIST_NAME', advice));
  }
  const items = optionalTexts(item, 'items', context) ?? refuse("Item has no mapping for key 'items'", context);
  if (appends(item, 'items', context, reading)) reading.collection.appendList(name, items, context);
  else reading.collection.defineList({ name, context, items, index: 0, visibility: 0 });
}

function readMacro(item: YamlMap, { name, context }: Named, reading: RuleReading): void {
  warnUnknownKeys(item, macroKeys, context, reading);
  if (!/^[a-zA-Z]+[a-zA-Z0-9_]*$/.test(name)) {
    const advice = 'Macro has an invalid name. Macro names should match a regular expression: ([a-zA-Z]+[a-zA-Z0-9_]*)';
    reading.warn(context.problem('LOAD_INVALID_MACRO_NAME', advice));
  }
  const condition = text(item, 'condition', context);
  const conditionContext = context.inside('macro condition', '', member(item, 'condition')?.at ?? item.at);
  if (appends(item, 'condition', context, reading)) reading.collection.appendMacro(name, condition, context);
  else reading.collection.defineMacro({ name, context, condition, conditionContext, index: 0, visibility: 0 });
}

/** Whether a list or macro adds to the one that is there. */
function appends(item: YamlMap, key: string, context: RuleContext, reading: RuleReading): boolean {
  const append = appendFlag(item, context, reading.warn);
  const overrides = readOverrides(item, context, [key], [key]);
  if (append && overrides !== undefined) bothWays(context);
  return append || (overrides?.append.includes(key) ?? false);
}

/** Reads the items of one document. Throws `LoadFailure`. */
export function readDocument(document: YamlTree, context: RuleContext, reading: FileReading): void {
  if (document.kind === 'null') return;
  if (document.kind === 'scalar') refuse('Rules content is not yaml', context);
  if (document.kind !== 'list') refuse('Rules content is not yaml array of objects', context);
  if (document.items.length > maxItems) invalid(`more than ${maxItems} items`, context);
  for (const item of document.items) readItem(item, context, reading);
}

/** Most items of one document. */
export const maxItems = 50_000;
