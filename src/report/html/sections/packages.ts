import { count, type Package } from '../../../core/index.ts';
import { html, type Markup } from '../markup.ts';
import type { Section } from '../section.ts';

/** More would make the page slow to open; a bill of materials is the place for them. */
const shownPackages = 2_000;

/** What is in it. */
export const packagesSection: Section = {
  id: 'packages',
  title: 'Packages',
  render: ({ report }) => {
    const { packages } = report;
    if (packages.length === 0) return undefined;
    const types = [...Map.groupBy(packages, (each) => each.type)]
      .map(([type, each]) => `${each.length} ${type}`)
      .join(', ');
    const rest = packages.length - shownPackages;
    return html`<details class="more"><summary>${count(packages.length, 'package')}: ${types}</summary>
<table class="packages"><thead><tr><th scope="col">Package</th><th scope="col">Version</th><th scope="col">Type</th><th scope="col">Licences</th><th scope="col">Found in</th></tr></thead>
<tbody>${packages.slice(0, shownPackages).map(line)}</tbody></table>
${rest > 0 && html`<p>${count(rest, 'more package')} are in the formats json and cyclonedx.</p>`}</details>`;
  },
};

function line(found: Package): Markup {
  return html`<tr><th scope="row">${found.name}</th><td><code>${found.version}</code></td><td>${found.type}</td><td>${found.licences.join(', ')}</td><td class="path">${found.path}${found.layer !== undefined && html` <span class="faint">layer ${found.layer.index + 1}</span>`}</td></tr>
`;
}
