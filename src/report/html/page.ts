import { createHash } from 'node:crypto';
import { defined, type Report } from '../../core/index.ts';
import { listActions } from '../view/actions.ts';
import { groupFindings } from '../view/groups.ts';
import { hiddenText, shownReport } from '../view/shown.ts';
import { summarise, verdict } from '../view/summary.ts';
import { knownTitle } from '../view/title.ts';
import { findingAnchors } from './finding-anchors.ts';
import { pageHead } from './head.ts';
import { html, raw } from './markup.ts';
import { script } from './script/script.ts';
import type { Page, PageOptions } from './section.ts';
import { sections } from './sections.ts';
import { style } from './style.ts';

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Nothing is loaded and nothing runs but the style and script of ours, known by their hashes: even markup that slipped through escaping could
 * do nothing (Content Security Policy Level 3).
 */
const policy = [
  "default-src 'none'",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(script)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The page of a report. */
export function writePage(report: Report, options: PageOptions): string {
  const groups = groupFindings(shownReport(report, options.show));
  const hidden = hiddenText(report, options.show);
  const page: Page = {
    report,
    groups,
    actions: listActions(groups),
    summary: summarise(report),
    verdict: verdict(report),
    anchors: findingAnchors(report.findings),
    options,
    ...defined({ hidden }),
  };
  const shown = sections.flatMap((section) => {
    const content = section.render(page);
    return content === undefined ? [] : [{ section, content }];
  });
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="seaworthy ${report.tool.version}">
<title>${knownTitle(report.subject)} · Seaworthy</title>
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#${shown[0]?.section.id ?? 'top'}">Skip to content</a>
<div class="page" id="top">
${pageHead(
  page,
  shown.map(({ section }) => section),
)}
<main>
${shown.map(
  ({ section, content }) => html`<section id="${section.id}" aria-labelledby="${section.id}-title">
<h2 id="${section.id}-title">${section.title}</h2>
${content}
</section>
`,
)}</main>
<footer><p>Made by Seaworthy ${report.tool.version} at <time datetime="${report.created}">${report.created}</time>. This file loads nothing and sends nothing.</p></footer>
</div>
<script>${raw(script)}</script>
</body>
</html>
`.text;
}
