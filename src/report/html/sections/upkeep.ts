import { upkeepLines } from '../../view/upkeep.ts';
import { html } from '../markup.ts';
import type { Section } from '../section.ts';

/** What the image was built from and how it was kept. */
export const upkeepSection: Section = {
  id: 'upkeep',
  title: 'Base and upkeep',
  render: ({ report }) => {
    const lines = upkeepLines(report);
    return lines.length === 0 ? undefined : html`<ul class="list">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
  },
};
