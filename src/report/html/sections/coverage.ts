import {
  count,
  type DataSource,
  dayOf,
  type PartRun,
  type Problem,
  type Report,
  type Unidentified,
  type Unjudged,
} from '../../../core/index.ts';
import { dataAgeText, isOld } from '../../view/age.ts';
import { foldIdle } from '../../view/idle-parts.ts';
import { html, type Markup } from '../markup.ts';
import { foldedList } from '../pieces.ts';
import type { Section } from '../section.ts';

/** What was not looked at, and how old the data behind the rest is. */
export const coverageSection: Section = {
  id: 'coverage',
  title: 'What this rests on',
  render: ({ report }) => {
    const { problems, unjudged, unidentified, sources, parts } = report.coverage;
    return html`<div class="two">
<div><h3>Not looked at</h3>
${problems.length + unjudged.length + unidentified.length === 0 ? html`<p>Everything that was found could be read and judged.</p>` : foldedList([...problems.filter((each) => each.incomplete).map(problemEntry), ...unjudged.map(unjudgedEntry), ...unidentified.map(unidentifiedEntry), ...problems.filter((each) => !each.incomplete).map(problemEntry)])}
<h3>What looked</h3>
<ul class="list tight">${parts.filter(({ state }) => state !== 'not-run').map(partEntry)}${foldIdle(parts.filter(({ state }) => state === 'not-run')).map(idleEntry)}</ul></div>
<div><h3>Data</h3>
${sources.length === 0 ? html`<p class="warn">No source of advisories was used.</p>` : html`<ul class="list">${sources.map((source) => sourceEntry(source, report))}</ul>`}</div>
</div>`;
  },
};

function problemEntry(problem: Problem): Markup {
  return html`<li>${problem.incomplete ? html`<strong class="warn">Not read</strong>` : html`<strong class="faint">Note</strong>`} <span class="path">${problem.where}</span>: ${problem.message} <span class="faint">(${problem.part}, ${problem.code})</span></li>`;
}

function unjudgedEntry(each: Unjudged): Markup {
  const examples = each.examples.slice(0, 5).join(', ');
  return html`<li><strong class="warn">Not judged</strong> ${count(each.packages, `${each.type} package`)}: ${each.why}${examples !== '' && html` <span class="faint">(${examples})</span>`}</li>`;
}

function unidentifiedEntry({ path, what, layer }: Unidentified): Markup {
  const where = layer === undefined ? '' : `, layer ${layer.index + 1}`;
  return html`<li><strong class="warn">Not identified</strong> <span class="path">/${path}</span>: ${what}${where}</li>`;
}

function idleEntry([who, why]: ReturnType<typeof foldIdle>[number]): Markup {
  return html`<li><strong class="warn">Did not run</strong> ${who}${why !== undefined && `: ${why}`}</li>`;
}

function partEntry(part: PartRun): Markup {
  return html`<li>${part.id}: ${part.found} found in ${count(part.files, 'file')}${part.state === 'partly' && html` <strong class="warn">partly</strong>`}</li>`;
}

function sourceEntry(source: DataSource, report: Report): Markup {
  const old = isOld(source.date, report.created);
  return html`<li><strong>${source.title}</strong><br>${dayOf(source.date)}, ${old ? html`<strong class="warn">${dataAgeText(source, report.created)}, stale</strong>` : dataAgeText(source, report.created)}, ${count(source.records, 'record')}<br><span class="faint path">${source.origin}</span></li>`;
}
