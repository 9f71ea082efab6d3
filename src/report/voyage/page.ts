import { createHash } from 'node:crypto';
import {
  count,
  defined,
  isDigest,
  keyTitle,
  newestVerdicts,
  type OpenQuestion,
  type Outcome,
  secondOf,
  type Voyage,
  type VoyageEvent,
  voyageEvents,
} from '../../core/index.ts';
import type { WriteOptions } from '../format.ts';
import { anchorMark } from '../html/anchor.ts';
import { html, type Markup, type MarkupPart, raw } from '../html/markup.ts';
import { factList } from '../html/pieces.ts';
import { style as base } from '../html/style.ts';
import { eventId } from './event-id.ts';
import { newestReport } from './newest-report.ts';
import { mostMarks, voyagePicture } from './picture.ts';
import { style as own } from './style.ts';
import {
  chainChecked,
  detailsOf,
  mostEvents,
  outcomeMark,
  outcomeWord,
  phaseAsks,
  phaseTitle,
  shortKey,
  spanOf,
  standing,
  voyageName,
} from './words.ts';

const style = base + own;

/** Nothing is loaded and nothing runs; only our own style counts, known by its hash (Content Security Policy Level 3). */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The page of a voyage: one file that needs nothing else. */
export function voyagePage(voyage: Voyage, { beside }: Pick<WriteOptions, 'beside'>): string {
  const title = voyageName(voyage);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="seaworthy ${voyage.tool.version}">
<title>${title} · Voyage · Seaworthy</title>
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#course">Skip to content</a>
<div class="page voyage" id="top">
${pageHead(voyage, title, beside?.report)}
<main>
${[
  section('course', 'The course', courseBlock(voyage)),
  section('open', 'Open', openBlock(voyage.open)),
  section('decided', 'Decided, and why', decidedBlock(voyage)),
  section('log', 'The log', logBlock(voyage, beside?.report)),
]}</main>
<footer><p>Made by Seaworthy ${voyage.tool.version} at <time datetime="${voyage.created}">${voyage.created}</time> from the ledger alone. This file loads nothing and sends nothing.</p></footer>
</div>
</body>
</html>
`.text;
}

function section(id: string, title: string, content: Markup | undefined): MarkupPart {
  return (
    content !== undefined &&
    html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}
</section>
`
  );
}

function pageHead(voyage: Voyage, title: string, report: string | undefined): Markup {
  const { subject, names, others, integrity, untold } = voyage;
  const { line, outcome } = standing(voyage);
  const also = names.filter((name) => name !== title && !isDigest(name));
  const { records, first, last } = spanOf(voyage);
  return html`<header>
<p class="brand">${anchorMark}Seaworthy</p>
${damage(voyage)}
<h1>${title}</h1>
${factList([
  [isDigest(subject) ? 'Image digest' : 'Subject', html`<code>${subject}</code>`],
  ['Records', `${count(records, 'record')}${untold > 0 ? `, ${count(untold, 'older one')} not told` : ''}`],
  ['From', timeOf(first === '' ? undefined : first)],
  ['To', timeOf(last === '' ? undefined : last)],
  [
    'Chain',
    integrity.ok
      ? html`<span class="good">whole</span>: ${chainChecked(integrity)}`
      : html`<span class="alarm">damaged</span>`,
  ],
])}
${also.length > 0 && html`<p class="names">Also seen as ${also.map((name, index) => html`${index === 0 ? '' : ', '}<code>${name}</code>`)}</p>`}
${others.length > 0 && html`<p class="names">Others had this name: ${others.map((one, index) => html`${index === 0 ? '' : '; '}<code>${shortKey(one.subject)}</code>, last seen ${secondOf(one.last)}`)}</p>`}
<div class="answer stands-${outcome}"><p class="verdict">${markTag(outcome)}${line}</p></div>
<nav aria-label="Parts of this page"><ul><li><a href="#course">The course</a></li>${voyage.open.length > 0 && html`<li><a href="#open">Open</a></li>`}${newestVerdicts(voyage).length > 0 && html`<li><a href="#decided">Decided</a></li>`}<li><a href="#log">The log</a></li>${report !== undefined && html`<li><a href="${report}">The newest report</a></li>`}</ul></nav>
</header>`;
}

function damage({ integrity }: Voyage): MarkupPart {
  if (integrity.ok) return undefined;
  const { problems, more } = integrity;
  return html`<div class="damage" role="alert"><p><strong>The ledger is not as it was written.</strong> What follows may be false or incomplete. Check it with <code>seaworthy ledger verify</code>.</p>
<ul>${problems.map((line) => html`<li>${line}</li>`)}${more > 0 && html`<li>and ${count(more, 'more problem')}</li>`}</ul></div>`;
}

function courseBlock(voyage: Voyage): Markup {
  const events = voyageEvents(voyage);
  const unplaced = voyage.unplaced.length;
  const placed = events.length - unplaced;
  const outcomes = (['good', 'bad', 'unknown', 'info'] as const).filter((one) =>
    events.some(({ outcome }) => outcome === one),
  );
  return html`<figure>${voyagePicture(voyage)}
<figcaption><ul class="legend">${outcomes.map((outcome) => html`<li>${markTag(outcome)}${outcomeWord[outcome]}</li>`)}</ul>${placed > mostMarks && html`<p>The newest ${mostMarks} of ${count(placed, 'event')}.</p>`}${unplaced > 0 && html`<p>${count(unplaced, 'event')} of no known phase: see the log.</p>`}</figcaption></figure>`;
}

function openBlock(open: readonly OpenQuestion[]): Markup | undefined {
  if (open.length === 0) return undefined;
  return html`<ul class="cards">${open.map(
    ({
      outcome,
      phase,
      title,
      details,
      remedy,
    }) => html`<li class="card is-${outcome}"><p class="what">${markTag(outcome)}<span><span class="name">${title}</span> <span class="where">${phaseTitle[phase]}</span></span></p>
${lines(details)}
${remedy !== undefined && html`<p class="remedy"><span class="to" aria-hidden="true">→</span> ${remedy}</p>`}</li>
`,
  )}</ul>`;
}

function decidedBlock(voyage: Voyage): Markup | undefined {
  const verdicts = newestVerdicts(voyage);
  if (verdicts.length === 0) return undefined;
  return html`<ul class="cards">${verdicts.map(
    (
      event,
    ) => html`<li class="card is-${event.outcome}"><p class="what">${markTag(event.outcome)}<span><span class="name">${event.title}</span> <span class="where">${timeOf(event.time)}, <a href="#${eventId(event)}">record ${event.record.sequence}</a></span></span></p>
${lines(event.details)}</li>
`,
  )}</ul>`;
}

/** What the log goes by while it is written. */
interface Told {
  /** Anchors that stand in the page already. */
  readonly seen: Set<string>;
  /** Address of the page of the newest report, and the event that tells of it. */
  readonly report?: string;
  readonly scan?: VoyageEvent;
}

function logBlock(voyage: Voyage, report: string | undefined): Markup {
  const { phases, unplaced } = voyage;
  const told: Told = { seen: new Set(), ...defined({ report, scan: newestReport(voyage) }) };
  const block = (
    title: string,
    events: readonly VoyageEvent[],
    none: string,
  ): Markup => html`<div class="leg"><h3>${title}</h3>
${events.length === 0 ? html`<p class="none">Nothing recorded: ${none}.</p>` : entries(events, told)}</div>
`;
  return html`${phases.map(({ phase, events }) => block(phaseTitle[phase], events, phaseAsks[phase]))}${unplaced.length > 0 && block('Of no known phase', unplaced, '')}`;
}

/** The newest events; older ones behind one click. */
function entries(events: readonly VoyageEvent[], told: Told): Markup {
  const older = events.slice(0, Math.max(0, events.length - mostEvents));
  const list = (shown: readonly VoyageEvent[]): Markup => html`<ol>${shown.map((event) => logEntry(event, told))}</ol>`;
  return html`<div>${
    older.length > 0 &&
    html`<details class="more"><summary>${count(older.length, 'older event')}</summary>${list(older)}</details>`
  }${list(events.slice(older.length))}</div>`;
}

function logEntry(event: VoyageEvent, { seen, report, scan }: Told): Markup {
  const { outcome, title, about, record, time } = event;
  const id = eventId(event);
  // Of several events of one record the first has the anchor.
  const anchor = seen.has(id) ? undefined : html` id="${id}"`;
  seen.add(id);
  return html`<li${anchor}>${timeOf(time)}<div><p class="what">${markTag(outcome)}<span class="name">${title}</span></p>
${about !== undefined && html`<p class="about">about <code>${keyTitle(about)}</code></p>`}
${lines(detailsOf(event))}
<p class="record">record ${record.sequence} · <code>${shortKey(record.digest)}</code> · ${record.producer}${event === scan && report !== undefined && html` · <a href="${report}">the report</a>`}</p></div></li>
`;
}

const lines = (details: readonly string[]): MarkupPart =>
  details.length > 0 && html`<ul class="details-list">${details.map((line) => html`<li>${line}</li>`)}</ul>`;

const timeOf = (time: string | undefined): MarkupPart =>
  time !== undefined && html`<time datetime="${time}">${secondOf(time)}</time>`;

/** The sign of an outcome, and its word for those who do not see it. */
function markTag(outcome: Outcome): Markup {
  return html`<span class="out ${outcome}"><span aria-hidden="true">${outcomeMark[outcome]}</span><span class="unseen">${outcomeWord[outcome]}: </span></span>`;
}
