import {
  emptyCoverage,
  type Inventory,
  joinCoverage,
  type Report,
  SeaworthyError,
  whatAndWhy,
} from '../../core/index.ts';
import type { Settings } from '../settings.ts';
import { recordScan } from './record-scan.ts';

/**
 * Records a scan where the settings name a ledger and do not say otherwise. That it could not be recorded is a problem in the report that is returned,
 * and does not take the result from the user.
 */
export async function recordIfWanted(report: Report, inventory: Inventory, settings: Settings): Promise<Report> {
  if (settings.ledgerDirectory === undefined || settings.record === false) return report;
  try {
    await recordScan(report, inventory, settings);
    return report;
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    const message = `this result was not recorded: ${whatAndWhy(error)}`;
    const problem = {
      code: error.code,
      message,
      where: error.where ?? settings.ledgerDirectory,
      part: 'ledger',
      incomplete: false,
    };
    return { ...report, coverage: joinCoverage(report.coverage, { ...emptyCoverage, problems: [problem] }) };
  }
}
