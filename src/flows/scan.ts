import {
  emptyCoverage,
  isLeftOut,
  joinCoverage,
  notJudged,
  type PartRun,
  type Problem,
  type Report,
} from '../core/index.ts';
import { compareFindings } from '../phases/1-build/advisories/index.ts';
import { secretFindings } from '../phases/1-build/secrets/index.ts';
import { examine } from './examine.ts';
import { exceptionsOf, withExceptions } from './exceptions.ts';
import { judgeInventory } from './judge-inventory.ts';
import { recordIfWanted } from './ledger/record-if-wanted.ts';
import { checkLicences, licencesOf } from './licences.ts';
import { isClaim } from './listed-in.ts';
import { reportOf } from './report-of.ts';
import { withUse } from './run/with-use.ts';
import { secretSearch } from './secrets/secret-search.ts';
import { inSession, type Session } from './session/session.ts';
import type { Settings } from './settings.ts';
import { listedBases, upkeepFacts, withUpkeep } from './upkeep/index.ts';
import { vexAtHand, withAttached, withOwn, withVex } from './vex/with-vex.ts';

/** What is in the target, what is wrong with it, why, and what was not looked at. Recorded in the ledger where the settings name one. */
export function scan(target: string, given: Settings | Session): Promise<Report> {
  return inSession(given, async (session) => {
    const { secretKeyFile } = session.settings;
    const statements = await vexAtHand(session);
    const bases = listedBases(session.settings);
    const search = secretKeyFile === undefined ? undefined : await secretSearch(session.settings);
    const exceptions = await exceptionsOf(session.settings);
    await checkLicences(session.settings);
    const { judgeByImageChecks, wantedImageChecks } = await import('./image-checks.ts');
    const checks = wantedImageChecks(session.settings);
    const { inventory, secrets, licenceTexts, document, config, files } = await examine(
      target,
      session,
      search?.scanner,
    );
    const licences = await licencesOf(inventory, licenceTexts, session.settings);
    const judged = await withUse(await judgeInventory(inventory, session), session);
    const found = secretFindings(inventory.subject, secrets, search?.detectors);
    const image = judgeByImageChecks({ inventory, config, files, secrets: found }, checks, session.settings);
    const findings = [...judged.findings, ...found, ...image.findings, ...licences.findings].sort(compareFindings);
    const coverage = joinCoverage(joinCoverage(joinCoverage(judged.coverage, licences.coverage), image.coverage), {
      ...emptyCoverage,
      parts: search === undefined ? [noSecrets] : [],
      problems: search?.problems ?? [],
    });
    const attached = await withAttached(statements, target, inventory, session);
    const said = await withOwn(attached, target, inventory, session, document);
    const stated = await withVex({ ...judged, findings, coverage }, inventory, said.atHand, session, said.own);
    const excepted = await withExceptions(stated, exceptions);
    const report = await withUpkeep(excepted, upkeepFacts(inventory), bases, session);
    // What a document claims is no evidence, and a look that left something out is none at all of it: a gate that reads the ledger must not take them for one.
    if (isClaim(inventory.subject) || session.settings.sbomFrom !== undefined) return report;
    return report.coverage.parts.some(isLeftOut)
      ? withNotRecorded(report, session)
      : recordIfWanted(report, inventory, session);
  });
}

/** That nobody looked for secrets, because somebody asked for that: else silence about them would look like an answer. */
const noSecrets: PartRun = { id: 'secrets', version: 0, files: 0, found: 0, state: 'not-run', why: 'off, as asked' };

/** Says that the ledger has nothing of this, where it would have. */
function withNotRecorded(report: Report, session: Session): Report {
  if (!session.records) return report;
  const problem: Problem = {
    code: 'E_INCOMPLETE',
    message: 'this result was not recorded, since something was left out: the ledger keeps looks at all of an image',
    where: session.settings.ledgerDirectory ?? 'ledger',
    part: 'ledger',
    incomplete: false,
  };
  return { ...report, coverage: joinCoverage(report.coverage, { ...emptyCoverage, problems: [problem] }) };
}

/** What is in the target, without judging it. */
export function sbom(target: string, given: Settings | Session): Promise<Report> {
  return inSession(given, async (session) => {
    const { inventory } = await examine(target, session, undefined, 'package-files');
    const report = reportOf(inventory, session.settings);
    return { ...report, coverage: joinCoverage(report.coverage, { ...emptyCoverage, parts: [notJudged] }) };
  });
}
