import {
  type Coverage,
  emptyCoverage,
  type Finding,
  isLeftOut,
  joinCoverage,
  type Problem,
  type Report,
  SeaworthyError,
  type Subject,
  storedReport,
  subjectKey,
  subjectNames,
} from '../../core/index.ts';
import { compareFindings } from '../../phases/1-build/advisories/index.ts';
import { asRecord, lintKind } from '../../records/index.ts';
import { exceptionsOf, withExceptions } from '../exceptions.ts';
import { keepAll } from '../ledger/keep.ts';
import type { Evidenced } from '../ledger/record-evidence.ts';
import { reportOf } from '../report-of.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { sumOfParts } from '../sum-of-parts.ts';
import { chooseChecks } from './choose-checks.ts';
import { findSources, type SourceCandidate } from './find-sources.ts';
import { judgeCompose } from './judge-compose.ts';
import { type JudgedFile, judgeDockerfiles } from './judge-dockerfiles.ts';
import { judgeImageConfigs } from './judge-image-configs.ts';
import { judgeInfrastructure } from './judge-infrastructure.ts';
import { judgeManifests, noManifest } from './judge-manifests.ts';
import { realPath, sourcesIn } from './lint-subject.ts';
import { ownChecksOf } from './own-checks.ts';
import { piped, readPiped } from './piped-source.ts';
import { tellTerraform } from './terraform-sources.ts';

/**
 * What is wrong with Dockerfiles, Compose files, Kubernetes manifests and templates of infrastructure: those named, and those found in the folders named, by their
 * names and by what stands in them; and with the configurations of images that are named.
 * Manifests are judged together. Throws `E_TARGET_NOT_FOUND` for a path that is not there, `E_WRONG_KIND` for a file that was named and is none, and
 * `E_TARGET_UNKNOWN` when nothing was found that can be judged; what calls itself one in a folder and is none is a problem of the report, and so is a file
 * that cannot be read when it is one of several. Recorded in the ledger: each file by itself, so that what is known of one is not mixed with others, and
 * several as what was asked for; nothing where a check was switched off. `-` is what comes in on standard input, which is recorded as nobody's. Throws
 * `E_USAGE` for a check that there is not.
 */
export function lint(paths: readonly string[], given: Settings | Session): Promise<Report> {
  return inSession(given, (session) => lintIn(paths, session));
}

async function lintIn(paths: readonly string[], session: Session): Promise<Report> {
  const { settings } = session;
  const chosen = chooseChecks(settings, await ownChecksOf(settings));
  const exceptions = await exceptionsOf(settings);
  const { candidates: all, problems } = await sourcesOf(paths, settings);
  const [sources, candidates] = [all.filter(isSource), all.filter((one) => !isSource(one))];
  const isOnly = candidates.length === 1;
  const images = judgeImageConfigs(candidates, settings, chosen.image, isOnly);
  const manifests = await judgeManifests(images.others, paths, settings, chosen.manifest, isOnly);
  // What comes in on standard input is a Dockerfile or manifests.
  const isPiped = paths.includes(piped);
  const compose = await judgeCompose(isPiped ? [] : manifests.others, paths, settings, chosen.compose, isOnly);
  const infrastructure = await judgeInfrastructure(compose.others, settings, chosen.infrastructure, isOnly);
  const terraform = tellTerraform(sources, infrastructure.plans);
  const left = isPiped ? manifests.others : infrastructure.others;
  const [data, others] = [left.filter(isData), left.filter((one) => !isData(one))];
  for (const { path, named } of data) if (named) throw noManifest(path);
  const dockerfiles = judgeDockerfiles(others, settings, chosen.dockerfile, isOnly);
  const looked = [...images.files, ...dockerfiles, ...manifests.files, ...compose.files, ...infrastructure.files];
  const coverage: Coverage = {
    ...emptyCoverage,
    parts: sumOfParts([
      ...[...images.files, ...dockerfiles, ...compose.files, ...infrastructure.files].flatMap(
        (one) => one.coverage.parts,
      ),
      ...manifests.parts,
      ...compose.off,
      ...infrastructure.off,
    ]),
    problems: [...problems, ...terraform, ...looked.flatMap((one) => one.coverage.problems)],
    lookedFor: [...new Set(looked.flatMap((one) => one.coverage.lookedFor))],
  };
  const judged = looked.filter((one) => one.judged);
  const [only, second] = judged;
  if (only === undefined) throw nothingJudged(paths, coverage.problems, terraform);
  const kinds = new Set(judged.map(({ subject: { content } }) => content));
  const subject = second === undefined ? only.subject : sourcesIn(paths, kinds.size > 1 ? 'several' : kindOf(only));
  const findings = looked.flatMap((one) => one.findings);
  const report = await withExceptions(lintReport(subject, findings, coverage, settings), exceptions);
  if (settings.ledgerDirectory === undefined) return report;
  if (paths.includes(piped))
    return session.records ? withNote(report, 'nobody knows whose standard input is', settings) : report;
  // As of a scan that leaves something out: what reads the ledger must not take it for a look by all checks.
  if (coverage.parts.some(isLeftOut))
    return session.records ? withNote(report, 'something was left out, as asked', settings) : report;
  const each = await Promise.all(
    looked.map((one) => withExceptions(lintReport(one.subject, one.findings, one.coverage, settings), exceptions)),
  );
  const { notRecorded } = await keepAll((second === undefined ? each : [...each, report]).map(evidenceOf), session);
  return notRecorded === undefined ? report : withNote(report, notRecorded, settings);
}

const kindOf = ({
  subject: { content },
}: JudgedFile): 'dockerfile' | 'manifest' | 'compose' | 'infrastructure' | 'image-config' =>
  content === 'manifest' || content === 'compose' || content === 'infrastructure' || content === 'image-config'
    ? content
    : 'dockerfile';

const isSource = ({ kind }: SourceCandidate): boolean => kind === 'terraform';

/** Whether its name says that it holds data: it is never tried as a Dockerfile. */
const isData = ({ kind }: SourceCandidate): boolean => kind === 'manifest';

function lintReport(subject: Subject, findings: readonly Finding[], coverage: Coverage, settings: Settings): Report {
  return {
    ...reportOf({ subject, layers: [], packages: [], coverage }, settings),
    findings: findings.toSorted(compareFindings),
  };
}

const evidenceOf = (report: Report): Evidenced => ({
  subject: subjectKey(report.subject),
  names: subjectNames(report.subject),
  ...asRecord(lintKind, { report: storedReport(report) }),
});

/** That something could not be kept is told, and takes nothing from the result. */
function withNote(report: Report, why: string, { ledgerDirectory = 'ledger' }: Settings): Report {
  const message = `not recorded: ${why}`;
  const problem = { code: 'E_LEDGER', message, where: ledgerDirectory, part: 'ledger', incomplete: false } as const;
  return { ...report, coverage: joinCoverage(report.coverage, { ...emptyCoverage, problems: [problem] }) };
}

/** Every file of what was asked for that may be judged. */
export async function sourcesOf(
  paths: readonly string[],
  settings: Settings,
): Promise<{ readonly candidates: readonly SourceCandidate[]; readonly problems: readonly Problem[] }> {
  if (paths.includes(piped)) {
    if (paths.length === 1) return { candidates: [await readPiped(settings)], problems: [] };
    throw new SeaworthyError('E_USAGE', 'standard input is judged by itself', { next: 'Name either `-` or files.' });
  }
  const found = paths.map((path) => findSources(path));
  // What one folder holds comes once.
  const files = found.flatMap((one) => one.files);
  const problems = found.flatMap((one) => one.problems);
  return { candidates: found.length === 1 ? files : eachOnce(files), problems };
}

/** A file that is named and also found in a folder is judged once, as one that is named. */
function eachOnce(candidates: readonly SourceCandidate[]): readonly SourceCandidate[] {
  const byPath = new Map<string, SourceCandidate>();
  for (const candidate of candidates) {
    const key = realPath(candidate.path);
    if (candidate.named || !byPath.has(key)) byPath.set(key, candidate);
  }
  return [...byPath.values()];
}

function nothingJudged(
  paths: readonly string[],
  problems: readonly Problem[],
  terraform: readonly Problem[],
): SeaworthyError {
  const told = problems.filter(({ incomplete }) => incomplete);
  const [first] = told;
  if (first === undefined) {
    const besides = terraform.map(({ message }) => `; ${message}`).join('');
    return new SeaworthyError(
      'E_TARGET_UNKNOWN',
      `there is no Dockerfile, Compose file or Kubernetes manifest in this folder${besides}`,
      {
        where: paths.join(', '),
        next: 'Name the file.',
      },
    );
  }
  const others = told.length === 1 ? '' : `, and ${told.length - 1} more`;
  return new SeaworthyError('E_TARGET_UNKNOWN', 'there is nothing here that can be judged', {
    where: paths.join(', '),
    why: `${first.where}: ${first.message}${others}`,
    next: 'Name the file.',
  });
}
