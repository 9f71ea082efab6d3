/** What the page of a voyage has beyond the style of the report. Each pair of text and ground at least 4.5:1. */
export const style = `
:root { --bad: #b3123f; --fine: #0b6b4f; --doubt: #8a4b00; --wake: #8fb9c4; }
@media (prefers-color-scheme: dark) { :root { --bad: #ff7a9c; --fine: #58d0a4; --doubt: #f0b35a; --wake: #2f6472; } }
.voyage h1 { overflow-wrap: anywhere; }
.voyage header > .facts { grid-template-columns: 1.5fr 1fr 1fr 1.4fr; margin-bottom: 12px; }
.voyage header > .facts > div:first-child { grid-column: 1 / -1; }
.names { color: var(--soft); margin: 0 0 8px; }
.names + .answer { margin-top: 16px; }
.facts + .answer { margin-top: 24px; }
.damage { background: var(--bad); color: var(--card); border-radius: 14px; padding: 16px 22px; margin-bottom: 24px; }
.damage p { margin: 0 0 6px; } .damage strong { font-size: 1.15rem; }
.damage li::before { content: "✗ "; }
.answer.stands-bad { border-color: var(--bad); } .answer.stands-unknown { border-color: var(--doubt); } .answer.stands-good { border-color: var(--fine); }
.answer .verdict { display: flex; gap: 10px; align-items: baseline; }

.out {
  flex: none; display: inline-block; width: 1.5em; height: 1.5em; line-height: 1.5em; border-radius: 50%; text-align: center; font-weight: 750; font-size: .82em;
  color: var(--card); background: var(--soft);
}
.out.good { background: var(--fine); } .out.bad { background: var(--bad); border-radius: 5px; }
.out.unknown { background: var(--card); color: var(--doubt); box-shadow: inset 0 0 0 2px var(--doubt); }
.out.info { background: var(--card); color: var(--soft); box-shadow: inset 0 0 0 2px var(--soft); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

figure { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 18px 20px; }
figcaption { border-top: 1px solid var(--line); margin-top: 10px; color: var(--soft); font-size: .9rem; }
figcaption p { margin: 8px 0 0; }
figcaption .out { margin-right: 7px; }
.course { display: block; width: 100%; height: auto; }
.course.standing { display: none; }
.lane { stroke: var(--line); stroke-width: 10; stroke-linecap: round; }
.tick { stroke: var(--line); stroke-width: 1; stroke-dasharray: 2 4; }
.wake { fill: none; stroke: var(--wake); stroke-width: 2.500; stroke-linecap: round; }
.course text { fill: var(--ink); font-size: 15px; }
.course .phase { font-weight: 650; } .course .date { fill: var(--soft); font-size: 13px; }
.course .mid { text-anchor: middle; }
.spot { stroke: var(--card); stroke-width: 2; }
.spot .sign { fill: none; stroke: var(--card); stroke-width: 2; stroke-linecap: round; }
.spot.good { fill: var(--fine); } .spot.bad { fill: var(--bad); }
.spot.unknown { fill: var(--card); stroke: var(--doubt); } .course .spot.unknown .sign { fill: var(--doubt); stroke: none; font-size: 13px; font-weight: 750; }
.spot.info { fill: var(--card); stroke: var(--soft); }
.course a:hover .spot, .course a:focus-visible .spot { stroke: var(--ink); }

.cards { display: grid; gap: 12px; }
.card { background: var(--card); border: 1px solid var(--line); border-left: 5px solid var(--soft); border-radius: 10px; padding: 14px 20px; }
.card.is-bad { border-left-color: var(--bad); } .card.is-unknown { border-left-color: var(--doubt); } .card.is-good { border-left-color: var(--fine); }
.voyage .what { margin: 0; display: flex; gap: 10px; align-items: baseline; font-size: 1rem; }
.card .what { font-size: 1.06rem; }
.where { color: var(--soft); font-size: .85rem; white-space: nowrap; }
.details-list { margin: 6px 0 0; padding-left: 30px; display: grid; gap: 2px; color: var(--soft); font-size: .93rem; }
.details-list li { max-width: 92ch; }
.remedy { margin: 8px 0 0; padding-left: 30px; }
.leg { display: grid; grid-template-columns: 110px minmax(0, 1fr); gap: 0 20px; padding: 18px 0; border-top: 1px solid var(--line); }
.leg:first-of-type { border-top: 0; padding-top: 0; }
.leg h3 { font-size: 1.05rem; color: var(--accent); margin: 0; }
.leg .none { margin: 0; }
.leg ol { display: grid; gap: 18px; }
.leg .more { margin-bottom: 18px; } .leg .more summary { padding: 0 0 10px; }
.leg ol > li { display: grid; grid-template-columns: 136px minmax(0, 1fr); gap: 0 16px; scroll-margin-top: 16px; }
.leg ol > li:target { background: var(--tint); border-radius: 10px; box-shadow: 0 0 0 10px var(--tint); }
.leg time { color: var(--soft); font-size: .93rem; }
.leg .name { font-weight: 620; }
.about, .record { margin: 4px 0 0; padding-left: 30px; color: var(--soft); font-size: .85rem; }

@media (max-width: 820px) {
  .voyage header > .facts { grid-template-columns: 1fr 1fr; }
  figure { padding: 14px 10px; }
  .course.lying { display: none; } .course.standing { display: block; max-width: 380px; margin: 0 auto; }
  .card { padding: 12px 14px; }
  .where { white-space: normal; }
  .leg { grid-template-columns: minmax(0, 1fr); gap: 8px; }
  .leg ol > li { grid-template-columns: minmax(0, 1fr); }
  .details-list, .remedy, .about, .record { padding-left: 26px; }
}
@media print { .course.standing { display: none; } .card, .leg ol > li { break-inside: avoid; } }
`;
