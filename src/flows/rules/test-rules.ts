import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { SeaworthyError, whatAndWhy } from '../../core/index.ts';
import {
  compileRules,
  eventOfFields,
  JsonJudge,
  jsonSight,
  type LoadedRules,
  type Match,
  ruleSources,
} from '../../phases/4-run/index.ts';
import { gapsOf } from '../run/gaps.ts';
import { loadRulesFiles } from '../run/load-rules-files.ts';
import { seeRecording } from '../run/recording.ts';
import { type ExpectedAlert, type GivenEvent, type RuleTest, readTests } from './read-tests.ts';
import { testFilesOf } from './rules-paths.ts';

/** How one test went. */
export interface TestedCase {
  readonly file: string;
  readonly name: string;
  /** What differs from what the test says, one sentence each; empty for a test that holds. */
  readonly differs: readonly string[];
}

/** How the tests of some files went. */
export interface RulesTested {
  readonly cases: readonly TestedCase[];
  /** Rules that are on and that no alert of a test names: nothing is known of them. */
  readonly untested: readonly string[];
}

/** Runs the tests of rules in files, or in folders of them (`*.test.yaml`). Throws for files that cannot be read, and rules that do not load. */
export async function testRules(paths: readonly string[]): Promise<RulesTested> {
  const cases: TestedCase[] = [];
  const tested = new Set<string>();
  const all = new Set<string>();
  for (const file of testFilesOf(paths)) {
    const { rules, tests } = await readTests(file);
    const { loaded } = await loadRulesFiles((rules ?? [besideOf(file)]).map((path) => resolve(dirname(file), path)));
    for (const { enabled, name } of loaded.rules) if (enabled) all.add(name);
    for (const test of tests) {
      for (const { rule, count } of test.alerts) if (count > 0) tested.add(rule);
      cases.push({ file, name: test.name, differs: await differences(test, file, loaded) });
    }
  }
  return { cases, untested: [...all].filter((name) => !tested.has(name)) };
}

/** `x.yaml` of `x.test.yaml`. */
function besideOf(file: string): string {
  const beside = file.replace(/\.test(\.ya?ml)$/i, '$1');
  if (beside !== file && existsSync(beside)) return resolve(beside);
  throw new SeaworthyError('E_TARGET_NOT_FOUND', 'no rules to test', {
    where: file,
    why: 'it names no `rules`, and no rules file of the same name lies beside it',
  });
}

async function differences(test: RuleTest, file: string, loaded: LoadedRules): Promise<readonly string[]> {
  const unknown = test.alerts.filter(({ rule }) => !loaded.rules.some(({ name }) => name === rule));
  if (unknown.length > 0) return unknown.map(({ rule }) => `no rule is named “${rule}”`);
  const told: { readonly rule: string; readonly message: string }[] = [];
  const onMatch = ({ alert }: Match): void => void told.push({ rule: alert.rule, message: alert.message });
  try {
    if (test.recording === undefined) judgeEvents(test, loaded, onMatch);
    else await judgeFile(join(dirname(file), test.recording), test, loaded, onMatch);
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    return [whatAndWhy(error)];
  }
  const named = new Set(test.alerts.map(({ rule }) => rule));
  const others = Map.groupBy(
    told.filter(({ rule }) => !named.has(rule)),
    ({ rule }) => rule,
  );
  return [
    ...test.alerts.flatMap((expected) =>
      differenceOf(
        expected,
        told.filter(({ rule }) => rule === expected.rule),
      ),
    ),
    ...[...others].map(([rule, alerts]) => `“${rule}” spoke ${times(alerts.length)}: ${alerts[0]?.message ?? ''}`),
  ];
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

function differenceOf(
  { rule, count, says }: ExpectedAlert,
  told: readonly { readonly message: string }[],
): readonly string[] {
  if (told.length !== count)
    return [
      `“${rule}” was to speak ${count === 0 ? 'never' : times(count)} and spoke ${told.length === 0 ? 'never' : times(told.length)}`,
    ];
  return told.flatMap(({ message }) =>
    says.filter((text) => !message.includes(text)).map((text) => `“${rule}” does not say “${text}”: ${message}`),
  );
}

function judgeEvents({ events, matching }: RuleTest, loaded: LoadedRules, onMatch: (match: Match) => void): void {
  // What an event of a test has is what it names: nothing is certain beforehand.
  const engine = compileRules(loaded, { matching });
  const json = new JsonJudge(compileRules(loaded, { matching, sight: jsonSight }), onMatch);
  for (const event of events) {
    if (event.kind === 'json') json.document(event.value, event.where);
    else for (const match of engine.evaluate(madeOf(event))) onMatch(match);
  }
  const [problem] = json.problems;
  if (problem !== undefined) throw problem;
}

function madeOf(event: GivenEvent & { readonly kind: 'fields' }) {
  const source = ruleSources.find(({ name }) => name === event.source);
  if (source === undefined)
    throw new SeaworthyError('E_USAGE', `no source of events is named ${JSON.stringify(event.source)}`, {
      where: event.where,
    });
  return eventOfFields(source, event);
}

async function judgeFile(
  path: string,
  { matching }: RuleTest,
  loaded: LoadedRules,
  onMatch: (match: Match) => void,
): Promise<void> {
  if (!existsSync(path)) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such recording', { where: path });
  const { summary } = await seeRecording(path, { rules: loaded, options: { matching }, onMatch });
  const [gap] = gapsOf(summary);
  if (gap !== undefined) throw new SeaworthyError(gap.code, gap.message, { where: path });
}
