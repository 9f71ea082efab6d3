import { count, type Finding, isExploited, type OpenQuestion, packageOf, setAsideBy } from '../../../core/index.ts';
import { findingLine, first, isActionableHigh, readScan } from '../../../records/index.ts';
import { aboutText, type Question } from '../question.ts';

/** Findings of the newest scan that are exploited, or high and can be done something about. */
export const urgentFindings: Question = (known) =>
  known.newest('scan').flatMap((record): readonly OpenQuestion[] => {
    const { findings } = readScan(record).report;
    const open = findings.filter((finding) => setAsideBy(finding, known.now) === undefined);
    const exploited = open.filter(isExploited);
    const actionable = open.filter((one) => !isExploited(one) && isActionableHigh(one));
    const where = aboutText(record, known);
    const ask = (title: string, found: readonly Finding[]): readonly OpenQuestion[] =>
      found.length === 0
        ? []
        : [
            {
              phase: 'build',
              outcome: 'bad',
              title: title + where,
              details: first(found.map(findingLine)),
              remedy: remedyOf(found),
            },
          ];
    return [
      ...ask(`${count(exploited.length, 'finding')} known to be exploited`, exploited),
      ...ask(`${count(actionable.length, 'high or critical finding')} that can be fixed`, actionable),
    ];
  });

/** Packages are updated; what is in no package (a secret) has advice of its own. */
function remedyOf(found: readonly Finding[]): string {
  const own = [...new Set(found.flatMap((one) => (packageOf(one) === undefined ? one.fix.advice : [])))].filter(
    Boolean,
  );
  const updates = found.some((one) => packageOf(one) !== undefined)
    ? ['Update what can be updated and build again; else set it aside with a reason and an end.']
    : [];
  return [...own.slice(0, 2), ...updates].join(' ');
}
