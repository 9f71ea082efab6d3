import { count, instruction, type LayerRef, placeOf, shortDigest } from '../../../core/index.ts';
import type { GroupRow } from '../../view/groups.ts';
import { html, type Markup } from '../markup.ts';
import { severityCounts } from '../pieces.ts';
import type { Page, Section } from '../section.ts';

/** The image as its layers lie, the last on top: what made each, what it brought, what is wrong with that. */
export const layersSection: Section = {
  id: 'layers',
  title: 'Layers',
  render: (page) => {
    const { layers } = page.report;
    if (layers.length === 0) return undefined;
    const most = Math.max(1, ...layers.map((layer) => packagesOf(page, layer)));
    return html`<p class="intro">The last layer lies on top. A finding is repaired where it was brought in, so the instruction is the line to change.</p>
<ol class="layers" reversed start="${layers.at(-1)?.index ?? 0}">${[...layers].reverse().map((layer) => layerBlock(page, layer, most))}</ol>`;
  },
};

function packagesOf(page: Page, layer: LayerRef): number {
  return page.report.packages.filter((each) => each.layer?.index === layer.index).length;
}

function layerBlock(page: Page, layer: LayerRef, most: number): Markup {
  const packages = packagesOf(page, layer);
  const rows: readonly GroupRow[] = page.groups
    .flatMap((group) => group.rows)
    .filter((row) => row.findings.some((each) => placeOf(each.location).layer?.index === layer.index));
  const made = instruction(layer);
  return html`<li>
<span class="index">${layer.index + 1}</span>
<div class="made">${made === '' ? html`<span class="faint">the image does not tell what made it</span>` : html`<code>${made}</code>`}<span class="digest">${shortDigest(layer.digest)}</span></div>
<div class="brought"><span>${count(packages, 'package')}</span><svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="4"/><rect class="amount" width="${((packages / most) * 100).toFixed(1)}" height="4"/></svg></div>
<div class="wrong">${rows.length === 0 ? html`<span class="faint">${page.verdict.state === 'not-judged' ? 'not judged' : 'no findings'}</span>` : html`${severityCounts(rows)}<button type="button" class="to-layer" data-layer="${layer.index}" hidden>Show ${count(rows.length, 'finding')}</button>`}</div>
</li>`;
}
