import type { Report } from '../core/index.ts';
import { compareFindings, openDatabase, secretFindings, secretScanner } from '../phases/build/index.ts';
import { examine } from './examine.ts';
import { judgeInventory, reportOf } from './judge-inventory.ts';
import { recordIfWanted } from './ledger/record-if-wanted.ts';
import { inUseOf } from './run/in-use-of.ts';
import { rankByUse } from './run/rank-by-use.ts';
import { secretKey } from './secret-key.ts';
import type { Settings } from './settings.ts';

/** What is in the target, what is wrong with it, why, and what was not looked at. Recorded in the ledger where the settings name one. */
export async function scan(target: string, settings: Settings): Promise<Report> {
  const { secretKeyFile } = settings;
  const scanner = secretKeyFile === undefined ? undefined : secretScanner({ key: secretKey(secretKeyFile) });
  const { inventory, secrets } = await examine(target, settings, scanner);
  const database = openDatabase(settings.databaseDirectory);
  try {
    const judged = await judgeInventory(inventory, database, settings);
    const observations = inventory.subject.kind === 'image' ? await inUseOf(inventory.subject.digest, settings) : [];
    const ranked = rankByUse(judged.findings, observations);
    const findings = [...ranked, ...secretFindings(secrets)].sort(compareFindings);
    return await recordIfWanted({ ...judged, findings }, inventory, settings);
  } finally {
    database.close();
  }
}

/** What is in the target, without judging it. */
export async function sbom(target: string, settings: Settings): Promise<Report> {
  return reportOf((await examine(target, settings)).inventory, settings);
}
