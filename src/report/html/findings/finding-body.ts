import {
  cvssOf,
  type Evidence,
  exploitationOf,
  type Finding,
  layerText,
  packageOf,
  percent,
  placeOf,
  ssvcText,
  usageOf,
  usageText,
  weaknessesOf,
} from '../../../core/index.ts';
import { bringersOf, type GroupRow } from '../../view/groups.ts';
import { webLinks } from '../../view/links.ts';
import { bringerWord } from '../../view/words.ts';
import { html, type Markup } from '../markup.ts';
import { factList } from '../pieces.ts';

/** What a row opens to: what it is, why it holds, how risky it is and why, what to do. */
export function findingBody(row: GroupRow, anchor: string): Markup {
  const { finding } = row;
  const links = webLinks(finding.references);
  return html`<div class="body">
${finding.details !== undefined && finding.details !== finding.title && html`<p class="details">${finding.details}</p>`}
<p class="advice"><strong>What to do.</strong> ${finding.fix.advice}</p>
<div class="two">
<div><h3>From the bytes to the verdict</h3>
<ol class="chain">${finding.evidence.map(step)}<li class="end"><span class="kind">verdict</span><div>${finding.severity}, in the words of ${finding.severitySource}</div></li></ol></div>
<div><h3>Facts</h3>
${factList([
  ['Also known as', finding.aliases.join(', ')],
  ['Packages', places(row)],
  ...cvssOf(finding).map(
    (each) => ['CVSS', html`<strong>${each.score}</strong> ${each.source}<br><code>${each.vector}</code>`] as const,
  ),
  ['Kind of fault', weaknessesOf(finding).join(', ')],
  ['Exploited', exploited(finding)],
  ['EPSS', epss(finding)],
  ['SSVC, by CISA', ssvc(finding)],
  ['Use', use(row)],
  [
    'Brought by',
    bringersOf(row.findings)
      .map((one) => bringerWord[one])
      .join(' and '),
  ],
  [
    'Links',
    links.length === 0
      ? undefined
      : html`<ul class="links">${links.map((link) => html`<li><a href="${link}" rel="noreferrer noopener">${link}</a></li>`)}</ul>`,
  ],
])}
${finding.risk.factors.length > 0 && html`<h3>Why risk ${Math.round(finding.risk.score)} of 100</h3><ul class="factors">${finding.risk.factors.map((each) => html`<li><strong>${each.name}</strong> <code>${each.effect}</code> ${each.why}</li>`)}</ul>`}
</div></div>
<p class="permalink"><a href="#${anchor}">Link to this finding</a></p></div>`;
}

function step(evidence: Evidence): Markup {
  const compared =
    evidence.observed === undefined && evidence.expected === undefined
      ? undefined
      : html`<div class="values">${evidence.observed !== undefined && html`<span>seen <code>${evidence.observed}</code></span>`} ${evidence.expected !== undefined && html`<span>asked for <code>${evidence.expected}</code></span>`}</div>`;
  const from = [
    ...(evidence.source === undefined ? [] : [evidence.source]),
    ...(evidence.layer === undefined ? [] : [layerText(evidence.layer)]),
  ];
  return html`<li><span class="kind">${evidence.kind}</span><div>${evidence.statement}${compared}${from.length > 0 && html`<div class="from">${from.map((each) => html`<span>${each}</span>`)}</div>`}</div></li>`;
}

function places(row: GroupRow): Markup | undefined {
  const about = row.findings.flatMap((each) => {
    const found = packageOf(each);
    return found === undefined ? [] : [{ ...found, path: placeOf(each.location).path }];
  });
  if (about.length === 0) return undefined;
  return html`<ul class="links">${about.map((each) => html`<li>${each.name} <code>${each.version}</code> in <span class="path">${each.path}</span></li>`)}</ul>`;
}

function exploited(finding: Finding): string | undefined {
  const { known } = exploitationOf(finding);
  if (known === undefined) return undefined;
  const ransomware = known.ransomware ? ', by ransomware too' : '';
  return `on the list of CISA since ${known.added}${ransomware}${known.action === undefined ? '' : `: ${known.action}`}`;
}

function ssvc(finding: Finding): string | undefined {
  const decided = exploitationOf(finding).ssvc;
  return decided === undefined ? undefined : ssvcText(decided);
}

function epss(finding: Finding): string | undefined {
  const scores = exploitationOf(finding).epss;
  if (scores === undefined) return undefined;
  return `${percent(scores.probability)} chance of exploitation in 30 days; ${percent(scores.percentile)} of all CVEs have no higher one`;
}

/** What was seen of its packages at run time; where nothing was watched, nothing is said. */
function use(row: GroupRow): Markup | undefined {
  const told = row.findings.flatMap((each) => {
    const [found, usage] = [packageOf(each), usageOf(each)];
    return found === undefined || usage === undefined ? [] : [usageText(usage, found)];
  });
  return told.length === 0
    ? undefined
    : html`<ul class="links">${[...new Set(told)].map((each) => html`<li>${each}</li>`)}</ul>`;
}
