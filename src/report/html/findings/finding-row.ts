import { placeOf } from '../../../core/index.ts';
import { epssText, fixText } from '../../view/words.ts';
import { html, type Markup } from '../markup.ts';
import { severityTag } from '../pieces.ts';
import { findingBody } from './finding-body.ts';
import { groupTitle, groupUpgrade, type ListedRow, packageText } from './listed-row.ts';
import { markTags } from './mark-tags.ts';

/** One line of the list, which opens to its evidence. What the script asks of it stands in its data. */
export function findingRow(listed: ListedRow): Markup {
  const { anchor, epss, group, layers, marks, others, row } = listed;
  const { finding } = row;
  const { line } = placeOf(finding.location);
  const about = packageText(listed);
  const where =
    about === undefined
      ? html`<span class="name">${group.name || 'the image as a whole'}</span>${line !== undefined && ` line ${line}`}`
      : html`<span class="name">${about.names}</span> <code>${about.version}</code>`;
  const more = [
    finding.id,
    ...finding.aliases,
    group.name,
    ...row.findings.map((each) => placeOf(each.location).path),
  ].join(' ');
  const chance = epssText(finding);
  return html`<details class="finding" id="${anchor}" data-id="${finding.id}" data-severity="${finding.severity}" data-risk="${finding.risk.score}" data-epss="${epss}" data-only="${marks.join(' ')}" data-layers="${layers.join(' ')}" data-group="${groupTitle(group)}" data-upgrade="${groupUpgrade(group)}" data-more="${more}">
<summary>
<span class="c-sev">${severityTag(finding.severity)}</span>
<span class="c-what"><span class="id">${finding.id}</span> ${markTags(marks)} <span class="title">${finding.title}</span></span>
<span class="c-where">${where}</span>
<span class="c-fix ${about === undefined ? 'unknown' : finding.fix.state}">${fixText(finding)}</span>
<span class="c-risk"><span class="number">${Math.round(finding.risk.score)}</span><svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="4"/><rect class="${finding.severity}" width="${Math.max(0, Math.min(100, finding.risk.score))}" height="4"/></svg>${chance !== '' && html`<span class="epss">EPSS ${chance}</span>`}</span>
</summary>
${others.map((other) => html`<span id="${other}"></span>`)}${findingBody(row, anchor)}
</details>
`;
}
