import { count, offeredText } from '../../../core/index.ts';
import type { Action } from '../../view/actions.ts';
import { html, type Markup } from '../markup.ts';
import { exploitedTag, layerLine, severityCounts } from '../pieces.ts';
import type { Page, Section } from '../section.ts';

/** Things to do that are shown at once; the others fold. */
const shownActions = 6;

/** What to do first: the few steps that clear most risk. */
export const firstSection: Section = {
  id: 'first',
  title: 'Do this first',
  render: (page) => {
    if (page.summary.open.length === 0) return undefined;
    const head = page.actions.slice(0, shownActions);
    const rest = page.actions.slice(shownActions);
    return html`${head.length > 0 && html`<ol class="actions">${head.map(action)}</ol>`}
${rest.length > 0 && html`<details class="more"><summary>${count(rest.length, 'more thing')} to do</summary><ol class="actions" start="${shownActions + 1}">${rest.map(action)}</ol></details>`}
${left(page)}`;
  },
};

function action(each: Action): Markup {
  const { group } = each;
  const others = group.members.filter((member) => member !== group.name);
  const what =
    each.version === undefined
      ? html`<span class="name">${group.name || 'The image as a whole'}</span> <span class="do">${each.advice}</span>`
      : html`Upgrade <span class="name">${group.name}</span> <span class="versions"><code>${group.version}</code> → <code class="to">${offeredText(each.version)}</code></span>`;
  const { step } = group;
  const nearer =
    each.version === undefined || step === undefined
      ? undefined
      : html`<div class="also">the smallest step: <code>${offeredText(step.version)}</code> clears ${step.clears.length} of ${group.rows.length}</div>`;
  return html`<li><div class="what">${what} ${each.exploited > 0 && exploitedTag}</div>
<div class="why">clears ${count(each.clears.length, 'finding')}${each.clears.length < group.rows.length && ` of ${group.rows.length}`} ${severityCounts(each.clears)}</div>
${nearer}
${others.length > 0 && html`<div class="also">installed as ${others.join(', ')}</div>`}
${group.layers.length > 0 && html`<div class="also">${group.layers.slice(0, 3).map(layerLine)}</div>`}</li>`;
}

/** What stays when all of it is done. */
function left(page: Page): Markup | undefined {
  const cleared = new Set(page.actions.flatMap((each) => each.clears));
  const rows = page.groups.flatMap((group) => group.rows).filter((row) => !cleared.has(row));
  if (rows.length === 0 && page.hidden !== undefined)
    return html`<p class="left">${page.hidden}, nor what to do about them.</p>`;
  if (rows.length === 0) return html`<p class="left">When this is done, none of the findings is left.</p>`;
  return html`<p class="left">${count(rows.length, 'finding')} ${rows.length === 1 ? 'has' : 'have'} no fix to install: watch ${rows.length === 1 ? 'it' : 'them'}, or remove what is not needed. ${severityCounts(rows)}</p>`;
}
