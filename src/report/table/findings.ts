import {
  type Bringer,
  count,
  exploitationOf,
  type Fix,
  isExploited,
  isReachable,
  layerText,
  offeredText,
  type Severity,
} from '../../core/index.ts';
import { clean } from '../terminal/clean.ts';
import type { Style } from '../terminal/style.ts';
import { cut, displayWidth, fit, wrap } from '../terminal/width.ts';
import { bringersOf, type Group, type GroupRow, type UpgradeRow } from '../view/groups.ts';
import { bringerWord, epssText, fixText, severityMark } from '../view/words.ts';
import { heading } from './header.ts';
import { foldObjects, titleWithPlace } from './objects.ts';

/** How much room there is: below 56 columns (no EPSS and no fix, which the headline tells), below 72, below 100, more. */
type Size = 'tiny' | 'narrow' | 'usual' | 'wide';

/** A title has a column of its own where it has this much room; else it stands on lines below, of which it gets this many. */
const leastTitle = 60;
const titleLines = 2;

/** Widths of the columns; the title takes what is left, or stands below. */
interface Columns {
  readonly size: Size;
  readonly severity: number;
  readonly id: number;
  readonly risk: number;
  readonly epss: number;
  readonly fix: number;
  readonly title: number;
  readonly isBelow: boolean;
  readonly gap: string;
}

const shortSeverity: Readonly<Record<Severity, string>> = {
  critical: 'crit',
  high: 'high',
  medium: 'med',
  low: 'low',
  negligible: 'negl',
  unknown: 'unkn',
};

const shortFix: Readonly<Record<Fix['state'], string>> = {
  fixed: 'fixed',
  unfixed: 'none yet',
  'wont-fix': 'wont-fix',
  'end-of-life': 'EOL',
  unknown: 'unclear',
  remedy: 'remedy',
};

/** All groups, each with a headline, what to do, and one row a finding, in columns that stay the same from group to group. */
export function findingLines(groups: readonly Group[], style: Style, width: number): readonly string[] {
  if (groups.length === 0) return [];
  const columns = chooseColumns(groups, width);
  const malware = groups.filter(({ kind }) => kind === 'malware');
  const others = groups.filter((group) => !malware.includes(group));
  const list = (title: string, some: readonly Group[]): readonly string[] =>
    some.length === 0
      ? []
      : [
          heading(title, style, width),
          style.faint(headRow(columns).trimEnd()),
          ...some.flatMap((group) => ['', ...groupLines(group, columns, style, width)]),
        ];
  const first = list('malware', malware);
  const rest = list('findings, riskiest first', others);
  return [...first, ...(first.length > 0 && rest.length > 0 ? [''] : []), ...rest];
}

function chooseColumns(groups: readonly Group[], width: number): Columns {
  const rows = groups.flatMap((group) => group.rows);
  const longest = (texts: readonly string[], least: number, most: number): number =>
    Math.min(
      most,
      texts.reduce((widest, text) => Math.max(widest, displayWidth(text)), least),
    );
  const size = width >= 100 ? 'wide' : width >= 72 ? 'usual' : width >= 56 ? 'narrow' : 'tiny';
  const gap = isSmall(size) ? ' ' : '  ';
  const severity =
    longest(
      rows.map((row) => severityWord(row.finding.severity, size)),
      // The heading is two wider than the mark.
      isSmall(size) ? 4 : 6,
      10,
    ) + 2;
  const id = longest(
    rows.map((row) => clean(row.finding.id)),
    8,
    size === 'wide' ? 40 : 30,
  );
  const risk = 4;
  const epss = size !== 'tiny' && rows.some((row) => exploitationOf(row.finding).epss !== undefined) ? 5 : 0;
  const fix =
    size === 'tiny'
      ? 0
      : longest(
          rows.map((row) => fixCell(row, size)),
          3,
          size === 'wide' ? 28 : 8,
        );
  const used = severity + id + risk + epss + fix + gap.length * (3 + (epss > 0 ? 1 : 0) + (fix > 0 ? 1 : 0));
  const title = Math.max(0, width - used);
  return { size, severity, id, risk, epss, fix, title, isBelow: title < leastTitle, gap };
}

function isSmall(size: Size): boolean {
  return size === 'tiny' || size === 'narrow';
}

function severityWord(severity: Severity, size: Size): string {
  return isSmall(size) ? shortSeverity[severity] : severity;
}

function headRow(columns: Columns): string {
  const severity = isSmall(columns.size) ? 'SEV' : 'SEVERITY';
  return join(
    columns,
    [severity, 'ID', 'RISK', 'EPSS', columns.size === 'wide' ? 'FIXED IN' : 'FIX', columns.isBelow ? '' : 'TITLE'],
    (text) => text,
  );
}

/** The version when there is room; else a word, since the group's headline names the version. */
function fixCell(row: GroupRow, size: Size): string {
  const { fix } = row.finding;
  return size === 'wide' && fix.state !== 'remedy' ? clean(fixText(row.finding)) : shortFix[fix.state];
}

/** Cells in the order of the columns; `paint` colours the severity. An id is never cut, it takes room from the title instead. */
function join(columns: Columns, cells: readonly string[], paint: (text: string) => string): string {
  const [severity = '', id = '', risk = '', epss = '', fix = '', title = ''] = cells;
  return [
    paint(fit(severity, columns.severity)),
    displayWidth(id) > columns.id ? id : fit(id, columns.id),
    cut(risk, columns.risk).padStart(columns.risk),
    ...(columns.epss > 0 ? [cut(epss, columns.epss).padStart(columns.epss)] : []),
    ...(columns.fix > 0 ? [fit(fix, columns.fix)] : []),
    title,
  ].join(columns.gap);
}

/** Whose it is, before the layer. */
const byText = (by: readonly Bringer[]): string =>
  by.length === 0 ? '' : `${by.map((one) => bringerWord[one]).join(' and ')} · `;

function rowLines(
  row: GroupRow,
  { broughtBy }: Group,
  columns: Columns,
  style: Style,
  width: number,
): readonly string[] {
  const { finding } = row;
  const id = cut(clean(finding.id), columns.id + columns.title);
  const room = columns.title - Math.max(0, displayWidth(id) - columns.id);
  const exploited = !isExploited(finding) ? '' : room < 'EXPLOITED'.length ? cut('KEV', room) : 'EXPLOITED';
  // A title below leaves its column empty; one beside gives way.
  const left = room - (exploited === '' ? 0 : exploited.length + 1);
  const reachable =
    row.findings.some((one) => isReachable(one) === true) && left >= 'REACHABLE'.length ? 'REACHABLE' : '';
  const only = row.only.length === 0 ? '' : `(${row.only.map(clean).join(', ')}) `;
  // What the headline says of all of a group need not be said of each.
  const by =
    broughtBy.length < 2
      ? ''
      : `(${bringersOf(row.findings)
          .map((one) => bringerWord[one])
          .join(' and ')}) `;
  const text = `${by}${only}${titleWithPlace(row)}`;
  const beside = columns.isBelow ? '' : cut(text, left - (reachable === '' ? 0 : reachable.length + 1));
  const cells = [
    `${severityMark[finding.severity]} ${severityWord(finding.severity, columns.size)}`,
    id,
    String(Math.round(finding.risk.score)),
    epssText(finding),
    fixCell(row, columns.size),
    [style.alarm(exploited), style.warn(reachable), displayWidth(beside) < 4 && beside.endsWith('…') ? '' : beside]
      .filter((each) => each !== '')
      .join(' '),
  ];
  const first = join(columns, cells, style.severity[finding.severity]).trimEnd();
  return columns.isBelow ? [first, ...below(text, width)] : [first];
}

/** A title below its row. */
function below(text: string, width: number): readonly string[] {
  const lines = wrap(text, width - 4);
  const shown =
    lines.length <= titleLines
      ? lines
      : [...lines.slice(0, titleLines - 1), cut(lines.slice(titleLines - 1).join(' '), width - 4)];
  return shown.map((line) => `    ${line}`);
}

function groupLines(group: Group, columns: Columns, style: Style, width: number): readonly string[] {
  const name = group.name === '' ? 'the image as a whole' : clean(group.name);
  const others = group.members.filter((member) => member !== group.name).map(clean);
  const members = others.length === 0 ? '' : ` (${others.join(', ')})`;
  const image = group.image === undefined ? '' : ` of ${clean(group.image)}`;
  const head = cut(`${name} ${clean(group.version)}`.trimEnd() + members + image, width);
  const what = todo(group);
  const paint = group.upgrade === undefined ? style.faint : style.good;
  const sameLine = displayWidth(head) + 2 + displayWidth(what) <= width;
  const layer = group.layers[0];
  return [
    sameLine ? `${style.strong(head)}  ${paint(what)}` : style.strong(head),
    ...(sameLine ? [] : wrap(what, width - 2).map((line) => `  ${paint(line)}`)),
    ...(layer === undefined
      ? []
      : [style.faint(`  ${cut(clean(`${byText(group.broughtBy)}${layerText(layer)}`), width - 2)}`)]),
    ...waysLines(group).map((line) => style.faint(`  ${cut(clean(line), width - 2)}`)),
    ...foldObjects(group.rows).flatMap((row) => rowLines(row, group, columns, style, width)),
  ];
}

/** The first way to what a project only declares, and how many more there are. */
function waysLines({ ways: [first, ...more] }: Group): readonly string[] {
  if (first === undefined) return [];
  return [`by way of ${first}${more.length === 0 ? '' : ` (and ${count(more.length, 'other way')})`}`];
}

/** What clears most of a group; empty for findings that no version clears. */
function todo(group: Group): string {
  const total = group.rows.length;
  if (group.upgrade !== undefined) {
    const told = (upgrade: UpgradeRow): string => {
      const cleared = upgrade.clears.length;
      const share = cleared < total ? `${cleared} of ${total}` : total === 1 ? 'it' : `all ${total}`;
      return `${clean(offeredText(upgrade.version))} clears ${share}`;
    };
    const { step, upgrade } = group;
    return `→ ${[...(step === undefined ? [] : [step]), upgrade].map(told).join('; ')}`;
  }
  if (group.kind === 'malware') return '→ remove it; what ran it may have been taken over';
  if (group.kind !== 'vulnerability') return '';
  return total === 1 ? '' : `no version clears any of these ${count(total, 'finding')} yet`;
}
