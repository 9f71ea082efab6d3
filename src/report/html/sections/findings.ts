import { count, instruction, isExploited, isFixable, packageOf, placeOf, type Severity } from '../../../core/index.ts';
import type { Group, GroupRow } from '../../view/groups.ts';
import { epssText, fixText, severityMark, severityOrder } from '../../view/words.ts';
import { findingBody } from '../finding-body.ts';
import { html, type Markup } from '../markup.ts';
import { exploitedTag, severityTag } from '../pieces.ts';
import type { Page, Section } from '../section.ts';

/** All findings, riskiest first; each opens to its evidence. */
export const findingsSection: Section = {
  id: 'findings',
  title: 'Findings',
  render: (page) => {
    const rows = page.groups
      .flatMap((group) => group.rows.map((row) => ({ group, row })))
      .sort((a, b) => b.row.finding.risk.score - a.row.finding.risk.score);
    if (rows.length === 0) return undefined;
    return html`${filters(
      page,
      rows.map(({ row }) => row),
    )}
<div class="columns" aria-hidden="true"><span>Severity</span><span>Finding</span><span>Where</span><span>Fixed in</span><span>Risk</span></div>
<div class="findings">${rows.map(({ group, row }) => findingRow(group, row))}</div>
<p class="none" hidden>No finding passes the filter.</p>`;
  },
};

/** Hidden until the script runs: without it they would do nothing. */
function filters(page: Page, rows: readonly GroupRow[]): Markup {
  const used = page.report.layers.filter((layer) => rows.some((row) => layersOf(row).includes(layer.index)));
  return html`<form class="filters" hidden>
<label class="search"><span class="label">Search</span><input type="search" name="text" placeholder="id, package, title, path" autocomplete="off" spellcheck="false"></label>
${used.length > 0 && html`<label class="choose"><span class="label">Layer</span><select name="layer"><option value="">all layers</option>${used.map((layer) => html`<option value="${layer.index}">${layer.index + 1} ${instruction(layer).slice(0, 60)}</option>`)}</select></label>`}
<fieldset><legend class="label">Severity</legend>${severityOrder.filter((severity) => rows.some((row) => row.finding.severity === severity)).map(severityBox)}</fieldset>
<fieldset><legend class="label">Only</legend>
<label class="box"><input type="checkbox" name="fixable"><span>fixable</span></label>
<label class="box"><input type="checkbox" name="exploited"><span>exploited</span></label></fieldset>
<p class="shown"><output aria-live="polite">${count(rows.length, 'finding')}</output><button type="button" name="all">Open all</button></p>
</form>`;
}

function severityBox(severity: Severity): Markup {
  return html`<label class="box sev ${severity}"><input type="checkbox" name="severity" value="${severity}"><span><span class="mark" aria-hidden="true">${severityMark[severity]}</span>${severity}</span></label>`;
}

function layersOf(row: GroupRow): readonly number[] {
  return [...new Set(row.findings.flatMap((each) => placeOf(each.location).layer?.index ?? []))];
}

function findingRow(group: Group, row: GroupRow): Markup {
  const { finding } = row;
  const found = packageOf(finding);
  const { line } = placeOf(finding.location);
  const names = [...new Set(row.findings.map((each) => packageOf(each)?.name ?? ''))].filter((name) => name !== '');
  const where =
    found === undefined
      ? html`<span class="name">${group.name || 'the image as a whole'}</span>${line !== undefined && ` line ${line}`}`
      : html`<span class="name">${names.join(', ')}</span> <code>${found.version}</code>`;
  const epss = epssText(finding);
  const more = [
    finding.id,
    ...finding.aliases,
    group.name,
    ...row.findings.map((each) => placeOf(each.location).path),
  ].join(' ');
  return html`<details class="finding" data-severity="${finding.severity}" data-fixable="${isFixable(finding.fix) === true ? 1 : 0}" data-exploited="${isExploited(finding) ? 1 : 0}" data-layers="${layersOf(row).join(' ')}" data-more="${more}">
<summary>
<span class="c-sev">${severityTag(finding.severity)}</span>
<span class="c-what"><span class="id">${finding.id}</span> ${isExploited(finding) && exploitedTag} <span class="title">${finding.title}</span></span>
<span class="c-where">${where}</span>
<span class="c-fix ${found === undefined ? 'unknown' : finding.fix.state}">${fixText(finding)}</span>
<span class="c-risk"><span class="number">${Math.round(finding.risk.score)}</span><svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="4"/><rect class="${finding.severity}" width="${Math.max(0, Math.min(100, finding.risk.score))}" height="4"/></svg>${epss !== '' && html`<span class="epss">EPSS ${epss}</span>`}</span>
</summary>
${findingBody(row)}
</details>
`;
}
