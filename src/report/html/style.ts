/**
 * The page's own style. Two sets of colours, each pair of text and ground at least 4.5:1 (WCAG 2.2, 1.4.3); one accent; severity has a shape and a
 * word besides its colour. No fonts but those of the system.
 */
export const style = `
:root {
  --ground: #f6f7f8; --card: #ffffff; --ink: #14202b; --soft: #566472; --line: #dde2e7; --accent: #0b5f73; --tint: #edf3f5;
  --critical: #9d0f3c; --high: #b03a06; --medium: #7d5c00; --low: #1f5f99; --negligible: #5b6875; --unknown: #6a3fa0;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0d141b; --card: #141d26; --ink: #e4eaf0; --soft: #9aa8b5; --line: #27333f; --accent: #5cc4d8; --tint: #18252f;
    --critical: #ff7a9c; --high: #ff9a62; --medium: #e2bf4d; --low: #78b8f2; --negligible: #a3b0bc; --unknown: #c5a2f5;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", Inter, Roboto, "Noto Sans", Cantarell, Ubuntu, Lato, "Liberation Sans", "Helvetica Neue", Arial, system-ui, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
.page { max-width: 1160px; margin: 0 auto; padding: 28px 32px 64px; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 16px; top: 16px; background: var(--card); padding: 8px 12px; z-index: 2; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
code, .path, .layer-line { font-family: var(--mono); font-size: .86em; }
.faint { color: var(--soft); font-weight: 400; }
.warn { color: var(--high); }
.alarm { color: var(--critical); font-weight: 650; }
ul, ol { margin: 0; padding: 0; list-style: none; }

.brand { display: flex; gap: 8px; align-items: center; margin: 0 0 20px; color: var(--accent); font-weight: 650; letter-spacing: .02em; }
h1 { font-size: clamp(1.5rem, 1.1rem + 1.9vw, 2.25rem); line-height: 1.15; letter-spacing: -.018em; margin: 0 0 18px; font-weight: 680; }
h2 { font-size: 1.35rem; letter-spacing: -.01em; margin: 0 0 14px; font-weight: 660; }
h3 { font-size: .8rem; margin: 0 0 8px; color: var(--soft); font-weight: 650; letter-spacing: .02em; }
section { margin-top: 52px; scroll-margin-top: 16px; }

.facts { margin: 0; }
header > .facts { display: grid; grid-template-columns: 2.2fr 1fr 1.8fr 1.2fr 1fr; gap: 8px 28px; margin-bottom: 26px; }
header > .facts > div:nth-child(6) { grid-column: 1 / -1; }
.facts > div { min-width: 0; }
.facts dt { font-size: .8rem; color: var(--soft); }
.facts dd { margin: 0; }

.answer { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 24px 28px; }
.answer.clean { border-color: var(--accent); }
.answer.not-judged, .answer.partly-judged { border-color: var(--high); }
.good { color: var(--accent); }
.verdict { font-size: clamp(1.15rem, 1rem + .8vw, 1.5rem); line-height: 1.3; font-weight: 650; letter-spacing: -.01em; margin: 0 0 16px; }
.verdict:last-child { margin: 0; }
.bar { display: block; width: 100%; height: 14px; border-radius: 7px; }
.legend, .extra { display: flex; flex-wrap: wrap; gap: 4px 22px; }
.legend { margin-top: 12px; }
.extra { margin-top: 10px; padding-top: 10px; border-top: 1px solid var(--line); }
.buts { margin-top: 14px; display: grid; gap: 4px; }
.buts li { padding-left: 22px; position: relative; color: var(--high); }
.buts li::before { content: "!"; position: absolute; left: 4px; font-weight: 750; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 24px; margin-top: 18px; }
nav a { text-decoration: none; display: inline-block; padding: 4px 0; }
nav a:hover { text-decoration: underline; }

.sev { white-space: nowrap; }
.mark { display: inline-block; width: 1.25em; text-align: center; margin-right: .15em; }
.sev.critical, .sev.critical strong { color: var(--critical); font-weight: 680; }
.sev.high, .sev.high strong { color: var(--high); font-weight: 650; }
.sev.medium, .sev.medium strong { color: var(--medium); }
.sev.low, .sev.low strong { color: var(--low); }
.sev.negligible, .sev.negligible strong { color: var(--negligible); }
.sev.unknown, .sev.unknown strong { color: var(--unknown); }
rect.critical { fill: var(--critical); } rect.high { fill: var(--high); } rect.medium { fill: var(--medium); }
rect.low { fill: var(--low); } rect.negligible { fill: var(--negligible); } rect.unknown { fill: var(--unknown); }
rect.track { fill: var(--line); } rect.amount { fill: var(--accent); }
.counts { display: inline-flex; flex-wrap: wrap; gap: 0 12px; }
.flag {
  display: inline-block; background: var(--critical); color: var(--card); border-radius: 4px; padding: 0 6px;
  font-size: .75rem; font-weight: 700; line-height: 1.55; vertical-align: 1px;
}
.flag.used { background: var(--card); color: var(--accent); box-shadow: inset 0 0 0 1.5px var(--accent); }
.hint { color: var(--soft); font-size: .88rem; margin: 6px 0 0; }

.actions { counter-reset: action; background: var(--card); border: 1px solid var(--line); border-radius: 14px; }
.actions[start="7"] { counter-reset: action 6; }
.actions li { counter-increment: action; position: relative; padding: 14px 28px 14px 64px; border-top: 1px solid var(--line); }
.actions li:first-child { border-top: 0; }
.actions li::before {
  content: counter(action); position: absolute; left: 22px; top: 14px; width: 26px; height: 26px; border-radius: 50%;
  background: var(--tint); color: var(--accent); font-weight: 680; font-size: .9rem; line-height: 26px; text-align: center;
}
.what { font-size: 1.06rem; }
.what .name { font-weight: 660; }
.what .do { display: block; }
.versions { white-space: normal; }
.to { color: var(--accent); font-weight: 700; }
.why { color: var(--soft); display: flex; flex-wrap: wrap; gap: 0 14px; }
@media (min-width: 821px) {
  .actions li { display: grid; grid-template-columns: minmax(0, 1.9fr) minmax(0, 1fr); column-gap: 32px; }
  .actions .what, .actions .also { grid-column: 1; }
  .actions .why { grid-column: 2; grid-row: 1 / span 3; align-content: start; }
}
.also { color: var(--soft); font-size: .88rem; }
.layer-line { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 1; overflow: hidden; }
.left { color: var(--soft); margin: 14px 0 0; }
.more > summary { cursor: pointer; padding: 10px 0; color: var(--accent); }

.filters { display: flex; flex-wrap: wrap; gap: 12px 22px; align-items: end; margin-bottom: 18px; }
.label { display: block; font-size: .8rem; color: var(--soft); padding: 0; margin-bottom: 4px; }
.search { flex: 1 1 60%; }
.choose { flex: 1 1 220px; }
.order { flex: 0 1 200px; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; display: flex; flex-wrap: wrap; gap: 6px; }
fieldset legend { float: none; width: 100%; }
input[type="search"], select, button {
  font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 8px; min-height: 38px; padding: 5px 12px;
}
input[type="search"] { width: 100%; border-color: var(--soft); }
select { width: 100%; border-color: var(--soft); }
button { cursor: pointer; border-color: var(--soft); }
button:hover { background: var(--tint); }
.box { position: relative; }
.box input { position: absolute; inset: 0; opacity: 0; cursor: pointer; margin: 0; width: 100%; height: 100%; }
.box > span { display: inline-block; min-height: 38px; line-height: 26px; padding: 5px 12px 5px 9px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.box:not(.sev) > span { padding-left: 12px; }
.box input:checked + span { border-color: currentColor; box-shadow: inset 0 0 0 1px currentColor; background: var(--tint); }
.box input:focus-visible + span { outline: 3px solid var(--accent); outline-offset: 2px; }
.shown { display: flex; align-items: center; gap: 16px; margin: 0; flex: 1 1 auto; color: var(--soft); }
.shown output { margin-left: auto; white-space: nowrap; }

.columns, .finding > summary { display: grid; grid-template-columns: 7.6rem minmax(0, 2.4fr) minmax(0, 1.5fr) minmax(0, 1.1fr) 5.6rem; gap: 4px 20px; }
.columns { padding: 0 22px 6px 40px; font-size: .8rem; color: var(--soft); }
.findings { background: var(--card); border: 1px solid var(--line); border-radius: 14px; overflow: clip; }
.finding + .finding { border-top: 1px solid var(--line); }
.finding > summary { cursor: pointer; list-style: none; padding: 12px 22px 12px 40px; position: relative; align-items: start; }
.finding > summary::-webkit-details-marker { display: none; }
.finding > summary::before {
  content: ""; position: absolute; left: 20px; top: 20px; width: 7px; height: 7px; border: solid var(--soft); border-width: 0 2px 2px 0;
  transform: rotate(-45deg);
}
.finding[open] > summary::before { transform: rotate(45deg); top: 18px; }
.finding > summary:hover { background: var(--tint); }
.finding > summary:focus-visible { outline-offset: -3px; }
.id { font-weight: 650; }
.title { display: block; color: var(--soft); }
.c-where code { display: inline-block; }
.c-fix { font-family: var(--mono); font-size: .86em; line-height: 1.75; }
.c-fix.unfixed, .c-fix.wont-fix, .c-fix.end-of-life, .c-fix.unknown { font: inherit; color: var(--soft); }
.c-risk .number { font-weight: 680; }
.meter { display: block; width: 100%; height: 4px; border-radius: 2px; }
.epss { font-size: .8rem; color: var(--soft); white-space: nowrap; }
.none { color: var(--soft); }
.group + .group, .group + .rest, .finding + .more-rows, .group + .more-rows { border-top: 1px solid var(--line); }
.group > summary, .rest > summary { cursor: pointer; padding: 12px 22px; }
.group > summary:hover, .rest > summary:hover { background: var(--tint); }
.group > summary:focus-visible, .rest > summary:focus-visible { outline-offset: -3px; }
.group > summary .counts { margin-left: 6px; }
.group > .rows { border-top: 1px solid var(--line); padding-left: 14px; background: var(--tint); }
.group > .rows > .finding { background: var(--card); }
.g-name { font-weight: 660; }
.g-fix { color: var(--accent); font-family: var(--mono); font-size: .86em; }
.g-count { color: var(--soft); }
.rest > summary { color: var(--accent); }
.more-rows { width: 100%; border: 0; border-radius: 0; color: var(--accent); padding: 10px 22px; text-align: left; }
.permalink { margin: 18px 0 0; font-size: .88rem; }
.finding, .list > li { scroll-margin-top: 16px; }
.finding:target > summary, .list > li:target { background: var(--tint); }

.body { padding: 6px 28px 26px 40px; border-top: 1px dashed var(--line); }
.details { max-width: 76ch; white-space: pre-line; }
.advice { max-width: 76ch; }
.two { display: grid; grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); gap: 24px 48px; margin-top: 18px; }
.two h3:not(:first-child) { margin-top: 22px; }
.chain li { position: relative; padding: 0 0 16px 26px; }
.chain li::before { content: ""; position: absolute; left: 4px; top: 7px; width: 9px; height: 9px; border-radius: 50%; background: var(--card); border: 2px solid var(--accent); }
.chain li::after { content: ""; position: absolute; left: 9.500px; top: 21px; bottom: -6px; width: 2px; background: var(--line); }
.chain li.end::before { background: var(--accent); }
.chain li.end { padding-bottom: 0; }
.chain li.end::after { display: none; }
.kind { font-size: .8rem; color: var(--accent); font-weight: 650; }
.values { display: flex; flex-wrap: wrap; gap: 2px 18px; }
.from { color: var(--soft); font-size: .85rem; }
.from span { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.body .facts > div { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 8px; padding: 5px 0; border-top: 1px solid var(--line); }
.body .facts > div:first-child { border-top: 0; }
.body .facts dt { line-height: 1.9; }
.factors li { padding: 4px 0; }

.intro { color: var(--soft); margin: -6px 0 16px; max-width: 76ch; }
.layers li {
  display: grid; grid-template-columns: 34px minmax(0, 2.3fr) minmax(0, .8fr) minmax(0, 1.9fr); gap: 8px 24px; align-items: center;
  background: var(--card); border: 1px solid var(--line); padding: 14px 22px 14px 16px; margin-top: -1px;
}
.layers li:first-child { border-top-right-radius: 14px; border-top-left-radius: 14px; }
.layers li:last-child { border-bottom-right-radius: 14px; border-bottom-left-radius: 14px; }
.index { font-size: 1.05rem; font-weight: 680; color: var(--accent); text-align: center; background: var(--tint); border-radius: 8px; line-height: 34px; }
.made code { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
.digest { font-family: var(--mono); font-size: .78rem; color: var(--soft); }
.wrong { display: flex; flex-wrap: wrap; gap: 6px 14px; align-items: center; justify-content: space-between; }
.wrong .counts .word { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.to-layer { min-height: 32px; padding: 2px 10px; font-size: .88rem; }

.list { display: grid; gap: 10px; }
.list.tight { gap: 2px; }
table { width: 100%; border-collapse: collapse; background: var(--card); font-size: .92rem; }
th, td { text-align: left; padding: 7px 12px; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: 400; }
thead th { color: var(--soft); font-size: .8rem; }
tbody th { font-weight: 620; }
footer { margin-top: 56px; padding-top: 16px; border-top: 1px solid var(--line); color: var(--soft); font-size: .88rem; }

@media (max-width: 820px) {
  .page { padding: 18px 16px 48px; }
  header > .facts { grid-template-columns: 1fr 1fr; }
  header > .facts > div:first-child { grid-column: 1 / -1; }
  .answer { padding: 18px; }
  section { margin-top: 40px; }
  .actions li { padding: 14px 16px 14px 50px; }
  .actions li::before { left: 14px; }
  .columns { display: none; }
  .finding > summary { grid-template-columns: minmax(0, 1fr) auto; padding: 12px 14px 12px 32px; }
  .finding > summary::before { left: 14px; }
  .c-what, .c-where { grid-column: 1 / -1; }
  .c-sev { order: 1; } .c-risk { order: 2; width: 5.6rem; } .c-what { order: 3; } .c-where { order: 4; } .c-fix { order: 5; grid-column: 1 / -1; }
  .c-fix.fixed::before { content: "fixed in "; color: var(--soft); }
  .body { padding: 6px 16px 22px 32px; }
  .two { grid-template-columns: minmax(0, 1fr); }
  .body .facts > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .layers li { grid-template-columns: 26px minmax(0, 1fr); padding: 12px 14px 12px 10px; align-items: start; }
  .index { line-height: 26px; }
  .shown output { margin-left: 0; margin-right: auto; }
  .shown { flex-basis: 100%; }
  .search { flex-basis: 100%; }
  .brought, .wrong { grid-column: 2; }
  .packages thead { display: none; }
  .packages tr { display: block; padding: 8px 0; border-bottom: 1px solid var(--line); }
  .packages th, .packages td { display: inline; border: 0; padding: 0 6px 0 0; }
  .packages .path { display: block; color: var(--soft); }
}
@media print {
  :root { --ground: #fff; --card: #fff; --tint: #fff; color-scheme: light; }
  body { font-size: 10.500pt; }
  .page { max-width: none; padding: 0; }
  nav, .to-layer, .skip, .more-rows, .permalink, .hint, .filters > :not(.shown), .shown button { display: none; }
  .group::details-content, .rest::details-content, .more::details-content { content-visibility: visible; block-size: auto; display: block; }
  .finding, .actions li, .layers li { break-inside: avoid; }
  a[href^="http"] { color: inherit; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
`;
