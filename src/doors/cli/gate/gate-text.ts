import type { Evidence, RuleResult, Subject } from '../../../core/index.ts';
import type { GateAnswer, GateCheck, NotGated } from '../../../flows/index.ts';
import { clean, makeStyle, type Style, type WriteOptions, wrap } from '../../../report/index.ts';

/** Pieces of evidence of one result that are shown; `--json` has them all. */
const shown = 5;

/** Whether a result keeps the decision from being whole: it could not be determined, and that refused nothing. */
export const isOpen = ({ decision }: GateAnswer): boolean =>
  decision.allowed && decision.results.some(({ state }) => state === 'not-assessed');

/** What the gate says, for people: each thing with its rules, those that speak against it first, with what was seen and what would help. */
export function gateText(check: GateCheck, options: WriteOptions): string {
  const style = makeStyle(options);
  const { width } = options;
  const blocks = check.decisions.map((answer) => answerLines(answer, style, width));
  const others = check.notJudged.flatMap((one) => notJudgedLines(one, style, width));
  const refused = check.decisions.filter(({ decision }) => !decision.allowed).length;
  const open = check.decisions.filter(isOpen).length;
  const allowed = check.decisions.length - refused - open;
  const counts = [
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(open > 0 ? [`${open} allowed but not known for sure`] : []),
    ...(allowed > 0 ? [`${allowed} allowed`] : []),
    ...(check.notJudged.length > 0 ? [`${check.notJudged.length} not judged`] : []),
  ];
  const sum = `Gate ${clean(check.gate.name)}: ${counts.join(', ') || 'nothing to judge'}`;
  const parts = [...blocks, ...(others.length === 0 ? [] : [others]), wrap(sum, width).map(style.strong)];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function answerLines(answer: GateAnswer, style: Style, width: number): readonly string[] {
  const { decision, location, record } = answer;
  const open = isOpen(answer);
  const word = !decision.allowed ? '✗ Refused' : open ? '? Allowed, not known for sure' : '✓ Allowed';
  const paint = !decision.allowed ? style.alarm : open ? style.warn : style.good;
  const head = wrap(`${word}: ${clean(subjectName(decision.subject))}`, width).map(paint);
  const from =
    location === undefined ? [] : [`${location.path}${location.line === undefined ? '' : `:${location.line}`}`];
  const about = [...digestOf(decision.subject), ...from, ...(record === undefined ? [] : [`ledger record ${record}`])];
  const order = ({ state, action }: RuleResult): number =>
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

const digestOf = (subject: Subject): readonly string[] => (subject.kind === 'image' ? [subject.digest] : []);

const marks = { pass: '✓', fail: '✗', 'not-assessed': '?' } as const;

function resultLines(result: RuleResult, subject: Subject, style: Style, width: number): readonly string[] {
  const { action, evidence, message, remedy, rule, state } = result;
  const paint = state === 'pass' ? style.good : action === 'enforce' ? style.alarm : style.warn;
  const mode = action === 'enforce' || state === 'pass' ? '' : ` (${action})`;
  // What the block is about stands at its head already.
  const own = `${subject.name}: `;
  const text = clean(message.startsWith(own) ? message.slice(own.length) : message);
  const lines = marked(marks[state], `${rule}${mode}: ${text}`, width);
  if (state === 'pass') return [paint(lines[0] ?? ''), ...lines.slice(1)];
  const isOnly = evidence.filter(({ statement }) => message.includes(statement.replace(/\.$/, ''))).length < 2;
  const beside = evidence.slice(0, shown).flatMap((one) => evidenceLines(one, message, isOnly, width));
  const rest = evidence.length > shown ? [`      and ${evidence.length - shown} more: see --json`] : [];
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

function notJudgedLines({ what, why, location, target }: NotGated, style: Style, width: number): readonly string[] {
  const place = location?.line === undefined ? target : `${target}:${location.line}`;
  return marked('–', `Not judged: ${clean(what)} (${clean(place)}): ${clean(why)}`, width).map(style.faint);
}

const marked = (mark: string, text: string, width: number): readonly string[] => indented(text, `  ${mark} `, width);

/** Wrapped, with `first` before the first line and as much space before the others. */
function indented(text: string, first: string, width: number): readonly string[] {
  return wrap(text, width - first.length).map((line, index) => (index === 0 ? first : ' '.repeat(first.length)) + line);
}
