import type { Command, CommandList } from '../command.ts';
import { attest } from './attest/index.ts';
import { base } from './base/index.ts';
import { checksList } from './checks-list/index.ts';
import { checksShow } from './checks-show/index.ts';
import { ci } from './ci/index.ts';
import { completion } from './completion/index.ts';
import { configShow } from './config-show/index.ts';
import { convert } from './convert/index.ts';
import { dbArchives } from './db-archives/index.ts';
import { dbBases } from './db-bases/index.ts';
import { dbBuild } from './db-build/index.ts';
import { dbExport } from './db-export/index.ts';
import { dbFeeds } from './db-feeds/index.ts';
import { dbImport } from './db-import/index.ts';
import { dbPull } from './db-pull/index.ts';
import { dbPush } from './db-push/index.ts';
import { dbSearch } from './db-search/index.ts';
import { dbStatus } from './db-status/index.ts';
import { dbUpdate } from './db-update/index.ts';
import { diff } from './diff/index.ts';
import { env } from './env/index.ts';
import { explain } from './explain/index.ts';
import { fix } from './fix/index.ts';
import { gateCheck } from './gate-check/index.ts';
import { gateInit } from './gate-init/index.ts';
import { help } from './help/index.ts';
import { importReports } from './import/index.ts';
import { keysGenerate } from './keys-generate/index.ts';
import { ledgerCheckpoint } from './ledger-checkpoint/index.ts';
import { ledgerExport } from './ledger-export/index.ts';
import { ledgerImport } from './ledger-import/index.ts';
import { ledgerList } from './ledger-list/index.ts';
import { ledgerPrune } from './ledger-prune/index.ts';
import { ledgerShow } from './ledger-show/index.ts';
import { ledgerVerify } from './ledger-verify/index.ts';
import { lint } from './lint/index.ts';
import { rejudge } from './rejudge/index.ts';
import { replay } from './replay/index.ts';
import { retireApply } from './retire-apply/index.ts';
import { retirePlan } from './retire-plan/index.ts';
import { rulesCheck } from './rules-check/index.ts';
import { rulesDescribe } from './rules-describe/index.ts';
import { rulesListFields } from './rules-list-fields/index.ts';
import { rulesTest } from './rules-test/index.ts';
import { sbom } from './sbom/index.ts';
import { sbomCheck } from './sbom-check/index.ts';
import { sbomConvert } from './sbom-convert/index.ts';
import { sbomMerge } from './sbom-merge/index.ts';
import { scan } from './scan/index.ts';
import { secretsGit } from './secrets-git/index.ts';
import { serveAdmission } from './serve-admission/index.ts';
import { serveAudit } from './serve-audit/index.ts';
import { sign } from './sign/index.ts';
import { tour } from './tour/index.ts';
import { tree } from './tree/index.ts';
import { verify } from './verify/index.ts';
import { version } from './version/index.ts';
import { voyage } from './voyage/index.ts';
import { watch } from './watch/index.ts';

/** Every command, in the order in which help shows them. A new one is a folder beside these and a line here. */
export const commands: readonly Command[] = [
  scan,
  sbom,
  sbomCheck,
  sbomConvert,
  sbomMerge,
  base,
  lint,
  ci,
  checksList,
  checksShow,
  secretsGit,
  importReports,
  sign,
  attest,
  verify,
  tree,
  keysGenerate,
  gateInit,
  gateCheck,
  serveAdmission,
  serveAudit,
  watch,
  replay,
  rulesCheck,
  rulesDescribe,
  rulesListFields,
  rulesTest,
  retirePlan,
  retireApply,
  explain,
  fix,
  diff,
  convert,
  rejudge,
  voyage,
  tour,
  ledgerList,
  ledgerShow,
  ledgerVerify,
  ledgerCheckpoint,
  ledgerExport,
  ledgerImport,
  ledgerPrune,
  dbUpdate,
  dbStatus,
  dbSearch,
  dbArchives,
  dbBases,
  dbFeeds,
  dbBuild,
  dbPush,
  dbPull,
  dbExport,
  dbImport,
  configShow,
  env,
  completion,
  help,
  version,
];

/** Words that begin several commands, and what these have in common. */
export const groups: Readonly<Record<string, string>> = {
  checks: 'The catalogue of checks',
  keys: 'Keys to sign with',
  gate: 'What may run',
  serve: 'Servers',
  secrets: 'Secrets outside images',
  rules: 'Rules of Falco by themselves',
  retire: 'When images may go',
  db: 'The local advisory data',
  ledger: 'Evidence that was kept: what was scanned, judged, signed, decided',
  config: 'Settings',
};

export const commandList: CommandList = { commands, groups };
