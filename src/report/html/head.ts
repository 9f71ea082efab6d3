import { count, dayOf, distributionName, formatPlatform, group, isSeenInUse, subjectSort } from '../../core/index.ts';
import { holdsSoftware, isSourceTree, supportOf } from '../view/subject.ts';
import { knownTitle } from '../view/title.ts';
import { severityMark, severityOrder } from '../view/words.ts';
import { anchorMark } from './anchor.ts';
import { html, type Markup, type MarkupPart } from './markup.ts';
import { factList } from './pieces.ts';
import type { Page, Section } from './section.ts';

/** What was scanned, the answer in one line, how it is made up, and the way to the parts. */
export function pageHead(page: Page, shown: readonly Section[]): Markup {
  const { report } = page;
  const { beside } = page.options;
  return html`<header>
<p class="brand">${anchorMark}Seaworthy</p>
<h1>${knownTitle(report.subject)}</h1>
${factList(subjectPairs(page))}
${answer(page)}
<nav aria-label="Parts of this report"><ul>${shown.map((section) => html`<li><a href="#${section.id}">${section.title}</a></li>`)}${beside?.voyage !== undefined && html`<li><a href="${beside.voyage}">The voyage</a></li>`}</ul></nav>
${voyageHint(page)}
</header>`;
}

/** How to see the rest of what is known of the subject, where no page beside this one tells it. */
function voyageHint({ options: { beside, voyageCommand } }: Page): MarkupPart {
  if (beside?.voyage !== undefined || voyageCommand === undefined) return undefined;
  return html`<p class="hint">What else is known of it, from build to retire: <code>${voyageCommand}</code></p>`;
}

function subjectPairs(page: Page): readonly (readonly [string, MarkupPart])[] {
  const { report } = page;
  const { subject } = report;
  const support = supportOf(report);
  const system =
    report.distribution === undefined
      ? html`<span class="warn">${support.text}</span>`
      : html`${distributionName(report.distribution)}<br><span class="${support.state === 'ended' ? 'alarm' : 'faint'}">${support.text}</span>`;
  const { name } = subject;
  return [
    ...(subject.kind === 'image'
      ? ([
          ['Image digest', html`<code>${subject.digest}</code>`],
          ['Platform', formatPlatform(subject.platform)],
        ] as const)
      : ([['Kind', subjectSort(subject)]] as const)),
    ...(holdsSoftware(report)
      ? ([
          ...(isSourceTree(report) ? [] : ([['Distribution', system]] as const)),
          [
            'Contents',
            `${count(report.packages.length, 'package')}${isSourceTree(report) ? '' : ` in ${count(report.layers.length, 'layer')}`}`,
          ],
        ] as const)
      : []),
    ['Judged', html`<time datetime="${report.created}">${dayOf(report.created)}</time>`],
    ...(name === knownTitle(subject) ? [] : ([['Asked for as', html`<code>${name}</code>`]] as const)),
  ];
}

function answer(page: Page): Markup {
  const { verdict, summary } = page;
  const mark = { findings: '', clean: '✓', 'partly-judged': '!', 'not-judged': '!' }[verdict.state];
  const inUse = summary.open.filter(isSeenInUse).length;
  const extra = [
    ...(summary.exploited > 0
      ? [html`<li class="alarm"><strong>${group(summary.exploited)}</strong> exploited in the wild</li>`]
      : []),
    ...(inUse > 0 ? [html`<li><strong>${group(inUse)}</strong> in software that was seen in use</li>`] : []),
    ...(summary.open.length > 0 ? [html`<li><strong>${group(summary.actionable)}</strong> can be fixed now</li>`] : []),
    ...(summary.setAside.length > 0
      ? [html`<li><strong>${group(summary.setAside.length)}</strong> set aside</li>`]
      : []),
  ];
  return html`<div class="answer ${verdict.state}">
<p class="verdict">${mark === '' ? undefined : html`<span class="${verdict.state === 'clean' ? 'good' : 'warn'}" aria-hidden="true">${mark} </span>`}${verdict.line}</p>
${summary.open.length > 0 && severityBar(page)}
${extra.length > 0 && html`<ul class="extra">${extra}</ul>`}
${verdict.but.length > 0 && html`<ul class="buts">${verdict.but.map((but) => html`<li>${but}.</li>`)}</ul>`}
</div>`;
}

function severityBar(page: Page): Markup {
  const { bySeverity, open } = page.summary;
  const present = severityOrder.filter((severity) => bySeverity[severity] > 0);
  let x = 0;
  const parts = present.map((severity) => {
    const width = (bySeverity[severity] / open.length) * 1000;
    const part = html`<rect class="${severity}" x="${x.toFixed(1)}" y="0" width="${Math.max(1, width - 4).toFixed(1)}" height="14"/>`;
    x += width;
    return part;
  });
  const legend = present.map(
    (severity) =>
      html`<li class="sev ${severity}"><span class="mark" aria-hidden="true">${severityMark[severity]}</span><strong>${group(bySeverity[severity])}</strong> ${severity}</li>`,
  );
  return html`<svg class="bar" viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true">${parts}</svg><ul class="legend">${legend}</ul>`;
}
