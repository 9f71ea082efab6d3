import {
  count,
  isDigest,
  newestVerdicts,
  type OpenQuestion,
  type Outcome,
  plainCommand,
  secondOf,
  shortDigest,
  standingEvent,
  type Voyage,
  type VoyageEvent,
  voyageEvents,
} from '../../core/index.ts';
import type { WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { makeStyle, type Style } from '../terminal/style.ts';
import { cut, fit, wrap } from '../terminal/width.ts';
import {
  chainChecked,
  detailsOf,
  mostEvents,
  outcomeMark,
  phaseAsks,
  phaseTitle,
  shortKey,
  spanOf,
  standing,
  voyageName,
} from './words.ts';

type Paint = (text: string) => string;

interface Ink {
  readonly style: Style;
  readonly width: number;
  /** Columns that the number of a record takes. */
  readonly digits: number;
  readonly of: Readonly<Record<Outcome, Paint>>;
}

/** The widest that lines of prose get, however wide the terminal is. */
const widest = 110;
const indent = '  ';

/** A voyage for a terminal of at least 40 columns. */
export function voyageText(voyage: Voyage, options: WriteOptions): string {
  const style = makeStyle(options);
  const of = { good: style.good, bad: style.alarm, unknown: style.warn, info: style.faint };
  const digits = String(Math.max(1, ...voyageEvents(voyage).map(({ record }) => record.sequence))).length;
  const ink: Ink = { style, width: Math.max(40, Math.min(options.width, widest)), digits, of };
  const blocks = [
    ...damage(voyage, ink),
    head(voyage, ink),
    ...openBlock(voyage.open, ink),
    ...decided(voyage, ink),
    ...voyage.phases.map(({ phase, events }) =>
      events.length === 0
        ? paragraph(`Nothing recorded: ${phaseAsks[phase]}.`, ink, phaseTitle[phase])
        : [style.strong(phaseTitle[phase]), ...logLines(events, ink)],
    ),
    ...(voyage.unplaced.length === 0 ? [] : [[style.strong('Of no known phase'), ...logLines(voyage.unplaced, ink)]]),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function damage({ integrity }: Voyage, { style, width }: Ink): readonly (readonly string[])[] {
  if (integrity.ok) return [];
  const { problems, more } = integrity;
  const lines = [...problems, ...(more > 0 ? [`and ${count(more, 'more problem')}`] : [])];
  return [
    [
      style.alarm('THE LEDGER IS NOT AS IT WAS WRITTEN'),
      ...wrapped('What follows may be false or incomplete. Check it: seaworthy ledger verify', width, indent),
      ...lines.flatMap((line) => wrapped(clean(line), width, `${indent}✗ `)),
    ],
  ];
}

function head(voyage: Voyage, ink: Ink): readonly string[] {
  const { style, width } = ink;
  const { subject, names, others, integrity, untold } = voyage;
  const title = voyageName(voyage);
  const also = names.filter((name) => name !== title && !isDigest(name)).map(clean);
  const { records, first, last } = spanOf(voyage);
  const facts: readonly (readonly [string, string])[] = [
    ...(title === subject ? [] : [[isDigest(subject) ? 'image' : 'subject', clean(subject)] as const]),
    ...(also.length === 0 ? [] : [['also', also.join(', ')] as const]),
    ['ledger', count(records, 'record') + (records === 0 ? '' : `, ${secondOf(first)} to ${secondOf(last)} UTC`)],
    ...(untold > 0 ? [['', `${count(untold, 'older record')} not told${listing(subject)}`] as const] : []),
    ...(integrity.ok ? [['chain', `whole: ${chainChecked(integrity)}`] as const] : []),
    ...others.map(
      (one) =>
        ['not', `${shortKey(clean(one.subject))}, which had this name too, last seen ${secondOf(one.last)}`] as const,
    ),
  ];
  const { line, outcome } = standing(voyage);
  return [
    style.strong(cut(clean(title), width)),
    ...facts.flatMap(([name, value]) => wrapped(value, width, fit(name, 8))),
    '',
    course(voyage, ink),
    '',
    ...wrapped(line, width, `${outcomeMark[outcome]} `).map(ink.of[outcome]),
  ];
}

/** How to see all records of a subject, where the shell takes its key as it is. */
function listing(subject: string): string {
  const key = isDigest(subject) ? shortDigest(subject) : subject;
  const command = plainCommand`seaworthy ledger list ${key}`;
  return command === undefined ? '' : `: ${command}`;
}

/** The five phases in one line, each with the mark of the event by which it stands. */
function course({ phases }: Voyage, { style, of, width }: Ink): string {
  const stations = phases.map(({ phase, events }) => {
    const last = standingEvent(events);
    if (last === undefined) return style.faint(`○ ${phase}`);
    return `${of[last.outcome](outcomeMark[last.outcome])} ${style.strong(phase)}`;
  });
  return stations.join(width < 60 ? ' ' : style.faint(' ── '));
}

function openBlock(open: readonly OpenQuestion[], ink: Ink): readonly (readonly string[])[] {
  if (open.length === 0) return [];
  const lines = open.flatMap(({ outcome, phase, title, details, remedy }) => [
    ...marked(outcome, `${phase}: ${title}`, ink, indent),
    ...details.flatMap((line) => wrapped(clean(line), ink.width, `${indent}${indent}`).map(ink.style.faint)),
    ...(remedy === undefined ? [] : wrapped(clean(remedy), ink.width, `${indent}${indent}→ `)),
  ]);
  return [[ink.style.strong('Open'), ...lines]];
}

function decided(voyage: Voyage, ink: Ink): readonly (readonly string[])[] {
  const verdicts = newestVerdicts(voyage);
  if (verdicts.length === 0) return [];
  const lines = verdicts.flatMap((event) => [
    ...marked(event.outcome, event.title, ink, indent),
    ...[`record ${event.record.sequence} of ${secondOf(clean(event.time))}`, ...event.details.slice(0, 3).map(clean)]
      .flatMap((line) => wrapped(line, ink.width, `${indent}${indent}`))
      .map(ink.style.faint),
  ]);
  return [[ink.style.strong('Decided last, and why'), ...lines]];
}

function logLines(events: readonly VoyageEvent[], ink: Ink): readonly string[] {
  const older = Math.max(0, events.length - mostEvents);
  return [
    ...(older === 0
      ? []
      : wrapped(`${count(older, 'older event')} not shown: see -o json or -o html=FILE`, ink.width, indent).map(
          ink.style.faint,
        )),
    ...events.slice(older).flatMap((event) => eventLines(event, ink)),
  ];
}

function eventLines(event: VoyageEvent, ink: Ink): readonly string[] {
  const { style, width, digits } = ink;
  const { time, outcome, title, about, record } = event;
  const room = ' '.repeat(indent.length + 1 + digits + 2 + 19 + 1);
  const [first = '', ...rest] = marked(outcome, title, { ...ink, width: width - room.length }, '');
  const number = `#${record.sequence}`.padEnd(digits + 1);
  return [
    `${indent}${style.faint(`${number}  ${fit(secondOf(clean(time)), 19)}`)} ${first}`,
    ...rest.map((line) => room + line),
    ...(about === undefined ? [] : [`about ${shortKey(clean(about))}`])
      .concat(detailsOf(event).map(clean))
      .flatMap((line) => wrapped(line, width, `${room}  `))
      .map(style.faint),
  ];
}

/** Text behind the mark of its outcome, which alone is painted with it. */
function marked(outcome: Outcome, text: string, { of, width }: Ink, before: string): readonly string[] {
  const lines = wrap(clean(text), width - before.length - 2);
  return lines.map((line, index) => `${before}${index === 0 ? of[outcome](outcomeMark[outcome]) : ' '} ${line}`);
}

function paragraph(text: string, { style, width }: Ink, title: string): readonly string[] {
  return [style.strong(title), ...wrapped(text, width, indent).map(style.faint)];
}

/** Lines of which the first begins with `before` and the others with as many spaces. */
function wrapped(text: string, width: number, before: string): readonly string[] {
  return wrap(text, width - before.length).map(
    (line, index) => (index === 0 ? before : ' '.repeat(before.length)) + line,
  );
}
