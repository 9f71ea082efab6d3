import { count, group, type LayerRef, layerText, type Severity } from '../../core/index.ts';
import type { GroupRow } from '../view/groups.ts';
import { severityMark, severityOrder } from '../view/words.ts';
import { html, type Markup, type MarkupPart } from './markup.ts';

/** Severity by shape and word; colour only repeats it. */
export function severityTag(severity: Severity, text: MarkupPart = severity): Markup {
  return html`<span class="sev ${severity}"><span class="mark" aria-hidden="true">${severityMark[severity]}</span>${text}</span>`;
}

/** How many of each severity, worst first; what there is none of is left out. */
export function severityCounts(rows: readonly GroupRow[]): Markup {
  const numbers = severityOrder.map((severity) => ({
    severity,
    number: rows.filter((row) => row.finding.severity === severity).length,
  }));
  const tags = numbers
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) => severityTag(severity, html`${group(number)}<span class="word"> ${severity}</span>`));
  return html`<span class="counts">${tags}</span>`;
}

/** The one flag that changes what is urgent. */
export const exploitedTag: Markup = html`<span class="flag">Exploited</span>`;

/** A layer in one line. */
export function layerLine(layer: LayerRef): Markup {
  return html`<span class="layer-line">${layerText(layer)}</span>`;
}

/** A list of names and values; pairs without a value are left out. */
export function factList(pairs: readonly (readonly [string, MarkupPart])[]): Markup {
  const shown = pairs.filter(([, value]) => value !== undefined && value !== '');
  return html`<dl class="facts">${shown.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** Entries of a list that are shown at once; the others fold. */
const shownEntries = 12;

/** A list of `<li>`, long ones folded behind their first entries. */
export function foldedList(entries: readonly Markup[]): Markup {
  const rest = entries.slice(shownEntries);
  return html`<ul class="list">${entries.slice(0, shownEntries)}</ul>${rest.length > 0 && html`<details class="more"><summary>${count(rest.length, 'more entry', 'more entries')}</summary><ul class="list">${rest}</ul></details>`}`;
}
