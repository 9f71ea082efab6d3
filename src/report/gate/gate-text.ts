import { type Evidence, isKept, type RuleAssessment, type Subject } from '../../core/index.ts';
import type { GateAnswer, GateCheck, NotGated } from '../../flows/index.ts';
import type { WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { makeStyle, type Style } from '../terminal/style.ts';
import { wrap } from '../terminal/width.ts';

/** Pieces of evidence of one result that are shown; `-o json` has them all. */
const shown = 5;

/** What the gate says, for people: each thing with its rules, those that speak against it first, with what was seen and what would help. */
export function gateText(check: GateCheck, options: WriteOptions): string {
  const style = makeStyle(options);
  const { width } = options;
  const blocks = check.decisions.map((answer) => answerLines(answer, style, width));
  const others = check.notJudged.flatMap((one) => notJudgedLines(one, style, width));
  const heads = check.decisions.map((answer) => headOf(answer));
  const number = (head: Head): number => heads.filter((one) => one === head).length;
  const unjudged = number(unruled) + check.notJudged.length;
  const counts = [
    ...(number(refused) > 0 ? [`${number(refused)} refused`] : []),
    ...(number(open) > 0 ? [`${number(open)} let pass but not known for sure`] : []),
    ...(number(allowed) > 0 ? [`${number(allowed)} allowed`] : []),
    ...(unjudged > 0 ? [`${unjudged} not judged`] : []),
  ];
  const nothing = check.decisions.length === number(unruled) ? ['Nothing was judged: that is no pass.'] : [];
  const sum = [`Gate ${clean(check.gate.name)}: ${counts.join(', ') || 'nothing to judge'}.`, ...nothing].join(' ');
  const parts = [...blocks, ...(others.length === 0 ? [] : [others]), wrap(sum, width).map(style.strong)];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

interface Head {
  readonly word: string;
  readonly paint: 'alarm' | 'warn' | 'good';
}

const refused: Head = { word: '✗ Refused', paint: 'alarm' };
const open: Head = { word: '? Let pass, not known for sure', paint: 'warn' };
const unruled: Head = { word: '? Not judged, no rule of the gate looks at it', paint: 'warn' };
const allowed: Head = { word: '✓ Allowed', paint: 'good' };

/** What stands before the name of what was judged. */
function headOf({ decision, verdict }: GateAnswer): Head {
  if (verdict === 'allowed') return allowed;
  if (verdict === 'refused') return refused;
  return decision.results.length === 0 ? unruled : open;
}

function answerLines(answer: GateAnswer, style: Style, width: number): readonly string[] {
  const { decision, location, record } = answer;
  const { word, paint } = headOf(answer);
  const head = wrap(`${word}: ${clean(subjectName(decision.subject))}`, width).map(style[paint]);
  const from =
    location === undefined ? [] : [`${location.path}${location.line === undefined ? '' : `:${location.line}`}`];
  const about = [...digestOf(decision.subject), ...from, ...(record === undefined ? [] : [`ledger record ${record}`])];
  const order = ({ state, action }: RuleAssessment): number =>
    (state === 'fail' ? 0 : state === 'not-assessed' ? 1 : 2) * 3 + (action === 'enforce' ? 0 : 1);
  const results = decision.results.toSorted((a, b) => order(a) - order(b));
  const said = new Set(results.flatMap(({ rule, message }) => `${rule}: ${message}`));
  const notes = decision.warnings.filter((warning) => ![...said].some((one) => warning.startsWith(one)));
  return [
    ...head,
    ...about.flatMap((text) => wrap(clean(text), width - 2)).map((line) => style.faint(`  ${line}`)),
    ...results.flatMap((result) => resultLines(result, decision.subject, style, width)),
    ...notes.flatMap((note) => marked('!', clean(note), width)).map(style.warn),
  ];
}

function subjectName(subject: Subject): string {
  return subject.name;
}

const digestOf = (subject: Subject): readonly string[] =>
  subject.kind === 'image' ? [subject.indexDigest ?? subject.digest] : [];

const marks = { pass: '✓', excepted: '✓', fail: '✗', 'not-assessed': '?' } as const;

function resultLines(result: RuleAssessment, subject: Subject, style: Style, width: number): readonly string[] {
  const { action, evidence, message, remedy, rule, state } = result;
  const kept = isKept(result);
  const paint = kept ? style.good : action === 'enforce' ? style.alarm : style.warn;
  const mode = action === 'enforce' || kept ? '' : ` (${action})`;
  // What the block is about stands at its head already.
  const own = `${subject.name}: `;
  const text = clean(message.startsWith(own) ? message.slice(own.length) : message);
  const lines = marked(marks[state], `${rule}${mode}: ${text}`, width);
  if (kept) return [paint(lines[0] ?? ''), ...lines.slice(1)];
  const isOnly = evidence.filter(({ statement }) => message.includes(statement.replace(/\.$/, ''))).length < 2;
  const beside = evidence.slice(0, shown).flatMap((one) => evidenceLines(one, message, isOnly, width));
  const rest = evidence.length > shown ? [`      and ${evidence.length - shown} more: see -o json`] : [];
  const help = remedy === undefined ? [] : indented(clean(remedy), '    → ', width);
  return [...lines.map(paint), ...[...beside, ...rest].map(style.faint), ...help];
}

function evidenceLines(
  { statement, observed, expected, source }: Evidence,
  message: string,
  isOnly: boolean,
  width: number,
) {
  const isSaid = message.includes(statement.replace(/\.$/, ''));
  // Of several things that the message names, what was seen would stand there without the thing it is about.
  if (isSaid && !isOnly) return [];
  return [
    ...(isSaid ? [] : indented(clean(statement), '    ', width)),
    ...(observed === undefined ? [] : indented(clean(observed), '    seen ', width)),
    ...(expected === undefined ? [] : indented(clean(expected), '    want ', width)),
    ...(source === undefined ? [] : indented(clean(source), '    from ', width)),
  ];
}

function notJudgedLines(one: NotGated, style: Style, width: number): readonly string[] {
  const { what, why, incomplete, location, target } = one;
  const place = location?.line === undefined ? target : `${target}:${location.line}`;
  const text = `Not judged: ${clean(what)} (${clean(place)}): ${clean(why)}`;
  return marked(incomplete ? '?' : '–', text, width).map(incomplete ? style.warn : style.faint);
}

const marked = (mark: string, text: string, width: number): readonly string[] => indented(text, `  ${mark} `, width);

/** Wrapped, with `first` before the first line and as much space before the others. */
function indented(text: string, first: string, width: number): readonly string[] {
  return wrap(text, width - first.length).map((line, index) => (index === 0 ? first : ' '.repeat(first.length)) + line);
}
