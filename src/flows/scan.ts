import {
  emptyCoverage,
  joinCoverage,
  notJudged,
  type Problem,
  type Report,
  SeaworthyError,
  type Subject,
} from '../core/index.ts';
import { compareFindings, openDatabase } from '../phases/1-build/advisories/index.ts';
import { secretFindings, secretScanner } from '../phases/1-build/secrets/index.ts';
import type { InUseEvidence } from '../phases/4-run/index.ts';
import { examine } from './examine.ts';
import { judgeInventory, reportOf } from './judge-inventory.ts';
import { recordIfWanted } from './ledger/record-if-wanted.ts';
import { inUseOf } from './run/in-use-of.ts';
import { rankByUse } from './run/rank-by-use.ts';
import { searchKey } from './secret-key.ts';
import type { Settings } from './settings.ts';

/** What is in the target, what is wrong with it, why, and what was not looked at. Recorded in the ledger where the settings name one. */
export async function scan(target: string, settings: Settings): Promise<Report> {
  const search = settings.secretKeyFile === undefined ? undefined : searchKey(settings.secretKeyFile);
  const scanner = search && secretScanner({ key: search.key });
  const { inventory, secrets } = await examine(target, settings, scanner);
  const database = openDatabase(settings.databaseDirectory);
  try {
    const judged = await judgeInventory(inventory, database, settings);
    const use = await useOf(inventory.subject, settings);
    const ranked = rankByUse(judged.findings, use.observations);
    const findings = [...ranked, ...secretFindings(inventory.subject, secrets)].sort(compareFindings);
    const coverage = joinCoverage(judged.coverage, {
      ...emptyCoverage,
      problems: [...(search?.problems ?? []), ...use.problems],
    });
    return await recordIfWanted({ ...judged, findings, coverage }, inventory, settings);
  } finally {
    database.close();
  }
}

/** What is in the target, without judging it. */
export async function sbom(target: string, settings: Settings): Promise<Report> {
  const report = reportOf((await examine(target, settings)).inventory, settings);
  return { ...report, coverage: joinCoverage(report.coverage, { ...emptyCoverage, parts: [notJudged] }) };
}

/** What is known of the use of an image. A ledger that cannot be read takes nothing from the result but the order: it is told. */
async function useOf(
  subject: Subject,
  settings: Settings,
): Promise<{ readonly observations: readonly InUseEvidence[]; readonly problems: readonly Problem[] }> {
  if (subject.kind !== 'image') return { observations: [], problems: [] };
  try {
    return { observations: await inUseOf(subject.digest, settings), problems: [] };
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    const message = `what was in use is not known: ${error.message}`;
    const where = settings.ledgerDirectory ?? 'ledger';
    return { observations: [], problems: [{ code: error.code, message, where, part: 'ledger', incomplete: false }] };
  }
}
