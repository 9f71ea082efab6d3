import { count, type FindingsDiff, isIncomplete, minuteOf, type PackagesDiff, timeOf } from '../../core/index.ts';
import type { Rejudged, Rejudgement } from '../../flows/index.ts';
import type { WriteOptions } from '../format.ts';
import { subjectCells } from '../ledger/subject-text.ts';
import { clean } from '../terminal/clean.ts';
import { makeStyle, type Style } from '../terminal/style.ts';
import { cut, cutStart, wrap } from '../terminal/width.ts';
import { findingCounts, findingLines, hasRows } from './changes.ts';

/** An inventory is judged again as it is. */
const samePackages: PackagesDiff = { added: [], removed: [], changed: [], unchanged: 0 };

/** What changed since the last scan; where there was none, all of it is new. */
export function changesOf({ diff, report }: Rejudgement): FindingsDiff {
  return diff?.findings ?? { appeared: report.findings, gone: [], changed: [], unchanged: 0 };
}

/** What people know the subject by. */
export function rejudgedName({ inventory: { subject, names } }: Rejudged): string {
  const [short, name] = subjectCells(subject, names);
  return clean(name || short);
}

const isJudged = (one: Rejudged): one is Rejudgement => one.state === 'judged';

/** What today's advisories say of inventories that were taken before, for people. */
export function rejudgedText(results: readonly Rejudged[], options: WriteOptions): string {
  const style = makeStyle(options);
  const { width } = options;
  const blocks = results.map((one) => subjectLines(one, style, width));
  const judged = results.filter(isJudged);
  const changed = judged.filter((one) => hasRows(changesOf(one))).length;
  const others = results.length - judged.length;
  const rest = others === 0 ? '' : `, ${others} not judged`;
  const sum = `${count(results.length, 'subject')}: ${changed} changed, ${judged.length - changed} the same${rest}`;
  return `${[...blocks, [style.strong(sum)]].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function subjectLines(one: Rejudged, style: Style, width: number): readonly string[] {
  const { inventory } = one;
  const [short, name] = subjectCells(inventory.subject, inventory.names);
  const facts = [short, `inventory of ${minuteOf(inventory.time)} UTC`];
  const head = [
    style.strong(cutStart(clean(name || short), width)),
    style.faint(cut(facts.map(clean).join(' · '), width)),
  ];
  if (one.state !== 'judged') return [...head, ...wrap(`${one.state}: ${clean(one.why)}`, width).map(style.warn)];
  const changes = changesOf(one);
  const findings = count(one.report.findings.length, 'finding');
  const counts =
    one.before === undefined
      ? `judged for the first time: ${findings}`
      : hasRows(changes)
        ? findingCounts(changes)
        : `nothing changed: ${findings}`;
  const missed = isIncomplete(one.report.coverage)
    ? wrap('incomplete: something in it could not be looked at', width - 2).map((line) => style.warn(`! ${line}`))
    : [];
  return [
    ...head,
    ...wrap(counts, width),
    ...missed,
    ...findingLines(changes, style, width, { now: timeOf(one.report), packages: samePackages }),
  ];
}
