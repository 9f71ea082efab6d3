import { count } from '../../../core/index.ts';
import { filters } from '../findings/filters.ts';
import { findingGroup } from '../findings/finding-group.ts';
import { findingRow } from '../findings/finding-row.ts';
import { type ListedRow, listedRows } from '../findings/listed-row.ts';
import { html, type Markup } from '../markup.ts';
import type { Section } from '../section.ts';

/** As many findings stand one below the other; more are folded into what is repaired in one go. */
const mostUngrouped = 40;

/** Groups that are shown at once where no script runs; the others are one fold further down. */
const mostGroups = 25;

/** All findings but malware, riskiest first; each opens to its evidence. */
export const findingsSection: Section = {
  id: 'findings',
  title: 'Findings',
  render: (page) => {
    const rows = listedRows(page).filter(({ group }) => group.kind !== 'malware');
    const hidden = page.hidden === undefined ? undefined : html`<p class="left">${page.hidden}.</p>`;
    if (rows.length === 0) return hidden;
    const isShort = rows.length <= mostUngrouped;
    return html`${filters(page, rows, isShort ? 'none' : 'package')}
<div class="columns" aria-hidden="true"><span>Severity</span><span>Finding</span><span>Where</span><span>Fixed in</span><span>Risk</span></div>
<div class="findings">${isShort ? rows.map(findingRow) : folded(rows)}</div>
${hidden}
<p class="none" hidden>No finding passes the filter.</p>`;
  },
};

/** In the order of the riskiest row of each. */
function folded(rows: readonly ListedRow[]): Markup {
  const groups = [...Map.groupBy(rows, ({ group }) => group).values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [[first, ...more] as const],
  );
  const shown = groups.slice(0, mostGroups);
  const rest = groups.slice(mostGroups);
  const hidden = rest.reduce((sum, group) => sum + group.length, 0);
  return html`${shown.map(findingGroup)}${rest.length > 0 && html`<details class="rest"><summary>${count(rest.length, 'more group')} with ${count(hidden, 'finding')}</summary>${rest.map(findingGroup)}</details>`}`;
}
