import { count, isDigest, isKept, type OpenQuestion } from '../../../core/index.ts';
import { decisionKind, first, readRecord } from '../../../records/index.ts';
import { aboutText, type Question } from '../question.ts';

/** No gate has decided, the newest decision keeps it out, or it let it in without knowing everything. */
export const gateOpen: Question = (known) => {
  const newest = known.newest('decision');
  if (newest.length === 0) {
    if (!isDigest(known.subject)) return [];
    return [{ phase: 'deploy', outcome: 'unknown', title: 'No gate has decided about it', details: [] }];
  }
  return newest.flatMap((record): readonly OpenQuestion[] => {
    const { allowed, results } = readRecord(decisionKind, record).decision;
    const failed = results.filter((one) => !isKept(one) && (allowed || one.action === 'enforce'));
    const unsure = failed.filter(({ state }) => state === 'not-assessed');
    const where = aboutText(record, known);
    const details = first(failed.map(({ rule, message }) => `${rule}: ${message}`));
    const remedies = [...new Set(failed.flatMap(({ remedy }) => remedy ?? []))];
    const remedy = remedies.length === 0 ? {} : { remedy: remedies.slice(0, 3).join(' ') };
    if (!allowed)
      return [{ phase: 'deploy', outcome: 'bad', title: `The gate keeps it out${where}`, details, ...remedy }];
    if (unsure.length === 0) return [];
    const title = `The gate let it in without knowing everything: ${count(unsure.length, 'rule')} not assessed${where}`;
    return [{ phase: 'deploy', outcome: 'unknown', title, details, ...remedy }];
  });
};
