import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  ConditionCompiler,
  encodeText,
  type FieldValue,
  loadRegularExpressions,
  parseCondition,
  type RegularExpressions,
} from '../../src/foundations/languages/falco/index.ts';
import {
  CaptureReader,
  type EventType,
  EventView,
  eventTypes,
  parseTemplate,
  render,
  ruleSources,
  SyscallEvent,
  SystemState,
  valueText,
} from '../../src/phases/4-run/index.ts';
import { type ScapEvent, type ScapValue, scapCapture } from '../fixtures/index.ts';
import { type Case, eachCase, listOf } from './cases.ts';
import type { Outcome, Suite } from './suite.ts';
import { odd, Tally } from './tally.ts';

/** Field values, filters and output templates on synthetic events: each event is written as a capture would have it, and read again. */
export const falcoFilterchecksSuite: Suite = {
  name: 'falco-filterchecks',
  async run(folder, options) {
    const tally = new Tally(options);
    const codes = await eventCodes(folder);
    const regex = await loadRegularExpressions();
    await eachCase(tally, path.join(folder, 'tests.jsonl'), (test) => {
      const id = String(test.id);
      if (!tally.wants(id)) return;
      const group = id.split('/')[0] ?? '';
      for (const [index, outcome] of judge(test, codes, regex).entries()) tally.count(group, `${id} ${index}`, outcome);
    });
    return tally.result();
  },
};

/**
 * Checks that no events lead to. Some of the original tests set the state by hand between two looks at it, or look at an event that the data do not have: then
 * the data say two things of one event, or of two between which no event tells anything. Where they do, what comes first of one event is judged, and nothing
 * of those that were set by hand.
 */
function outsideOfData(test: Case): ReadonlyMap<Case, Outcome> {
  const events = test.events as readonly Case[];
  const tells = (at: number): boolean => (events[at]?.params as readonly unknown[] | undefined)?.length !== 0;
  const found = new Map<Case, Outcome>();
  const seen = new Map<string, Case[]>();
  for (const check of listOf(test, 'checks')) {
    if (!('field' in check) || typeof check.after !== 'number') continue;
    const before = seen.get(String(check.field)) ?? [];
    const first = before.find(({ after }) => after === check.after);
    if (first !== undefined && says(first) !== says(check))
      found.set(check, { why: 'it contradicts a check of the same event' });
    const last = before.at(-1);
    const byHand =
      last !== undefined &&
      first === undefined &&
      says(last) !== says(check) &&
      events[Number(last.after)]?.tid === events[check.after]?.tid &&
      range(Number(last.after) + 1, check.after).every((at) => !tells(at));
    if (byHand)
      for (const one of [...before, check])
        found.set(one, { why: 'the state was set by hand between events that tell nothing' });
    seen.set(String(check.field), [...before, check]);
  }
  return found;
}

/** Whole numbers from one to another, both included. */
const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);

/** What a check expects, so that two can be told apart. */
const says = ({ value, has_value }: Case): string =>
  value === undefined ? (has_value === true ? 'any' : 'none') : JSON.stringify(value);

/** Codes of events by the names that the suite calls them. */
async function eventCodes(folder: string): Promise<ReadonlyMap<string, number>> {
  const file = path.join(folder, '..', 'falco-events', 'events.json');
  const { events } = JSON.parse(await readFile(file, 'utf8')) as { events: readonly { id: string; code: number }[] };
  return new Map(events.map(({ id, code }) => [id, code]));
}

/** How each check of a test went. One whose event does not come has not passed, and a test that cannot be performed has passed none. */
function judge(test: Case, codes: ReadonlyMap<string, number>, regex: RegularExpressions): readonly Outcome[] {
  const checks = listOf(test, 'checks');
  const outside = outsideOfData(test);
  const outcomes = new Map<Case, Outcome>();
  let absent: Outcome = { expected: 'its event', actual: 'it did not come' };
  try {
    perform(test, codes, regex, (check, outcome) => outcomes.set(check, outcome));
  } catch (error) {
    absent = odd(error);
  }
  return checks.map((check) => {
    const outcome = outcomes.has(check) ? outcomes.get(check) : absent;
    return outcome === undefined ? undefined : (outside.get(check) ?? outcome);
  });
}

function perform(
  test: Case,
  codes: ReadonlyMap<string, number>,
  regex: RegularExpressions,
  record: (check: Case, outcome: Outcome) => void,
): void {
  const source = ruleSources.find(({ name }) => name === 'syscall');
  if (source === undefined) throw new Error('no fields of system calls');
  const compiler = new ConditionCompiler(source.catalogue, regex);
  const state = new SystemState();
  const { lists } = state;
  const look = (at: number, view: EventView | undefined): void => {
    for (const check of listOf(test, 'checks')) {
      if ((check.after ?? -1) !== at) continue;
      compiler.next();
      try {
        record(check, one(check, compiler, view));
      } catch (error) {
        record(check, odd(error));
      }
    }
  };
  look(-1, undefined);
  const reader = new CaptureReader({
    ...lists,
    event: (event) => {
      const thread = state.apply(event);
      look(event.number - 1, new EventView().of(new SyscallEvent(state, event).of(event, thread)));
      state.finish(event, thread);
    },
  });
  reader.push(captureOf(test, codes));
  reader.end();
}

function captureOf(test: Case, codes: ReadonlyMap<string, number>): Uint8Array {
  const processes = (test.threads as readonly Case[]).map((thread) => ({
    tid: Number(thread.tid),
    pid: Number(thread.pid),
    parent: Number(thread.ptid),
    name: String(thread.comm),
    executable: String(thread.exe),
    path: String(thread.exepath),
    args: thread.args as readonly string[],
    environment: thread.env as readonly string[],
    cwd: String(thread.cwd),
    user: Number(thread.uid),
    files: Object.fromEntries(
      (thread.fds as readonly Case[]).map(({ fd, name }): [number, string] => [Number(fd), String(name)]),
    ),
  }));
  return scapCapture({ processes, events: (test.events as readonly Case[]).map((event) => eventOf(event, codes)) });
}

function eventOf(event: Case, codes: ReadonlyMap<string, number>): ScapEvent {
  const type = eventTypes[codes.get(String(event.type)) ?? -1];
  if (type === undefined) throw new Error(`an event of no known kind: ${String(event.type)}`);
  const empty = (event.empty ?? []) as readonly number[];
  return {
    code: type.code,
    tid: Number(event.tid),
    time: BigInt(String(event.ts)),
    parameters: (event.params as readonly unknown[]).map((value, index) =>
      empty.includes(index) ? null : parameterOf(type, index, value),
    ),
  };
}

const sizes: Readonly<Record<string, 1 | 2 | 4 | 8>> = {
  ...{ int8: 1, uint8: 1, flags8: 1, enumflags8: 1, sigtype: 1, l4proto: 1, sockfamily: 1 },
  ...{ int16: 2, uint16: 2, flags16: 2, enumflags16: 2, port: 2, syscallid: 2 },
  ...{
    int32: 4,
    uint32: 4,
    flags32: 4,
    enumflags32: 4,
    uid: 4,
    gid: 4,
    mode: 4,
    sigset: 4,
    bool: 4,
    fd32: 4,
    pid32: 4,
  },
};

const texts: ReadonlySet<string> = new Set(['charbuf', 'fspath', 'fsrelpath']);

function parameterOf(type: EventType, index: number, value: unknown): ScapValue {
  if (value === null) return null;
  const kind = type.parameters[index]?.type ?? 'uint64';
  if (typeof value === 'object') {
    const bytes = Uint8Array.from(Buffer.from(String((value as Case).hex), 'hex'));
    return texts.has(kind) ? Uint8Array.from([...bytes, 0]) : bytes;
  }
  if (typeof value === 'string' && texts.has(kind)) return value;
  return { number: BigInt(String(value)), bytes: sizes[kind] ?? 8 };
}

const differs = (what: string, expected: unknown, actual: unknown): Outcome =>
  expected === actual
    ? undefined
    : { expected: `${what}: ${JSON.stringify(expected)}`, actual: JSON.stringify(actual) ?? 'nothing' };

function one(check: Case, compiler: ConditionCompiler, view: EventView | undefined): Outcome {
  if (check.mock === true) return { why: 'made-up fields: the grammar suite covers them' };
  if ('field' in check) return fieldCheck(check, compiler, view);
  if ('filter' in check) return filterCheck(check, compiler, view);
  return formatCheck(check, compiler, view);
}

function filterCheck(check: Case, compiler: ConditionCompiler, view: EventView | undefined): Outcome {
  const text = String(check.filter);
  const parsed = parseCondition(text);
  const compiled = parsed.ok ? compiler.compile(parsed.node) : parsed;
  if (!('expect' in check)) {
    const compiles = differs(text, check.compiles, compiled.ok);
    if (compiles !== undefined || compiled.ok || check.message === undefined) return compiles;
    return differs(text, check.message, compiled.message);
  }
  if (!compiled.ok) return { expected: `${text}: ${String(check.expect)}`, actual: compiled.message };
  return differs(text, check.expect, view === undefined ? undefined : compiled.matches(view));
}

function fieldCheck(check: Case, compiler: ConditionCompiler, view: EventView | undefined): Outcome {
  const text = String(check.field);
  const template = parseTemplate(`%${text}`, compiler.extractions);
  const token = typeof template === 'string' ? undefined : template.tokens[0];
  if (token?.kind !== 'field' || view === undefined) return { expected: text, actual: String(template) };
  const value = token.extraction.extract(view);
  if ('has_value' in check) return differs(`${text} has a value`, check.has_value, value !== undefined);
  const wanted = check.value;
  if (typeof wanted !== 'string') return differs(text, bytesOf(wanted), bytesOfValue(value));
  return differs(text, wanted, valueText(token.extraction, value));
}

/** Text that is no UTF-8 stands as its bytes. */
const bytesOf = (wanted: unknown): string => String((wanted as Case).hex);

const bytesOfValue = (value: FieldValue | undefined): string => {
  const bytes = value instanceof Uint8Array ? value : typeof value === 'string' ? encodeText(value) : new Uint8Array(0);
  return Buffer.from(bytes).toString('hex');
};

function formatCheck(check: Case, compiler: ConditionCompiler, view: EventView | undefined): Outcome {
  const text = String(check.format).replace(/^\*/, '');
  const template = parseTemplate(text, compiler.extractions);
  if ('compiles' in check) return differs(text, check.compiles, typeof template !== 'string');
  if (typeof template === 'string' || view === undefined) return { expected: text, actual: String(template) };
  const { text: output, fields } = render(template, view);
  if (check.mode === 'json') return jsonFormat(check, fields);
  const resolved = [...fields.values()].every((value) => value !== undefined);
  return (
    ('output' in check ? differs(text, check.output, output) : undefined) ??
    ('all_resolved' in check ? differs(`${text} is complete`, check.all_resolved, resolved) : undefined)
  );
}

/** A template as one JSON object of its fields; `null` where it has none. */
function jsonFormat(check: Case, fields: ReadonlyMap<string, FieldValue | undefined>): Outcome {
  const values = [...fields].map(([name, value]) => [
    name,
    typeof value === 'object' || typeof value === 'bigint' ? String(value) : (value ?? null),
  ]);
  const output = values.length === 0 ? null : Object.fromEntries(values);
  return differs(String(check.format), JSON.stringify(JSON.parse(String(check.output))), JSON.stringify(output));
}
