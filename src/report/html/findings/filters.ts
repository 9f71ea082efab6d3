import { count, instruction, type Severity } from '../../../core/index.ts';
import { severityMark, severityOrder } from '../../view/words.ts';
import { html, type Markup } from '../markup.ts';
import type { Page } from '../section.ts';
import { type ListedRow, markWord, type RowMark, rowMarks } from './listed-row.ts';

/** What the list can be sorted by; `script/order.ts` knows how. */
const orders = {
  risk: 'risk',
  severity: 'severity',
  epss: 'chance of exploitation',
  package: 'package or file',
  id: 'id',
} as const;

export type Order = keyof typeof orders;

/** What it can be grouped by; `script/order.ts` knows how. */
const groupings = { none: 'nothing', package: 'package or file', severity: 'severity', layer: 'layer' } as const;

export type Grouping = keyof typeof groupings;

/** Hidden until the script runs: without it they would do nothing. Names of fields are those in the address of the page. */
export function filters(page: Page, rows: readonly ListedRow[], grouping: Grouping): Markup {
  const used = page.report.layers.filter((layer) => rows.some((row) => row.layers.includes(layer.index)));
  const severities = severityOrder.filter((severity) => rows.some(({ row }) => row.finding.severity === severity));
  const marks = rowMarks.filter((mark) => !rare.has(mark) || rows.some((row) => row.marks.includes(mark)));
  return html`<form class="filters" hidden>
<label class="search"><span class="label">Search</span><input type="search" name="text" placeholder="id, package, title, path" autocomplete="off" spellcheck="false"></label>
${used.length > 0 && html`<label class="choose"><span class="label">Layer</span><select name="layer"><option value="">all layers</option>${used.map((layer) => html`<option value="${layer.index}">${layer.index + 1} ${instruction(layer).slice(0, 60)}</option>`)}</select></label>`}
<label class="order"><span class="label">Sort by</span><select name="sort">${Object.entries(orders).map(([id, word]) => html`<option value="${id}">${word}</option>`)}</select></label>
<label class="order"><span class="label">Group by</span><select name="group">${Object.entries(groupings).map(([id, word]) => (id !== 'layer' || used.length > 0) && option(id, word, id === grouping))}</select></label>
<fieldset><legend class="label">Severity</legend>${severities.map(severityBox)}</fieldset>
<fieldset><legend class="label">Only</legend>${marks.map(markBox)}</fieldset>
<p class="shown"><output aria-live="polite">${count(rows.length, 'finding')}</output><button type="button" name="all">Open all</button></p>
</form>`;
}

const option = (value: string, text: string, isSelected: boolean): Markup =>
  isSelected
    ? html`<option value="${value}" selected>${text}</option>`
    : html`<option value="${value}">${text}</option>`;

/** Marks that most pages have no use for: their boxes are there where a row has them. */
const rare: ReadonlySet<RowMark> = new Set(['malware', 'in-use', 'reachable', 'base', 'yours']);

function severityBox(severity: Severity): Markup {
  return html`<label class="box sev ${severity}"><input type="checkbox" name="severity" value="${severity}"><span><span class="mark" aria-hidden="true">${severityMark[severity]}</span>${severity}</span></label>`;
}

function markBox(mark: RowMark): Markup {
  return html`<label class="box"><input type="checkbox" name="only" value="${mark}"><span>${markWord[mark]}</span></label>`;
}
