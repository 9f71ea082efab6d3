import { isDeepStrictEqual } from 'node:util';
import { printCondition } from '../../../src/foundations/languages/falco/index.ts';
import {
  describeRules,
  type ExtraOutput,
  type LoadedRules,
  loadRules,
  type RulePattern,
  RuleSelection,
} from '../../../src/phases/4-run/index.ts';
import type { Difference } from './filters.ts';

type Json = Readonly<Record<string, unknown>>;

const list = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? value : []);

/** A case of loading rules files. */
export async function rulesCase(line: Json): Promise<Difference> {
  const files = list<{ file: string; text: string }>(line.rules).map(({ file, text }) => ({ name: file, text }));
  const loaded = await loadRules(files, { extraOutput: list<ExtraOutput>(line.append_output) });
  const expected = line.expect as Json;
  for (const [key, value] of Object.entries(expected)) {
    const difference = check(loaded, key, value);
    if (difference !== undefined) return difference;
  }
  return steps(loaded, list<Json>(line.steps));
}

function check(loaded: LoadedRules, key: string, value: unknown): Difference {
  const messages = (kind: 'errors' | 'warnings'): readonly string[] => loaded[kind].map(({ message }) => message);
  switch (key) {
    case 'loads':
      return equal(key, value, loaded.successful, messages('errors').join('; '));
    case 'schema':
      return equal(key, value, schemaState(loaded));
    case 'has_warnings':
      return equal(key, value, loaded.warnings.length > 0, messages('warnings').join('; '));
    case 'errors_contain':
      return contain(list(value), messages('errors'), true);
    case 'warnings_contain':
      return contain(list(value), messages('warnings'), true);
    case 'errors_lack':
      return contain(list(value), messages('errors'), false);
    case 'warnings_lack':
      return contain(list(value), messages('warnings'), false);
    case 'compiled_condition':
      return eachRule(loaded, value as Json, (rule) => printCondition(rule.condition));
    case 'compiled_output':
      return eachRule(loaded, value as Json, (rule) => rule.output);
    case 'enabled_rules':
      return equal(key, value, RuleSelection.byDefault(loaded.rules).size);
    case 'describe':
      return described(loaded, list<Json>(value));
    default:
      throw new Error(`an expectation of no known kind: ${key}`);
  }
}

function schemaState(loaded: LoadedRules): string {
  const misfits = loaded.files.map(({ schema }) => schema);
  if (misfits.some((schema) => schema === undefined)) return 'none';
  return misfits.every((schema) => schema?.length === 0) ? 'ok' : 'failed';
}

function equal(key: string, expected: unknown, actual: unknown, why = ''): Difference {
  if (isDeepStrictEqual(expected, actual)) return undefined;
  return { expected: `${key} ${JSON.stringify(expected)}`, actual: `${JSON.stringify(actual)} ${why}`.trim() };
}

function contain(texts: readonly string[], messages: readonly string[], wanted: boolean): Difference {
  const wrong = texts.find((text) => messages.some((message) => message.includes(text)) !== wanted);
  if (wrong === undefined) return undefined;
  return { expected: `${wanted ? 'a' : 'no'} message with "${wrong}"`, actual: messages.join('; ') || 'no message' };
}

function eachRule(loaded: LoadedRules, expected: Json, of: (rule: LoadedRules['rules'][number]) => string): Difference {
  for (const [name, value] of Object.entries(expected)) {
    const rule = name === '' ? loaded.rules[0] : loaded.rules.find((one) => one.name === name);
    const actual = rule === undefined ? 'no such rule' : of(rule);
    if (actual !== value) return { expected: `${name}: ${String(value)}`, actual };
  }
  return undefined;
}

function described(loaded: LoadedRules, expectations: readonly Json[]): Difference {
  for (const { rule, path, value, size } of expectations) {
    const whole: unknown = describeRules(loaded, typeof rule === 'string' ? rule : undefined);
    const found = list<string | number>(path).reduce<unknown>((at, step) => (at as Json | undefined)?.[step], whole);
    const where = list<string | number>(path).join('.');
    const difference =
      size === undefined
        ? equal(where, value, found ?? null)
        : equal(`size of ${where}`, size, Array.isArray(found) ? found.length : -1);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

const defaultRuleset = 'falco-default-ruleset';

function steps(loaded: LoadedRules, all: readonly Json[]): Difference {
  const rulesets = new Map([[defaultRuleset, RuleSelection.byDefault(loaded.rules)]]);
  const rulesetOf = (name: string): RuleSelection => {
    const ruleset = rulesets.get(name) ?? RuleSelection.empty(loaded.rules);
    rulesets.set(name, ruleset);
    return ruleset;
  };
  for (const [index, step] of all.entries()) {
    const ruleset = rulesetOf(String(step.ruleset ?? defaultRuleset));
    if (step.op === 'expect_enabled') {
      const difference = equal(`step ${index}: rules that are on in ${String(step.ruleset)}`, step.count, ruleset.size);
      if (difference !== undefined) return difference;
    } else {
      ruleset.set(patternOf(step), step.enabled === true);
    }
  }
  return undefined;
}

function patternOf(step: Json): RulePattern {
  const value = String(step.value ?? '');
  switch (step.op) {
    case 'enable_name_contains':
      return { nameContains: value };
    case 'enable_name_is':
      return { nameIs: value };
    case 'enable_name_glob':
      return { nameGlob: value };
    case 'enable_tags':
      return { tags: list<string>(step.value ?? step.tags) };
    default:
      throw new Error(`a step of no known kind: ${String(step.op)}`);
  }
}
