import { defined, SeaworthyError } from '../../core/index.ts';
import { Complaints, isObject, readFileBytes, readYaml, Setting } from '../../foundations/formats/index.ts';
import type { TestEvent } from '../../phases/4-run/index.ts';

/** Bounds of a file of tests. */
const limits = { bytes: 8 * 1024 * 1024, tests: 2_000, events: 10_000 } as const;

/** An event of a test: values of fields, or JSON of a source whose events are that. */
export type GivenEvent =
  | ({ readonly kind: 'fields'; readonly source: string; readonly where: string } & TestEvent)
  | { readonly kind: 'json'; readonly value: unknown; readonly where: string };

/** One test: what happens, and which alerts must come of it, and no others. */
export interface RuleTest {
  readonly name: string;
  readonly events: readonly GivenEvent[];
  /** A recording in place of events, by its path beside the file. */
  readonly recording?: string;
  /** How often each rule must speak; a rule that is not named must not. */
  readonly alerts: readonly ExpectedAlert[];
  /** Whether one event may make alerts of several rules. */
  readonly matching: 'first' | 'all';
}

export interface ExpectedAlert {
  readonly rule: string;
  readonly count: number;
  /** Texts that the message must hold. */
  readonly says: readonly string[];
}

export interface TestFile {
  /** Rules files, by their paths beside the file; the file of the same name when absent. */
  readonly rules?: readonly string[];
  readonly tests: readonly RuleTest[];
}

/**
 * Reads a file of tests of rules:
 *
 *     rules: [falco_rules.yaml]          # `x.yaml` beside `x.test.yaml` when absent
 *     tests:
 *       - name: a shell
 *         events:
 *           - {type: execve, fields: {proc.name: sh, container.id: 3f4a}}
 *           - {source: k8s_audit, fields: {ka.verb: create}}
 *           - {json: {kind: Event, …}}
 *         alerts: [Shell, {rule: Shell by root, count: 2, says: [uid=0]}]
 *       - {name: a day, recording: day.scap, matching: all, alerts: []}
 *
 * Throws `E_TARGET_NOT_FOUND`, `E_FORMAT` and `E_USAGE` with every place that is wrong.
 */
export async function readTests(path: string): Promise<TestFile> {
  const bytes = readFileBytes(path, limits.bytes);
  if (bytes === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: path });
  const [document] = await readYaml(bytes, path, { maxBytes: limits.bytes });
  if (document === undefined)
    throw new SeaworthyError('E_FORMAT', 'an empty file where tests of rules should be', { where: path });
  const complaints = new Complaints(document, path, 'the file of tests');
  const top = new Setting(document.value, [], complaints).keys('rules', 'tests');
  const rules = top.get('rules').texts();
  const tests = top
    .get('tests')
    .items()
    .map((test, index) => testOf(test, index, path));
  if (tests.length === 0) top.get('tests').complain('at least one test is expected');
  if (tests.length > limits.tests) top.get('tests').complain(`more than ${limits.tests} tests`);
  complaints.throwIfAny();
  return { tests, ...defined({ rules }) };
}

function testOf(test: Setting, index: number, path: string): RuleTest {
  test.keys('name', 'events', 'recording', 'alerts', 'matching');
  const name = test.get('name').text() ?? `test ${index + 1}`;
  const recording = test.get('recording').text();
  const events = test.get('events').items();
  if (events.length > limits.events) test.get('events').complain(`more than ${limits.events} events`);
  if ((events.length === 0) === (recording === undefined))
    test.complain('either `events` or a `recording` is expected');
  if (!test.get('alerts').isSet) test.get('alerts').complain('is missing: an empty list says that no rule may speak');
  return {
    name,
    events: events.map((event, at) => eventOf(event, `${path}, ${name}, event ${at + 1}`)),
    alerts: test.get('alerts').items().map(alertOf),
    matching: test.get('matching').oneOf(['first', 'all']) ?? 'first',
    ...defined({ recording }),
  };
}

function eventOf(event: Setting, where: string): GivenEvent {
  event.keys('source', 'type', 'fields', 'json');
  const json = event.get('json');
  if (json.isSet) return { kind: 'json', value: json.value, where };
  const type = event.get('type').text();
  const { value } = event.get('fields');
  if (value !== undefined && value !== null && !isObject(value))
    event.get('fields').complain('a mapping of fields to values is expected');
  return {
    kind: 'fields',
    source: event.get('source').text() ?? 'syscall',
    fields: isObject(value) ? value : {},
    where,
    ...defined({ type }),
  };
}

function alertOf(alert: Setting): ExpectedAlert {
  if (typeof alert.value === 'string') return { rule: alert.value, count: 1, says: [] };
  alert.keys('rule', 'count', 'says');
  return {
    rule: alert.get('rule').requiredText(),
    count: alert.get('count').number(0, 1_000_000, true) ?? 1,
    says: alert.get('says').texts() ?? [],
  };
}
