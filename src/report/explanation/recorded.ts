import { secondOf, subjectTitle } from '../../core/index.ts';
import type { RecordedFindings } from '../../flows/index.ts';
import type { WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { makeStyle } from '../terminal/style.ts';
import { wrap } from '../terminal/width.ts';
import { explainFinding } from './finding.ts';
import { readableWidth } from './readable-width.ts';

/** Why findings hold that the ledger keeps, after what they were found in and when: it may be otherwise now. */
export async function explainRecorded(found: RecordedFindings, options: WriteOptions): Promise<string> {
  const { report, findings, record } = found;
  const where = `As the newest ${record.kind} of ${subjectTitle(report.subject)} says (record ${record.sequence} of the ledger, ${secondOf(record.time)} UTC):`;
  const head = wrap(clean(where), readableWidth(options)).map(makeStyle(options).faint).join('\n');
  const texts = await Promise.all(findings.map((finding) => explainFinding(report, finding, options)));
  return `${head}\n\n${texts.join('\n')}`;
}
