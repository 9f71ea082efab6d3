import {
  type AspectChange,
  type ChangedFinding,
  causeOfGone,
  type Finding,
  type FindingAspect,
  type FindingsDiff,
  fixVersions,
  isExploited,
  offeredText,
  offeredVersions,
  type PackagesDiff,
  packageOf,
  placeOf,
  setAsideBy,
} from '../../core/index.ts';
import { clean } from '../terminal/clean.ts';
import type { Style } from '../terminal/style.ts';
import { cut, displayWidth, fit, wrap } from '../terminal/width.ts';

/** Lines of one list that are shown; the rest is counted. */
const mostRows = 100;

/**
 * Whether a change is of the kind that comes by itself: the risk moves every day with the forecast of exploitation, and a version that is as flawed as
 * the one before is told among the packages. Such changes are counted, and stand in the JSON.
 */
const isQuiet = ({ changes }: ChangedFinding): boolean => changes.every(({ aspect }) => isQuietAspect(aspect));
const isQuietAspect = (aspect: FindingAspect): boolean => aspect === 'risk' || aspect === 'version';

/** `2 appeared, 1 gone, 1 changed, 34 as before`. */
export function findingCounts({ appeared, gone, changed, unchanged }: FindingsDiff): string {
  const quiet = changed.filter(isQuiet).length;
  const aside = changed.filter(isNowAside).length;
  const besides = quiet === 0 ? '' : ` (${quiet} in another version or risk)`;
  return `${appeared.length} appeared, ${gone.length} gone, ${changed.length - quiet - aside} changed, ${aside === 0 ? '' : `${aside} set aside, `}${unchanged + quiet} as before${besides}`;
}

/** Whether somebody has set it aside meanwhile. */
const isNowAside = ({ changes }: ChangedFinding): boolean =>
  changes.some(({ aspect, from, to }) => aspect === 'suppression' && from === 'none' && to !== 'none');

/** Whether there is a line to show. */
export function hasRows({ appeared, gone, changed }: FindingsDiff): boolean {
  return appeared.length > 0 || gone.length > 0 || changed.some((one) => !isQuiet(one));
}

interface Row {
  readonly mark: '+' | '-' | '~';
  readonly finding: Finding;
  /** What is said about it. */
  readonly says: string;
}

/** What else is known of the two sides. */
interface Sides {
  /** When the later one was judged: what is set aside by then is told as such. */
  readonly now: Date;
  readonly packages: PackagesDiff;
}

/** What appeared (`+`), went (`-`) and changed (`~`), riskiest first within each, no line wider than `width`. */
export function findingLines(
  { appeared, gone, changed }: FindingsDiff,
  style: Style,
  width: number,
  sides?: Sides,
): string[] {
  const lists: readonly (readonly Row[])[] = [
    appeared.map((finding) => ({ mark: '+', finding, says: whatToDo(finding, sides?.now) })),
    gone.map((finding) => ({ mark: '-', finding, says: sides === undefined ? '' : whyGone(finding, sides.packages) })),
    changed.filter((one) => !isQuiet(one)).map((one) => ({ mark: '~', finding: one.after, says: changesText(one) })),
  ];
  const shown = lists.map((rows) => rows.slice(0, mostRows));
  const columns = widthsOf(shown.flat(), width);
  return lists.flatMap((rows, index) => {
    const rest = rows.length - mostRows;
    const lines = (shown[index] ?? []).flatMap((row) => rowLines(row, columns, style, width));
    return rest > 0 ? [...lines, `${rows[0]?.mark} and ${rest} more: see -o json`] : lines;
  });
}

function whatToDo(finding: Finding, now: Date | undefined): string {
  const { fix } = finding;
  const aside = now && setAsideBy(finding, now);
  if (aside !== undefined) return `set aside by ${aside.by}: ${aside.reason}`;
  const exploited = isExploited(finding) ? 'EXPLOITED; ' : '';
  const [first] = offeredVersions(fixVersions(fix), packageOf(finding)?.version).map(offeredText);
  return exploited + (first === undefined ? fixWords[fix.state] : `fixed in ${first}`);
}

const fixWords: Readonly<Record<Finding['fix']['state'], string>> = {
  fixed: 'fixed',
  remedy: 'has a remedy',
  unfixed: 'no fix yet',
  'wont-fix': "won't be fixed",
  'end-of-life': 'end of life',
  unknown: 'fix not known',
};

function whyGone(finding: Finding, packages: PackagesDiff): string {
  const cause = causeOfGone(finding, packages);
  if (cause === undefined) return '';
  if (cause.kind === 'package') return 'package removed';
  return cause.kind === 'version' ? `${cause.version} is without it` : 'same package: not told of it any more';
}

function changesText({ changes }: ChangedFinding): string {
  return changes
    .filter(({ aspect }) => !isQuietAspect(aspect))
    .map(changeText)
    .join('; ');
}

function changeText({ aspect, from, to }: AspectChange): string {
  if (aspect === 'suppression' && from === 'none') return `set aside by ${to}`;
  if (aspect === 'suppression' && to === 'none') return `no longer set aside (${from})`;
  return `${aspect} ${from || 'none'} → ${to || 'none'}`;
}

/** What a finding is about: the package with its version, else the place. */
function about(finding: Finding): string {
  const [found, { path, line }] = [packageOf(finding), placeOf(finding.location)];
  if (found !== undefined) return clean(`${found.name} ${found.version}`);
  return clean(line === undefined ? path : `${path}:${line}`);
}

interface Widths {
  readonly severity: number;
  readonly id: number;
  readonly about: number;
}

function widthsOf(rows: readonly Row[], width: number): Widths {
  const longest = (most: number, text: (row: Row) => string): number =>
    Math.min(most, Math.max(0, ...rows.map((row) => displayWidth(text(row)))));
  const severity = longest(10, ({ finding }) => finding.severity);
  const id = longest(Math.max(16, Math.floor(width / 3)), ({ finding }) => clean(finding.id));
  const room = Math.max(12, width - severity - id - 6);
  return { severity, id, about: longest(room, ({ finding }) => about(finding)) };
}

/** One line; what is said goes below where there is no room beside. */
function rowLines({ mark, finding, says }: Row, columns: Widths, style: Style, width: number): string[] {
  const paint = { '+': style.alarm, '-': style.good, '~': style.warn }[mark];
  const severity = style.severity[finding.severity](fit(finding.severity, columns.severity));
  const where = about(finding);
  const before = 2 + columns.severity + 2 + columns.id + 2;
  const head = `${paint(mark)} ${severity}  ${fit(clean(finding.id), columns.id)}  `;
  const text = clean(says);
  if (text === '') return [`${head}${cut(where, columns.about)}`];
  if (before + columns.about + 2 + displayWidth(text) <= width) return [`${head}${fit(where, columns.about)}  ${text}`];
  const indent = 2 + columns.severity + 2;
  return [
    `${head}${cut(where, columns.about)}`,
    ...wrap(text, width - indent).map((line) => `${' '.repeat(indent)}${line}`),
  ];
}

/** `1 added, 0 removed, 2 in another version, 208 as before`. */
export function packageCounts({ added, removed, changed, unchanged }: PackagesDiff): string {
  return `${added.length} added, ${removed.length} removed, ${changed.length} in another version, ${unchanged} as before`;
}

export function packageLines({ added, removed, changed }: PackagesDiff, style: Style, width: number): string[] {
  const lists = [
    added.map(({ name, version, type }) => [style.strong('+'), `${name} ${version} (${type})`]),
    removed.map(({ name, version, type }) => [style.strong('-'), `${name} ${version} (${type})`]),
    changed.map(({ before, after }) => [
      style.strong('~'),
      `${after.name} ${before.version} → ${after.version} (${after.type})`,
    ]),
  ];
  return lists.flatMap((rows) => {
    const rest = rows.length - mostRows;
    const lines = rows.slice(0, mostRows).map(([mark = '', text = '']) => `${mark} ${cut(clean(text), width - 2)}`);
    return rest > 0 ? [...lines, `${rows[0]?.[0]} and ${rest} more: see -o json`] : lines;
  });
}
