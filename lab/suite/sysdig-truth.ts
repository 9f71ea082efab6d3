import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import {
  ConditionCompiler,
  type FieldValue,
  loadRegularExpressions,
  parseCondition,
} from '../../src/foundations/languages/falco/index.ts';
import {
  absentText,
  type CaptureEvent,
  CaptureReader,
  type EventType,
  EventView,
  eventTypes,
  parseTemplate,
  render,
  ruleSources,
  SyscallEvent,
  SystemState,
  type Thread,
  valueText,
} from '../../src/phases/4-run/index.ts';
import { type Case, listOf, textOf } from './cases.ts';
import type { Outcome, Suite } from './suite.ts';
import { Tally } from './tally.ts';

/** What an event gives: a field's text, the line of a template, whether a filter selects it. */
interface Probes {
  /** Forgets the values of the event before. */
  readonly next: () => void;
  readonly fields: ReadonlyMap<string, (view: EventView) => string>;
  readonly line: ((view: EventView) => string) | string;
  readonly filters: readonly { readonly text: string; readonly selects: ((view: EventView) => boolean) | string }[];
}

/** What one capture gave, by the number of the event. */
interface Listing {
  readonly events: ReadonlyMap<number, ReadonlyMap<string, string>>;
  readonly lines: readonly string[];
  readonly selected: ReadonlyMap<string, readonly number[]>;
}

/** Fields of every event, the events that a filter selects, and lines of text, as another program lists them from the same captures. */
export const sysdigTruthSuite: Suite = {
  name: 'sysdig-truth',
  async run(folder, options) {
    const tally = new Tally(options);
    const index = JSON.parse(await readFile(path.join(folder, 'index.json'), 'utf8')) as Case;
    const filters = JSON.parse(await readFile(path.join(folder, 'filters.json'), 'utf8')) as readonly Case[];
    const probes = await probesOf(index, filters);
    for (const capture of listOf(index, 'captures')) {
      const name = textOf(capture, 'name');
      // What cannot be read is a failure of each of the capture's cases.
      const listing = list(folder, name, probes);
      listing.catch(() => undefined);
      const expected = linesOf(await readFile(path.join(folder, 'events', `${name}.jsonl.gz`)));
      const lines = linesOf(await readFile(path.join(folder, 'text', `${name}.txt.gz`)));
      await judgeEvents(tally, name, expected.map(readEvent), listing);
      for (const [at, line] of lines.entries()) {
        await tally.judge('text', `${name} text ${at + 1}`, async () => {
          if (typeof probes.line === 'string') return { expected: line, actual: probes.line };
          return differs(line, (await listing).lines[at] ?? 'no such line');
        });
      }
      for (const filter of filters) {
        const text = textOf(filter, 'filter');
        await tally.judge('filters', `${name} filter ${text}`, async () => {
          const wanted = numbersOf((filter.matches as Readonly<Record<string, Case>>)[name]);
          const refused = probes.filters.find((each) => each.text === text)?.selects;
          if (typeof refused === 'string') return { expected: wanted.join(' '), actual: refused };
          return differs(wanted.join(' '), ((await listing).selected.get(text) ?? []).join(' '));
        });
      }
    }
    return tally.result();
  },
};

const linesOf = (bytes: Buffer): readonly string[] =>
  gunzipSync(bytes)
    .toString()
    .split('\n')
    .filter((line) => line !== '');

/** One listed event; whole numbers beyond 2⁵³ stand as texts. */
const readEvent = (line: string): Case => JSON.parse(line) as Case;

const differs = (expected: string, actual: string): Outcome => (expected === actual ? undefined : { expected, actual });

/** `[a, b]` stands for all listed events from a to b. */
function numbersOf(match: Case | undefined): readonly number[] {
  const events = Array.isArray(match?.events) ? (match.events as readonly (number | readonly [number, number])[]) : [];
  return events.flatMap((event) => {
    if (typeof event === 'number') return [event];
    const [first, last] = event;
    return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
  });
}

async function judgeEvents(
  tally: Tally,
  name: string,
  expected: readonly Case[],
  listing: Promise<Listing>,
): Promise<void> {
  await tally.judge('event numbers', `${name} event numbers`, async () =>
    differs(expected.map((event) => event['evt.num']).join(' '), [...(await listing).events.keys()].join(' ')),
  );
  for (const event of expected) {
    const number = Number(event['evt.num']);
    for (const [field, value] of Object.entries(event)) {
      await tally.judge(`field ${field}`, `${name} ${number} ${field}`, async () => {
        const actual = (await listing).events.get(number)?.get(field);
        if (field === 'proc.cwd' && shown(field, value) === absentText && actual !== '/')
          return { why: 'the listings have no working directory but the root' };
        const told = actual === undefined ? 'no such event' : shown(field, actual);
        if (field === 'evt.args' && shown(field, value) === told.replace(/\bvpgid=(-?\d+)(\([^)]*\))?/, 'pgid=$1'))
          return undefined;
        return differs(shown(field, value), told);
      });
    }
  }
}

/** Numbers that stand for "unknown" in a field. */
const unknownNumber: Readonly<Record<string, string>> = { 'user.uid': '4294967295' };

/** A value as it is compared: without a value is null, `<NA>` or empty, and a list of arguments ends with a blank there. */
function shown(field: string, value: unknown): string {
  const text = value === null ? absentText : String(value).trimEnd();
  return text === '' || text === unknownNumber[field] ? absentText : text;
}

async function probesOf(index: Case, filters: readonly Case[]): Promise<Probes> {
  const source = ruleSources.find(({ name }) => name === 'syscall');
  if (source === undefined) throw new Error('no fields of system calls');
  const compiler = new ConditionCompiler(source.catalogue, await loadRegularExpressions());
  const textOfField = (field: string) => {
    const template = parseTemplate(`%${field}`, compiler.extractions);
    const token = typeof template === 'string' ? undefined : template.tokens[0];
    if (token?.kind !== 'field') return () => `no field ${field}`;
    return (view: EventView) => valueText(token.extraction, token.extraction.extract(view));
  };
  const fields = (index.fields as readonly string[]).map((field) => [field, textOfField(field)] as const);
  // The leading star asks for lines with fields that have no value too: here every line is.
  const template = parseTemplate(textOf(index, 'text_format').replace(/^\*/, ''), compiler.extractions);
  return {
    next: () => compiler.next(),
    fields: new Map(fields),
    line: typeof template === 'string' ? template : (view) => render(template, view).text,
    filters: filters.map((filter) => {
      const text = textOf(filter, 'filter');
      const parsed = parseCondition(text);
      const compiled = parsed.ok ? compiler.compile(parsed.node) : parsed;
      return { text, selects: compiled.ok ? compiled.matches : compiled.message };
    }),
  };
}

/** Lists every event of a capture that the recorder did not write about itself, the beginnings of calls too. */
async function list(folder: string, name: string, probes: Probes): Promise<Listing> {
  const events = new Map<number, ReadonlyMap<string, string>>();
  const lines: string[] = [];
  const selections = probes.filters.map((filter) => ({
    ...filter,
    numbers: [] as number[],
    began: new Map<number, number>(),
  }));
  const state = new OlderState();
  const view = new EventView();
  const reader = new CaptureReader({
    ...state.lists,
    event: (event) => {
      const thread = state.applyAsThen(event);
      if (isListed(event.type)) {
        const shown = new ListedEvent(state, event, { asRecorded: true });
        probes.next();
        view.of(shown.of(event, thread));
        events.set(event.number, new Map([...probes.fields].map(([field, read]) => [field, read(view)])));
        if (typeof probes.line !== 'string') lines.push(probes.line(view));
        for (const { selects, numbers, began } of selections) {
          if (typeof selects === 'string') continue;
          probes.next();
          shown.beganUnseen = beganUnseen(event, began);
          if (!selects(view)) continue;
          numbers.push(event.number);
          if (event.type.direction === 'enter') began.set(event.tid, event.type.code);
        }
      }
      state.finish(event, thread);
    },
  });
  const bytes = await readFile(path.join(folder, 'captures', `${name}.scap`));
  reader.push(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
  reader.end();
  return { events, lines, selected: new Map(selections.map(({ text, numbers }) => [text, numbers])) };
}

/** Events that the recorder writes about itself, and what it learned of containers, are not listed. */
const isListed = ({ category, name }: EventType): boolean => category !== 'internal' && name !== 'container';

/*
 * What the program that made the listings (0.29.3) did, and engines of today do not: it kept the first destination of a socket of datagrams; a mapping of a
 * file was not about its descriptor; a descriptor that nobody told of had an empty name once its call had ended; calls that the recorder did not know went by
 * another name; a parameter was called `pgid` that is the group in its namespace; and with a filter, the end of a call that leaves the state alone did not know its descriptor's category unless the filter
 * had let its beginning through.
 */

/** Whether the call began with an event that a filter did not let through. */
function beganUnseen({ type, tid }: CaptureEvent, began: ReadonlyMap<number, number>): boolean {
  const begins = eventTypes[type.code - 1];
  return type.direction === 'exit' && begins?.modifiesState === false && began.get(tid) !== begins.code;
}

class ListedEvent extends SyscallEvent {
  beganUnseen = false;

  override get(field: string, argument?: string): FieldValue | undefined {
    if (field === 'evt.category' && this.beganUnseen && this.event.type.category.startsWith('io-')) return 'unknown';
    const { name, direction } = this.event.type;
    if (field.startsWith('fd.') && name === 'mmap') return undefined;
    if (field === 'evt.type' && this.type === 'unknown') return '<unknown>';
    if (field === 'fd.name' && direction === 'exit' && (this.fd ?? -1) >= 0 && this.descriptor === undefined) return '';
    return super.get(field, argument);
  }
}

class OlderState extends SystemState {
  applyAsThen(event: CaptureEvent): Thread {
    const fd = this.threads.get(event.tid)?.enter?.whole('fd');
    const before = fd === undefined ? undefined : this.threads.get(event.tid)?.descriptors.get(fd);
    const { source, target, name, type, letter } = before ?? {};
    const thread = this.apply(event);
    if (before?.protocol === 'udp' && target !== undefined && !isDeepStrictEqual(before.target, target)) {
      Object.assign(before, { source, target, name, type, letter });
    }
    return thread;
  }
}
