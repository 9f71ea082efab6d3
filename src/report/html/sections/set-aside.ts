import { dayOf, type Finding, packageOf, placeOf, sourceText } from '../../../core/index.ts';
import { html, type Markup } from '../markup.ts';
import { foldedList, severityTag } from '../pieces.ts';
import type { Section } from '../section.ts';

/** What somebody has set aside: it stays visible with who, why and until when. */
export const setAsideSection: Section = {
  id: 'set-aside',
  title: 'Set aside',
  render: ({ anchors, summary }) =>
    summary.setAside.length === 0
      ? undefined
      : foldedList(summary.setAside.map((finding) => entry(finding, anchors.get(finding) ?? ''))),
};

function entry(finding: Finding, anchor: string): Markup {
  const { by = '', reason = '', until } = finding.suppression ?? {};
  const source = finding.suppression && sourceText(finding.suppression);
  return html`<li id="${anchor}">${severityTag(finding.severity)} <strong>${finding.id}</strong> in ${packageOf(finding)?.name ?? placeOf(finding.location).path}: ${reason} <span class="faint">(by ${by}${until !== undefined && `, until ${dayOf(until)}`}${source !== undefined && `; ${source}`})</span></li>`;
}
