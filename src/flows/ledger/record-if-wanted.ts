import {
  emptyCoverage,
  type Inventory,
  joinCoverage,
  type Report,
  SeaworthyError,
  whatAndWhy,
} from '../../core/index.ts';
import type { Session } from '../session/session.ts';
import { recordScan } from './record-scan.ts';

/**
 * Records a scan where the settings name a ledger and do not say otherwise. That it could not be recorded is a problem in the report that is returned,
 * and does not take the result from the user.
 */
export async function recordIfWanted(report: Report, inventory: Inventory, session: Session): Promise<Report> {
  if (!session.records) return report;
  try {
    await recordScan(report, inventory, session);
    return report;
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    const message = `this result was not recorded: ${whatAndWhy(error)}`;
    const problem = {
      code: error.code,
      message,
      where: error.where ?? session.settings.ledgerDirectory ?? 'ledger',
      part: 'ledger',
      incomplete: false,
    };
    return { ...report, coverage: joinCoverage(report.coverage, { ...emptyCoverage, problems: [problem] }) };
  }
}
