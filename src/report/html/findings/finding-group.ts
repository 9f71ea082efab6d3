import { count } from '../../../core/index.ts';
import { html, type Markup } from '../markup.ts';
import { severityCounts } from '../pieces.ts';
import { findingRow } from './finding-row.ts';
import { groupTitle, groupUpgrade, type ListedRow, rowMarks } from './listed-row.ts';
import { markTags } from './mark-tags.ts';

/** What is repaired in one go, folded: its rows are there, and printed, without the script. The script writes the same head (`script/groups.ts`). */
export function findingGroup(rows: readonly [ListedRow, ...ListedRow[]]): Markup {
  const { group } = rows[0];
  const upgrade = groupUpgrade(group);
  const marks = rowMarks.filter((mark) => rows.some((each) => each.marks.includes(mark)));
  return html`<details class="group">
<summary><span class="g-name">${groupTitle(group)}</span> ${upgrade !== '' && html`<span class="g-fix">→ ${upgrade}</span>`} ${markTags(marks)} <span class="g-count">${count(rows.length, 'finding')}</span> ${severityCounts(rows.map(({ row }) => row))}</summary>
<div class="rows">${rows.map(findingRow)}</div>
</details>
`;
}
