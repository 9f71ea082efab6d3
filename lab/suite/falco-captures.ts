import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  alertJson,
  alertText,
  compileRules,
  type LoadedRules,
  type LoadProblem,
  loadRules,
  type ReplaySummary,
  RuleSelection,
  readPriority,
  replayCapture,
} from '../../src/phases/4-run/index.ts';
import type { Suite } from './suite.ts';
import { Tally } from './tally.ts';

type Json = Readonly<Record<string, unknown>>;

interface RulesEntry {
  readonly file: string;
  readonly text: string;
}

/** What a run gave. */
interface Run {
  readonly loaded: LoadedRules;
  readonly replay?: ReplaySummary;
  /** The alerts as text or JSON, one a line: what goes to standard output and to the file of alerts alike. */
  readonly lines: readonly string[];
}

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Rules, options and a recording in; alerts, load errors or output lines out. */
export const falcoCapturesSuite: Suite = {
  name: 'falco-captures',
  async run(folder, options) {
    const tally = new Tally(options);
    const tests = JSON.parse(await readFile(path.join(folder, 'tests.json'), 'utf8')) as readonly Json[];
    const rules = JSON.parse(await readFile(path.join(folder, 'rules.json'), 'utf8')) as Record<string, RulesEntry>;
    for (const test of tests) {
      await tally.judge(String(test.kind), String(test.id), async () => {
        const run = await perform(test, rules, folder);
        const expect = Object.entries(object(test.expect));
        const [first] = expect.flatMap(([key, value]) => check(run, key, value));
        if (first !== undefined || !expect.some(([key]) => ofLog.has(key))) return first;
        return { why: 'all holds but the wording of the log, which a library does not write' };
      });
    }
    return tally.result();
  },
};

/** What a case says of the log of the program that it was written for. Ours is no log: nothing follows from words that are not in it either. */
const ofLog: ReadonlySet<string> = new Set(['stderr_match', 'stderr_not_match']);

async function perform(test: Json, rules: Record<string, RulesEntry>, folder: string): Promise<Run> {
  const options = object(test.options);
  const files = list(test.rules).map((key) => {
    const entry = rules[String(key)];
    if (entry === undefined) throw new Error(`a case names rules that are not there: ${String(key)}`);
    return { name: entry.file, text: entry.text };
  });
  const loaded = await loadRules(files);
  if (!loaded.successful || typeof test.capture !== 'string') return { loaded, lines: [] };
  const selection = selectionOf(loaded, options);
  const engine = compileRules(loaded, { selection, hostname: String(object(options.env).FALCO_HOSTNAME ?? 'host') });
  const set = object(options.set);
  const format = {
    iso8601: set.time_format_iso_8601 === 'true',
    output: set.json_include_output_property !== 'false',
    tags: set.json_include_tags_property !== 'false',
  };
  const lines: string[] = [];
  const where = path.join(folder, 'captures', test.capture);
  const replay = await replayCapture(createReadStream(where), engine, {
    where,
    onMatch: ({ alert }) => {
      lines.push(options.json_output === true ? alertJson(alert, format) : alertText(alert, format));
    },
  });
  return { loaded, replay, lines };
}

function selectionOf(loaded: LoadedRules, options: Json): RuleSelection {
  const tags = list(options.only_tags).map(String);
  const selection = tags.length > 0 ? RuleSelection.empty(loaded.rules) : RuleSelection.byDefault(loaded.rules);
  if (tags.length > 0) selection.set({ tags }, true);
  const off = list(options.disable_tags).map(String);
  if (off.length > 0) selection.set({ tags: off }, false);
  for (const name of list(options.disable_rules)) selection.set({ nameGlob: String(name) }, false);
  const least = typeof options.min_priority === 'string' ? readPriority(options.min_priority) : undefined;
  return least === undefined ? selection : selection.atLeast(least);
}

type Difference = { readonly expected: string; readonly actual: string };

const differs = (key: string, expected: unknown, actual: unknown): readonly Difference[] =>
  isDeepStrictEqual(expected, actual)
    ? []
    : [{ expected: `${key} ${JSON.stringify(expected)}`, actual: JSON.stringify(actual) }];

function check(run: Run, key: string, value: unknown): readonly Difference[] {
  const { loaded, replay, lines } = run;
  const failed = !loaded.successful || replay?.incomplete !== undefined;
  switch (key) {
    case 'error':
      return differs(key, value, failed);
    case 'exit_code':
      return differs(key, value, failed ? 1 : 0);
    case 'detections':
      return detections(object(value), replay);
    case 'legacy_no_detection':
      return differs('alerts', 0, replay?.alerts);
    case 'errors':
      return problems(list(value), loaded.errors);
    case 'warnings':
      return problems(list(value), loaded.warnings);
    case 'error_count':
      return differs(key, value, loaded.errors.length);
    case 'warning_count':
      return differs(key, value, loaded.warnings.length);
    case 'files_successful':
      return Object.entries(object(value)).flatMap(([index, expected]) =>
        differs(`${key} ${index}`, expected, loaded.files[Number(index)]?.successful),
      );
    case 'stdout_match':
      return matches(list(value), lines, true);
    case 'stdout_not_match':
      return matches(list(value), lines, false);
    case 'stdout_contains_lines':
      return list(value)
        .map(String)
        .filter((line) => !lines.includes(line.trimEnd()))
        .map((line) => ({ expected: `the line ${line}`, actual: lines.join('\n') }));
    case 'file_output_lines':
      return differs(key, value, lines);
    case 'stdout_json_lines':
      return list(value).flatMap((line, index) =>
        differs(`line ${index + 1}`, exact(String(line)), exact(lines[index] ?? 'null')),
      );
    default:
      return ofLog.has(key) ? [] : [{ expected: `${key} ${JSON.stringify(value)}`, actual: 'no known kind of case' }];
  }
}

/** Whether each regular expression occurs (or does not) in the lines. */
function matches(patterns: readonly unknown[], lines: readonly string[], wanted: boolean): readonly Difference[] {
  const text = lines.join('\n');
  return patterns
    .map(String)
    .filter((pattern) => new RegExp(pattern, 'm').test(text) !== wanted)
    .map((pattern) => ({ expected: `${wanted ? '' : 'nothing like '}${pattern}`, actual: text }));
}

/** A line of JSON, whole numbers with all their digits. */
const exact = (line: string): unknown => JSON.parse(line.replace(/:\s*(\d{16,})/g, ':"$1"'));

/** A number is exact; `>0` means any. */
function count(key: string, expected: unknown, actual: number): readonly Difference[] {
  const holds = expected === '>0' ? actual > 0 : expected === actual;
  return holds ? [] : [{ expected: `${key} ${String(expected)}`, actual: String(actual) }];
}

function detections(expected: Json, replay: ReplaySummary | undefined): readonly Difference[] {
  if (replay === undefined) return [{ expected: 'alerts', actual: 'nothing was replayed' }];
  const ofPriority = (wanted: string): number =>
    [...replay.byPriority].reduce(
      (sum, [name, number]) => sum + (name.toLowerCase().includes(wanted.toLowerCase()) ? number : 0),
      0,
    );
  return [
    ...('total' in expected ? count('alerts', expected.total, replay.alerts) : []),
    ...Object.entries(object(expected.by_priority)).flatMap(([name, number]) => count(name, number, ofPriority(name))),
    ...Object.entries(object(expected.by_rule)).flatMap(([name, number]) =>
      count(name, number, replay.byRule.get(name) ?? 0),
    ),
  ];
}

function problems(expected: readonly unknown[], actual: readonly LoadProblem[]): readonly Difference[] {
  const same = (a: unknown, b: string): boolean => a === undefined || String(a).toLowerCase() === b.toLowerCase();
  return expected.map(object).flatMap((wanted) => {
    // Messages of a YAML library are wording of that library.
    const words = String(wanted.message ?? '').startsWith('yaml-cpp:') ? undefined : wanted.message;
    const found = actual.some(
      (problem) =>
        same(wanted.code, problem.code) &&
        same(wanted.item_type, problem.itemType) &&
        (wanted.item_name === undefined || wanted.item_name === problem.itemName) &&
        (words === undefined || words === problem.message),
    );
    const told = actual.map(({ code, itemType, itemName, message }) => `${code} ${itemType} ${itemName}: ${message}`);
    return found ? [] : [{ expected: JSON.stringify(wanted), actual: told.join('; ') || 'none' }];
  });
}
