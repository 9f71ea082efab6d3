import { dayOf, type Finding, packageOf, placeOf } from '../../../core/index.ts';
import { html, type Markup } from '../markup.ts';
import { severityTag } from '../pieces.ts';
import type { Section } from '../section.ts';

/** What somebody has set aside: it stays visible with who, why and until when. */
export const setAsideSection: Section = {
  id: 'set-aside',
  title: 'Set aside',
  render: ({ summary }) =>
    summary.setAside.length === 0 ? undefined : html`<ul class="list">${summary.setAside.map(entry)}</ul>`,
};

function entry(finding: Finding): Markup {
  const { by = '', reason = '', until } = finding.suppression ?? {};
  return html`<li>${severityTag(finding.severity)} <strong>${finding.id}</strong> in ${packageOf(finding)?.name ?? placeOf(finding.location).path}: ${reason} <span class="faint">(by ${by}${until !== undefined && `, until ${dayOf(until)}`})</span></li>`;
}
