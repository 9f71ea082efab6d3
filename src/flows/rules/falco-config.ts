import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { defined, SeaworthyError, someOf } from '../../core/index.ts';
import { Complaints, isObject, readFileBytes, readYaml, Setting } from '../../foundations/formats/index.ts';
import {
  type AlertFormat,
  builtInPlugins,
  type EngineOptions,
  type ExtraOutput,
  noPlugins,
  type Priority,
  type RulePattern,
  readPriority,
} from '../../phases/4-run/index.ts';

const maxBytes = 2 * 1024 * 1024;

/** Which rules are switched on or off, in order. */
export interface RuleSwitch {
  readonly on: boolean;
  readonly pattern: RulePattern;
}

/** What a configuration of Falco says that has a meaning here. */
export interface FalcoConfig {
  /** Rules files and folders, those that are not there left out. */
  readonly rules: readonly string[];
  readonly switches: readonly RuleSwitch[];
  /** Rules that are less bad are off. */
  readonly priority?: Priority;
  readonly matching?: EngineOptions['matching'];
  readonly extraOutput: readonly ExtraOutput[];
  readonly format: AlertFormat & { readonly json: boolean };
  /** What it says and what nothing comes of here, one sentence each. */
  readonly notes: readonly string[];
}

/** Keys that are read. What else stands in the file is told. */
const readKeys: ReadonlySet<string> = new Set([
  ...['rules_files', 'rules_file', 'rules', 'priority', 'rule_matching', 'append_output', 'load_plugins', 'plugins'],
  ...[
    'json_output',
    'json_include_output_property',
    'json_include_output_fields_property',
    'json_include_tags_property',
  ],
  ...['json_include_message_property', 'time_format_iso_8601'],
]);

/** Keys in one sentence. */
const mostNames = 12;

/**
 * Reads `falco.yaml` for what it says about rules and alerts. Paths in it are read from its own folder. Throws `E_TARGET_NOT_FOUND`, `E_FORMAT`, and `E_USAGE`
 * for values that cannot be.
 */
export async function readFalcoConfig(path: string): Promise<FalcoConfig> {
  const bytes = readFileBytes(path, maxBytes);
  if (bytes === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: path });
  const [document] = await readYaml(bytes, path, { version: '1.1', maxBytes });
  if (!isObject(document?.value)) throw new SeaworthyError('E_FORMAT', 'no configuration of Falco', { where: path });
  const complaints = new Complaints(document, path, 'the configuration of Falco');
  const top = new Setting(document.value, [], complaints);
  const files = filesOf(top, path);
  const priority = priorityOf(top.get('priority'));
  const matching = top.get('rule_matching').oneOf(['first', 'all']);
  const flag = (name: string): boolean | undefined => top.get(name).boolean();
  const format = {
    json: flag('json_output') ?? false,
    iso8601: flag('time_format_iso_8601') ?? false,
    output: flag('json_include_output_property') ?? true,
    outputFields: flag('json_include_output_fields_property') ?? true,
    tags: flag('json_include_tags_property') ?? true,
    message: flag('json_include_message_property') ?? false,
  };
  const switches = top.get('rules').items().flatMap(switchesOf);
  const extraOutput = top.get('append_output').items().map(extraOf);
  const plugins = pluginNotes(top);
  complaints.throwIfAny();
  const unread = Object.keys(document.value).filter((key) => !readKeys.has(key));
  const notes = [
    ...files.missing.map((file) => `${path}: the rules file ${file} is not there, and is left out`),
    ...plugins,
    ...(unread.length === 0 ? [] : [`${path}: these keys have no meaning here: ${someOf(unread, mostNames)}`]),
  ];
  return {
    ...{ rules: files.there, switches, extraOutput, format, notes },
    ...defined({ priority, matching }),
  };
}

function filesOf(
  top: Setting,
  path: string,
): { readonly there: readonly string[]; readonly missing: readonly string[] } {
  // One file may stand there by itself, as Falco takes it.
  const given = ['rules_files', 'rules_file'].flatMap((key) => {
    const setting = top.get(key);
    const items = typeof setting.value === 'string' ? [setting] : setting.items();
    return items.flatMap((item) => item.text() ?? []);
  });
  const files = given.map((file) => resolve(dirname(path), file));
  return { there: files.filter((file) => existsSync(file)), missing: files.filter((file) => !existsSync(file)) };
}

function priorityOf(setting: Setting): Priority | undefined {
  const word = setting.text();
  const priority = word === undefined ? undefined : readPriority(word);
  if (word !== undefined && priority === undefined) setting.complain('a priority is expected, such as notice');
  return priority;
}

/** `{enable: {rule: glob}}` or `{disable: {tag: name}}`. */
function switchesOf(setting: Setting): readonly RuleSwitch[] {
  setting.keys('enable', 'disable');
  return (['enable', 'disable'] as const).flatMap((word): readonly RuleSwitch[] => {
    const which = setting.get(word);
    if (!which.isSet) return [];
    which.keys('rule', 'tag');
    const [rule, tag] = [which.get('rule').text(), which.get('tag').text()];
    const on = word === 'enable';
    return [
      ...(rule === undefined ? [] : [{ on, pattern: { nameGlob: rule } }]),
      ...(tag === undefined ? [] : [{ on, pattern: { tags: [tag] } }]),
    ];
  });
}

function extraOf(setting: Setting): ExtraOutput {
  setting.keys('match', 'extra_output', 'extra_fields', 'suggested_output');
  const match = setting.get('match');
  if (match.isSet) match.keys('rule', 'source', 'tags');
  const fields: Record<string, string> = {};
  for (const item of setting.get('extra_fields').items()) {
    if (typeof item.value === 'string')
      fields[item.value.replace(/^%/, '')] = item.value.startsWith('%') ? item.value : `%${item.value}`;
    else if (isObject(item.value))
      for (const [name, format] of Object.entries(item.value)) fields[name] = String(format);
    else item.complain('the name of a field, or a name with its format, is expected');
  }
  const [format, rule, source, tags, isSuggested] = [
    setting.get('extra_output').text(),
    match.get('rule').text(),
    match.get('source').text(),
    match.get('tags').texts(),
    setting.get('suggested_output').boolean(),
  ];
  return { fields, ...defined({ format, rule, source, tags, suggested: isSuggested }) };
}

/** Plug-ins that are to be loaded, where what they give is not built in. */
function pluginNotes(top: Setting): readonly string[] {
  const loaded = top
    .get('load_plugins')
    .items()
    .flatMap((item) => item.text() ?? []);
  const libraries = new Map(
    top
      .get('plugins')
      .items()
      .map((item) => [item.get('name').text() ?? '', item.get('library_path').text()]),
  );
  return loaded
    .filter((name) => !Object.hasOwn(builtInPlugins, name))
    .map((name) => {
      const library = libraries.get(name);
      return `the plug-in ${name}${library === undefined ? '' : ` (${library})`} cannot be loaded, so rules about its events stay silent: ${noPlugins}`;
    });
}
