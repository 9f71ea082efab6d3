import type { Finding, Report } from '../../core/index.ts';
import { defined } from '../../core/index.ts';
import type { Ledger, LedgerRecord } from '../../foundations/ledger/index.ts';
import { matchingFindings } from '../find-finding.ts';
import { reportKinds, reportOfRecord } from '../ledger/ledger-report.ts';
import { withKnownLedger } from '../ledger/with-ledger.ts';
import type { Settings } from '../settings.ts';

/** Findings that the ledger holds, with the report they stand in and the record that keeps it. */
export interface RecordedFindings {
  readonly report: Report;
  readonly findings: readonly [Finding, ...Finding[]];
  readonly record: Pick<LedgerRecord, 'sequence' | 'kind' | 'time' | 'subject'>;
}

/** Most subjects whose newest report is looked into. */
const mostReports = 1_000;

/**
 * Looks for a finding (see `findFinding`) in the newest report of each subject, the newest first: what an older one said may be mended since. Undefined
 * where none holds it, or there is no ledger. Throws what a ledger throws.
 */
export function findInLedger(wanted: string, settings: Settings): Promise<RecordedFindings | undefined> {
  return withKnownLedger<RecordedFindings | undefined>(settings, undefined, (ledger) => search(ledger, wanted));
}

async function search(ledger: Ledger, wanted: string): Promise<RecordedFindings | undefined> {
  const seen = new Set<string>();
  let before: number | undefined;
  do {
    const page = await ledger.list({
      kinds: reportKinds,
      latest: true,
      ...defined({ before }),
    });
    for (const record of page.records) {
      if (seen.has(record.subject)) continue;
      seen.add(record.subject);
      const found = await findIn(ledger, record, wanted);
      if (found !== undefined) return found;
      if (seen.size >= mostReports) return undefined;
    }
    before = page.next;
  } while (before !== undefined);
  return undefined;
}

async function findIn(ledger: Ledger, header: LedgerRecord, wanted: string): Promise<RecordedFindings | undefined> {
  const record = await ledger.get(header.sequence);
  if (record === undefined) return undefined;
  const report = await reportOfRecord(ledger, record, (bare) => matchingFindings(bare, wanted).length > 0);
  const [first, ...others] = report === undefined ? [] : matchingFindings(report, wanted);
  return report === undefined || first === undefined ? undefined : { report, findings: [first, ...others], record };
}
