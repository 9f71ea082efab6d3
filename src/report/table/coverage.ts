import { count, errorCatalogue, group, isAboutJudging, type Report } from '../../core/index.ts';
import { clean } from '../terminal/clean.ts';
import type { Style } from '../terminal/style.ts';
import { cut, displayWidth, fit, wrap } from '../terminal/width.ts';
import { dataAgeText, isOld } from '../view/age.ts';
import { foldIdle } from '../view/idle-parts.ts';
import { holdsSoftware, isSourceTree } from '../view/subject.ts';
import { heading } from './header.ts';

/** Problems shown one by one; the rest is counted and stands in the json report. */
const shownProblems = 20;

/** Programs that nobody could identify, shown one by one; the rest likewise. */
const shownPrograms = 10;

/** What the answer rests on: sources and their age, what looked, what could not be read, what nobody judges. */
export function coverageLines(report: Report, style: Style, width: number): readonly string[] {
  return [
    heading('what this rests on', style, width),
    ...sourceLines(report, style, width),
    ...partLines(report, width),
    ...problemLines(report, style, width),
    ...unjudgedLines(report, style, width),
    ...unidentifiedLines(report, style, width),
  ];
}

function sourceLines(report: Report, style: Style, width: number): readonly string[] {
  const { sources } = report.coverage;
  if (!holdsSoftware(report)) return [];
  if (sources.length === 0) return [style.warn('! no source of advisories was used')];
  const ids = sources.map((source) => clean(source.id));
  const widest = Math.min(28, Math.max(...ids.map(displayWidth)));
  return sources.map((source, index) => {
    const old = isOld(source.date, report.created);
    const facts = `${dataAgeText(source, report.created)}${old ? ', STALE' : ''} · ${count(source.records, 'record')}`;
    const line = cut(`${old ? '!' : ' '} ${fit(ids[index] ?? '', widest)}  ${facts}`, width);
    return old ? style.warn(line) : line;
  });
}

/** The id of a check begins with its family; no reader's has a slash. */
const isCheck = (id: string): boolean => id.includes('/');

function partLines(report: Report, width: number): readonly string[] {
  const ran = report.coverage.parts.filter((part) => part.state !== 'not-run');
  // Those that had nothing to look at are most of them: each is in the JSON.
  const readers = ran.filter(({ id }) => !isCheck(id));
  const checks = ran.length - readers.length;
  const busy = readers.filter(({ found, files, state }) => found > 0 || files > 0 || state === 'partly');
  const idleReaders = readers.length - busy.length;
  const looked = [
    ...busy.map((part) => `${clean(part.id)} ${group(part.found)}${part.state === 'partly' ? ' (partly)' : ''}`),
    ...(idleReaders === 0 ? [] : [`${group(idleReaders)} more had nothing to look at`]),
    ...(checks === 0 ? [] : [count(checks, 'check')]),
  ];
  const partly = ran.filter(({ state }) => state === 'partly').length;
  const some = partly === 0 ? '' : `, ${group(partly)} of them not at everything`;
  const idle = report.coverage.parts.filter((part) => part.state === 'not-run');
  return [
    ...hanging(
      'looked: ',
      holdsSoftware(report) || isSourceTree(report)
        ? looked.join(', ') || 'nothing'
        : `${count(ran.length, 'check')}${some}`,
      width,
    ),
    ...foldIdle(idle).flatMap(([who, why]) =>
      hanging('did not run: ', `${clean(who)}${why === undefined ? '' : `, ${clean(why)}`}`, width),
    ),
  ];
}

function problemLines(report: Report, style: Style, width: number): readonly string[] {
  const problems = [...report.coverage.problems].sort((a, b) => Number(b.incomplete) - Number(a.incomplete));
  const rest = problems.length - shownProblems;
  return [
    ...problems.slice(0, shownProblems).flatMap((problem) => {
      const text = `${clean(problem.where)}: ${clean(problem.message)} [${problem.code}]`;
      const label = !problem.incomplete ? '  note: ' : isAboutJudging(problem) ? '! not judged: ' : '! not read: ';
      return hanging(label, text, width).map(problem.incomplete ? style.warn : style.faint);
    }),
    ...(rest > 0 ? [style.warn(`! and ${count(rest, 'more problem')}: see -o json`)] : []),
    ...(problems.some((problem) => problem.incomplete)
      ? wrap(
          `${errorCatalogue.E_INCOMPLETE.means} It ends with exit code ${errorCatalogue.E_INCOMPLETE.exit}.`,
          width - 2,
        ).map((line) => style.warn(`  ${line}`))
      : []),
  ];
}

function unjudgedLines(report: Report, style: Style, width: number): readonly string[] {
  return report.coverage.unjudged.flatMap((each) => {
    const examples = each.examples.slice(0, 3).map(clean).join(', ');
    const text = `${count(each.packages, `${clean(each.type)} package`)}, ${clean(each.why)}${examples === '' ? '' : ` (${examples})`}`;
    return hanging('! not judged: ', text, width).map(style.warn);
  });
}

function unidentifiedLines(report: Report, style: Style, width: number): readonly string[] {
  const { unidentified } = report.coverage;
  const rest = unidentified.length - shownPrograms;
  const lines = unidentified
    .slice(0, shownPrograms)
    .flatMap(({ path, what }) => hanging('! not identified: ', `/${clean(path)}, ${clean(what)}`, width));
  return [...lines, ...(rest > 0 ? [`! and ${count(rest, 'more program')}: see -o json`] : [])].map(style.warn);
}

/** A label and a text beside it; lines after the first stand under the text. */
function hanging(label: string, text: string, width: number): readonly string[] {
  return wrap(text, width - label.length).map((line, index) => (index === 0 ? label : ' '.repeat(label.length)) + line);
}
