import {
  cvssOf,
  type Evidence,
  exploitationOf,
  type Finding,
  holds,
  layerText,
  packageOf,
  percent,
  placeOf,
  type Report,
  sourceText,
  ssvcText,
  subjectSort,
  timeOf,
  weaknessesOf,
} from '../../core/index.ts';
import type { WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { makeStyle, type Style } from '../terminal/style.ts';
import { wrap } from '../terminal/width.ts';
import { dataAgeText } from '../view/age.ts';
import { webLinks } from '../view/links.ts';
import { fixText, kindWord, severityMark } from '../view/words.ts';
import { waysToCheck } from './check.ts';
import { readableWidth } from './readable-width.ts';

/**
 * Why a finding holds, for a terminal: what it is, the chain from bytes to verdict with the source of each step, why its risk is what it is, what to
 * do, and how to check it without us. `finding` need not be one of `report.findings`: the report gives the age of the sources.
 */
export async function explainFinding(report: Report, finding: Finding, options: WriteOptions): Promise<string> {
  const style = makeStyle(options);
  const width = readableWidth(options);
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ['', headLines(finding, style, width)],
    ['From the bytes to the verdict', chainLines(report, finding, style, width)],
    ['Why this risk', riskLines(finding, style, width)],
    ['What to do', [...indent(finding.fix.advice, 2, width), ...setAside(report, finding, style, width)]],
    ['How to check it yourself', (await waysToCheck(report, finding)).flatMap((way) => checkLines(way, style, width))],
    ['Read more', webLinks(finding.references).map((link) => `  ${link}`)],
  ];
  return `${parts
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [...(title === '' ? [] : [style.strong(title)]), ...lines].join('\n'))
    .join('\n\n')}\n`;
}

function indent(text: string, by: number, width: number): readonly string[] {
  return wrap(clean(text), width - by).map((line) => ' '.repeat(by) + line);
}

function headLines(finding: Finding, style: Style, width: number): readonly string[] {
  const about = packageOf(finding);
  const { path, line } = placeOf(finding.location);
  const where =
    about === undefined
      ? `${path === '' ? 'as a whole' : `in ${path}`}${line === undefined ? '' : ` line ${line}`}`
      : `in ${about.name} ${about.version}`;
  const { known } = exploitationOf(finding);
  return [
    ...wrap(clean(`${finding.id}  ${finding.title}`), width).map(style.strong),
    ...(finding.aliases.length === 0
      ? []
      : indent(`also known as ${finding.aliases.join(', ')}`, 0, width).map(style.faint)),
    ...indent(
      `${severityMark[finding.severity]} ${finding.severity}, in the words of ${finding.severitySource}`,
      0,
      width,
    ).map(style.severity[finding.severity]),
    ...(known === undefined
      ? []
      : indent(`EXPLOITED in the wild, known since ${known.added}`, 0, width).map(style.alarm)),
    ...indent(`${kindWord[finding.kind]} ${where}, ${fixPhrase(finding)}`, 0, width),
    ...indent(`${subjectSort(finding.subject)} ${finding.subject.name}`, 0, width),
    ...(finding.details === undefined ? [] : ['', ...indent(finding.details, 0, width)]),
  ];
}

function fixPhrase(finding: Finding): string {
  return finding.fix.state === 'fixed' ? `fixed in ${fixText(finding)}` : fixText(finding);
}

function chainLines(report: Report, finding: Finding, style: Style, width: number): readonly string[] {
  if (finding.evidence.length === 0) return [style.warn('  The report holds no evidence for it.')];
  const ages = new Map(report.coverage.sources.map((source) => [source.id, dataAgeText(source, report.created)]));
  return finding.evidence.flatMap((step, index) => stepLines(step, index + 1, ages, style, width));
}

function stepLines(
  step: Evidence,
  number: number,
  ages: ReadonlyMap<string, string>,
  style: Style,
  width: number,
): readonly string[] {
  const label = `${String(number).padStart(2)} ${step.kind}`.padEnd(15);
  const lines = wrap(clean(step.statement), width - 15).map(
    (line, index) => (index === 0 ? label : ' '.repeat(15)) + line,
  );
  const age = step.source === undefined ? undefined : ages.get(step.source);
  const beside = [
    ...(step.observed === undefined ? [] : [`seen: ${step.observed}`]),
    ...(step.expected === undefined ? [] : [`asked for: ${step.expected}`]),
    ...(step.source === undefined ? [] : [`source: ${step.source}${age === undefined ? '' : `, ${age}`}`]),
    ...(step.layer === undefined ? [] : [`brought by ${layerText(step.layer)}`]),
  ];
  return [...lines, ...beside.flatMap((text) => indent(text, 15, width).map(style.faint))];
}

function riskLines(finding: Finding, style: Style, width: number): readonly string[] {
  const { epss, known, ssvc } = exploitationOf(finding);
  return [
    ...indent(`risk ${Math.round(finding.risk.score)} of 100`, 2, width),
    ...finding.risk.factors.flatMap((factor) =>
      indent(`${factor.name}: ${factor.effect}, because ${factor.why}`, 4, width),
    ),
    ...cvssOf(finding).flatMap((rating) =>
      indent(`CVSS ${rating.score} ${rating.vector} (${rating.source})`, 4, width).map(style.faint),
    ),
    ...(weaknessesOf(finding).length === 0
      ? []
      : indent(`kind of fault: ${weaknessesOf(finding).join(', ')}`, 4, width).map(style.faint)),
    ...(epss === undefined
      ? []
      : indent(
          `EPSS: ${percent(epss.probability)} chance of exploitation in 30 days; ${percent(epss.percentile)} of all CVEs have no higher one`,
          4,
          width,
        ).map(style.faint)),
    ...(ssvc === undefined ? [] : indent(`SSVC, by CISA: ${ssvcText(ssvc)}`, 4, width).map(style.faint)),
    ...(known?.action === undefined
      ? []
      : indent(`KEV asks for: ${known.action}${known.due === undefined ? '' : ` (due ${known.due})`}`, 4, width).map(
          style.faint,
        )),
  ];
}

function setAside(report: Report, finding: Finding, style: Style, width: number): readonly string[] {
  const { suppression } = finding;
  if (suppression === undefined) return [];
  const { by, reason, until } = suppression;
  const end = until === undefined ? '' : ` until ${until}`;
  const over = holds(suppression, timeOf(report)) ? '' : ', which is over: it counts again';
  const source = sourceText(suppression);
  const stated = source === undefined ? '' : ` (${source})`;
  return indent(`Set aside by ${by}${end}${over}: ${reason}${stated}`, 2, width).map(style.warn);
}

function checkLines(
  way: { readonly text: string; readonly command?: string },
  style: Style,
  width: number,
): readonly string[] {
  // A command stays on one line, so that it can be copied.
  return [...indent(way.text, 2, width), ...(way.command === undefined ? [] : [style.faint(`    ${way.command}`)])];
}
