import type { Report } from '../../core/index.ts';
import { ledgerReport } from '../ledger/ledger-report.ts';
import { scan } from '../scan.ts';
import type { Settings } from '../settings.ts';
import { diffReports, type ReportDiff } from './diff-reports.ts';

const ledgerPrefix = 'ledger:';

/**
 * The report that a reference stands for: `ledger:` before the sequence of a scan record, a digest, part of it, or a name takes it from the ledger (the
 * newest scan of the subject); anything else is scanned. Throws what those throw.
 */
export async function loadReport(reference: string, settings: Settings): Promise<Report> {
  return reference.startsWith(ledgerPrefix)
    ? ledgerReport(reference.slice(ledgerPrefix.length), settings)
    : scan(reference, settings);
}

/** What is different in `b`: each a report, or a reference as `loadReport` takes it. */
export async function diff(a: string | Report, b: string | Report, settings: Settings): Promise<ReportDiff> {
  const load = async (one: string | Report): Promise<Report> =>
    typeof one === 'string' ? loadReport(one, settings) : one;
  return diffReports(await load(a), await load(b));
}
