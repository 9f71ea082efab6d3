import { compareSeverity, type Finding, type Report, setAsideBy, timeOf } from '../../core/index.ts';

/**
 * What GitHub code scanning takes (its documentation, "SARIF support for code scanning" and "SARIF results exceed limits"): a run with more results is refused
 * as a whole, of many it keeps some, and texts of a rule have a length, in UTF-16 units.
 */
export const most = { results: 25_000, stored: 5_000, text: 1_024 } as const;

const mark = ' … (cut)';

/** A text that is not too long, and says so where it was cut. */
export function fitting(text: string): string {
  if (text.length <= most.text) return text;
  const head = text.slice(0, most.text - mark.length);
  return `${head.isWellFormed() ? head : head.slice(0, -1)}${mark}`;
}

/** The findings that a run has room for, in their order: of too many those that nobody set aside, the most severe and riskiest. */
export function findingsThatFit(report: Report, room: number = most.results): readonly Finding[] {
  const { findings } = report;
  if (findings.length <= room) return findings;
  const now = timeOf(report);
  const ranked = findings.map((finding, index) => ({
    finding,
    index,
    isSetAside: setAsideBy(finding, now) !== undefined,
  }));
  ranked.sort(
    (a, b) =>
      Number(a.isSetAside) - Number(b.isSetAside) ||
      compareSeverity(b.finding.severity, a.finding.severity) ||
      b.finding.risk.score - a.finding.risk.score ||
      a.index - b.index,
  );
  return ranked
    .slice(0, room)
    .sort((a, b) => a.index - b.index)
    .map(({ finding }) => finding);
}

/** What the document does not tell in full, in a sentence each; nothing where it is whole. */
export function cuts(all: number, told: number, cutTexts: number): readonly string[] {
  const text = (count: number): string => count.toLocaleString('en');
  return [
    ...(told < all
      ? [
          `${text(all - told)} of ${text(all)} findings are not in this document, which has room for ${text(told)}: the most severe are told. The format json has all.`,
        ]
      : []),
    ...(told > most.stored
      ? [`code scanning of GitHub keeps ${text(most.stored)} results of a run and not all ${text(told)} of this one`]
      : []),
    ...(cutTexts > 0
      ? [
          `${text(cutTexts)} texts were cut to ${text(most.text)} characters: the help of its rule, or the properties of its result, have the whole`,
        ]
      : []),
  ];
}
