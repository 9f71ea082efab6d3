import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { defined } from '../../src/core/index.ts';
import {
  compileRules,
  type JsonReplaySummary,
  jsonSight,
  loadRules,
  problemText,
  replayJson,
} from '../../src/phases/4-run/index.ts';
import type { Suite } from './suite.ts';
import { Tally } from './tally.ts';

type Json = Readonly<Record<string, unknown>>;

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What a run gave; without a replay where the rules do not load. */
interface Run {
  readonly replay?: JsonReplaySummary;
  readonly errors: readonly string[];
  /** A list that a rule which spoke makes exceptions by, and that none of the files defines. */
  readonly undefinedList?: string;
}

/** Kubernetes audit events and rules in, alerts out; and every field of the source is there. */
export const falcoK8sAuditSuite: Suite = {
  name: 'falco-k8saudit',
  async run(folder, options) {
    const tally = new Tally(options);
    const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(path.join(folder, name), 'utf8'));
    const rules = object(await read('rules.json')) as Readonly<Record<string, { file: string; text: string }>>;
    for (const test of list(await read('tests.json')).map(object)) {
      await tally.judge('events', String(test.id), async () => {
        const run = await perform(test, rules, folder);
        const expect = object(test.expect);
        const [first] = Object.entries(expect).flatMap(([key, value]) => check(run, key, value));
        const ofAnotherDay = expect.legacy_no_detection === true ? run.undefinedList : undefined;
        if (first === undefined || ofAnotherDay === undefined) return first;
        return { why: `stated of the rules of its day: no file of the case defines the list ${ofAnotherDay}` };
      });
    }
    return tally.result();
  },
};

async function perform(
  test: Json,
  rules: Readonly<Record<string, { file: string; text: string }>>,
  folder: string,
): Promise<Run> {
  const files = list(test.rules).map((key) => {
    const entry = rules[String(key)];
    if (entry === undefined) throw new Error(`a case names rules that are not there: ${String(key)}`);
    return { name: entry.file, text: entry.text };
  });
  const loaded = await loadRules(files);
  if (!loaded.successful) return { errors: loaded.errors.map(problemText) };
  const where = path.join(folder, 'events', String(test.input));
  const replay = await replayJson(createReadStream(where), compileRules(loaded, { sight: jsonSight }), { where });
  const lists = new Set(loaded.lists.map(({ name }) => name));
  const undefinedList = loaded.rules
    .filter(({ name }) => replay.byRule.has(name))
    .flatMap(({ item }) => [...item.condition.matchAll(/ in \((\w+_\w+)\)/g)].map(([, name = '']) => name))
    .find((name) => !lists.has(name));
  return { replay, errors: replay.problems.map(String), ...defined({ undefinedList }) };
}

type Difference = { readonly expected: string; readonly actual: string };

function differs(key: string, expected: unknown, actual: unknown): readonly Difference[] {
  const holds = expected === '>0' ? Number(actual) > 0 : isDeepStrictEqual(expected, actual);
  return holds ? [] : [{ expected: `${key} ${JSON.stringify(expected)}`, actual: JSON.stringify(actual) }];
}

function check({ replay, errors }: Run, key: string, value: unknown): readonly Difference[] {
  const failed = replay === undefined || replay.incomplete !== undefined;
  switch (key) {
    case 'error':
      return differs(`${key} (${errors.join('; ')})`, value, failed);
    case 'exit_code':
      return differs(key, value, failed ? 1 : 0);
    case 'legacy_no_detection':
      return differs('alerts', 0, replay?.alerts);
    case 'detections':
      return detections(object(value), replay);
    default:
      return [{ expected: `${key} ${JSON.stringify(value)}`, actual: 'no known kind of case' }];
  }
}

function detections(expected: Json, replay: JsonReplaySummary | undefined): readonly Difference[] {
  const byPriority = [...(replay?.byPriority ?? [])];
  const ofPriority = (wanted: string): number =>
    byPriority.reduce((sum, [name, count]) => sum + (name.toLowerCase().includes(wanted.toLowerCase()) ? count : 0), 0);
  return [
    ...('total' in expected ? differs('alerts', expected.total, replay?.alerts ?? 0) : []),
    ...Object.entries(object(expected.by_priority)).flatMap(([name, count]) => differs(name, count, ofPriority(name))),
    ...Object.entries(object(expected.by_rule)).flatMap(([name, count]) =>
      differs(name, count, replay?.byRule.get(name) ?? 0),
    ),
  ];
}
