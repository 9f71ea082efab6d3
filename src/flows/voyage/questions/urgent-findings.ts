import { count, type Finding, type OpenQuestion, setAsideBy } from '../../../core/index.ts';
import { readScan } from '../../ledger/payloads.ts';
import { aboutText, type Question } from '../question.ts';
import { findingLine, isExploited, isFixableHigh } from '../tellers/scan.ts';
import { first } from '../words.ts';

/** Findings of the newest scan that are exploited, or high and fixable. */
export const urgentFindings: Question = (known) =>
  known.newest('scan').flatMap((record): readonly OpenQuestion[] => {
    const { findings } = readScan(record).report;
    const open = findings.filter((finding) => setAsideBy(finding, known.now) === undefined);
    const exploited = open.filter(isExploited);
    const fixable = open.filter((one) => !isExploited(one) && isFixableHigh(one));
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
      ...ask(`${count(fixable.length, 'high or critical finding')} that can be fixed`, fixable),
    ];
  });

/** Packages are updated; what is in no package (a secret) has advice of its own. */
function remedyOf(found: readonly Finding[]): string {
  const own = [...new Set(found.flatMap((one) => (one.package === undefined ? one.fix.advice : [])))].filter(Boolean);
  const updates = found.some((one) => one.package !== undefined)
    ? ['Update what can be updated and build again; else set it aside with a reason and an end.']
    : [];
  return [...own.slice(0, 2), ...updates].join(' ');
}
