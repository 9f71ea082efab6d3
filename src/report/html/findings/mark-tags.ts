import { html, type Markup } from '../markup.ts';
import { exploitedTag } from '../pieces.ts';
import type { RowMark } from './listed-row.ts';

/** Seen in a running container. */
const inUseTag: Markup = html`<span class="flag used">In use</span>`;

/** The package itself means harm. */
export const malwareTag: Markup = html`<span class="flag">Malware</span>`;

/** The program comes to the code that has the flaw. */
const reachableTag: Markup = html`<span class="flag used">Reachable</span>`;

/** The marks that change what is urgent, as badges; that it can be fixed has a column of its own. */
export function markTags(marks: readonly RowMark[]): Markup {
  return html`${marks.includes('malware') && malwareTag} ${marks.includes('exploited') && exploitedTag} ${marks.includes('in-use') && inUseTag} ${marks.includes('reachable') && reachableTag}`;
}
