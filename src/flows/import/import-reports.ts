import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import {
  asSeaworthyError,
  type Coverage,
  emptyCoverage,
  filesSubject,
  isIncomplete,
  joinCoverage,
  type PartRun,
  type Problem,
  type Report,
  SeaworthyError,
  type Subject,
  storedReport,
  subjectKey,
  subjectNames,
} from '../../core/index.ts';
import { canonicalRemote, filesAt } from '../../foundations/checkouts/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';
import { compareFindings } from '../../phases/1-build/advisories/index.ts';
import {
  type ImportedRun,
  importFormat,
  joinReports,
  maxImportBytes,
  notImported,
  partName,
  type ReadReport,
  readImport,
  safeText,
} from '../../phases/1-build/imports/index.ts';
import { asRecord, importKind } from '../../records/index.ts';
import { exceptionsOf, withExceptions } from '../exceptions.ts';
import { keepAll } from '../ledger/keep.ts';
import { peekInput } from '../peek-input.ts';
import { reportOf } from '../report-of.ts';
import { searchKey } from '../secret-key.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { joinOwn } from './join-own.ts';
import { ourNames } from './our-names.ts';

export interface ImportOptions {
  /** The format of all of them; else each is known by its content. */
  readonly format?: string;
  /** A report of ours to join theirs with: what both tell of one subject is one finding. */
  readonly own?: Report;
}

/** The most files of one import. */
const mostFiles = 1_000;

/** A run with what its results are about where they do not say. */
interface PlacedRun {
  readonly run: ImportedRun;
  readonly report: string;
  readonly digest: string;
}

/**
 * What reports of other tools say, as one report: each thing once, with the word of every tool that tells of it. `-` is what comes in. A report that its tool marks as
 * failed or incomplete makes the result incomplete. Recorded in the ledger, of each subject by itself. Throws `E_TARGET_NOT_FOUND`, `E_FORMAT`, `E_LIMIT`, and `E_USAGE`
 * for a format that there is not.
 */
export function importReports(
  files: readonly string[],
  given: Settings | Session,
  options: ImportOptions = {},
): Promise<Report> {
  return inSession(given, (session) => importIn(files, session, options));
}

async function importIn(files: readonly string[], session: Session, { format, own }: ImportOptions): Promise<Report> {
  const { settings } = session;
  if (files.length > mostFiles)
    throw new SeaworthyError('E_USAGE', `more than ${mostFiles} reports at once`, {
      next: 'Import them in several runs.',
    });
  const fixed = format === undefined ? undefined : importFormat(format);
  const exceptions = await exceptionsOf(settings);
  const here = whereWeAre();
  const runs: PlacedRun[] = [];
  const empty: Problem[] = [];
  for (const file of new Set(files)) {
    settings.progress?.({ activity: `reading ${file}` });
    const bytes = await bytesOf(file, settings);
    const where = file === '-' ? 'standard input' : file;
    const digest = createHash('sha256').update(bytes).digest('hex');
    const report = file === '-' ? where : basename(file);
    const found = await readImport(bytes, where, fixed);
    for (const run of found) runs.push({ run: placed(run, here), report, digest });
    // A document without a word in it is no good news.
    if (found.length === 0)
      empty.push(notImported('the report tells of no run of any tool: nothing was looked at', where, 'import'));
  }
  // Only where a report has the value of a secret: a key is made when there is none.
  const hasSecrets = runs.some(({ run }) => run.results.some(({ secret }) => secret !== undefined));
  const key = hasSecrets && settings.secretKeyFile !== undefined ? searchKey(settings.secretKeyFile).key : undefined;
  const read: readonly ReadReport[] = runs.map(({ run, report }) => ({ name: report, runs: [run] }));
  const told = joinReports(read, here, await ourNames(), key);
  const findings = (own === undefined ? told : joinOwn(own, told)).toSorted(compareFindings);
  const subjects = [
    ...(own === undefined ? [] : [own.subject]),
    ...(own === undefined ? runs : []).map(({ run }) => run.subject ?? here),
    ...findings.map(({ subject }) => subject),
  ];
  const each = new Map(subjects.map((subject) => [subjectKey(subject), subject]));
  const [only = here, second] = each.values();
  const whole = own?.subject ?? (second === undefined ? only : here);
  const make = async (subject: Subject, all: boolean): Promise<Report> => {
    const key = subjectKey(subject);
    const concerned = all ? findings : findings.filter((one) => subjectKey(one.subject) === key);
    const coverage = coverageOf(all ? runs : runs.filter(({ run }) => concerns(run, key, here)), all ? empty : []);
    const made = reportOf({ subject, layers: [], packages: [], coverage }, settings);
    if (own === undefined || !all) return withExceptions({ ...made, findings: concerned }, exceptions);
    const { threshold: _threshold, ...ours } = own;
    const both = { ...ours, tool: made.tool, created: made.created, coverage: joinCoverage(ours.coverage, coverage) };
    return withExceptions({ ...both, findings: concerned }, exceptions);
  };
  const report = await make(whole, true);
  if (settings.ledgerDirectory === undefined) return report;
  const others = second === undefined ? [] : [...each.values()].filter((one) => subjectKey(one) !== subjectKey(whole));
  const kept = [...(await Promise.all(others.map((subject) => make(subject, false)))), report];
  const evidence = kept.map((one) => ({
    subject: subjectKey(one.subject),
    names: subjectNames(one.subject),
    ...asRecord(importKind, { report: storedReport(one) }),
  }));
  const { notRecorded } = await keepAll(evidence, session);
  if (notRecorded === undefined) return report;
  const message = `not recorded: ${notRecorded}`;
  const problem: Problem = {
    code: 'E_LEDGER',
    message,
    where: settings.ledgerDirectory,
    part: 'ledger',
    incomplete: false,
  };
  return { ...report, coverage: joinCoverage(report.coverage, { ...emptyCoverage, problems: [problem] }) };
}

async function bytesOf(file: string, settings: Settings): Promise<Uint8Array> {
  if (file === '-') {
    if (settings.input === undefined)
      throw new SeaworthyError('E_USAGE', 'nothing comes in on standard input', {
        next: 'Pipe it in: `semgrep scan --sarif | seaworthy import -`.',
      });
    const bytes = await (await peekInput(settings.input, 1)).all(maxImportBytes);
    if (bytes !== undefined) return bytes;
    throw new SeaworthyError('E_LIMIT', `more than ${maxImportBytes} bytes come in`, { where: 'standard input' });
  }
  const bytes = readFileBytes(file, maxImportBytes);
  if (bytes === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: file });
  return bytes;
}

/** The folder in which it is called: what reports are about that do not say. */
function whereWeAre(): Subject {
  try {
    const files = filesAt('.');
    if (files !== undefined) return filesSubject(basename(resolve('.')) || '.', 'sources', files);
  } catch (error) {
    throw asSeaworthyError(error, 'E_READ', 'the folder cannot be read', '.');
  }
  throw new SeaworthyError('E_TARGET_NOT_FOUND', 'the folder is gone', { where: '.' });
}

/** A run whose report names a repository is about that. */
function placed(run: ImportedRun, here: Subject): ImportedRun {
  if (run.subject !== undefined) return run;
  const repository = run.checkout === undefined ? undefined : canonicalRemote(run.checkout.repository);
  if (repository === undefined) return { ...run, subject: here };
  const subject = filesSubject(repository, 'sources', { place: { repository }, path: '' }, run.checkout?.revision);
  return { ...run, subject };
}

/** Whether a run, or a result of it, is about a subject. */
function concerns(run: ImportedRun, key: string, here: Subject): boolean {
  const about = [run.subject ?? here, ...run.results.flatMap(({ subject }) => subject ?? [])];
  return about.some((subject) => subjectKey(subject) === key);
}

function coverageOf(runs: readonly PlacedRun[], problems: readonly Problem[]): Coverage {
  const parts = runs.map(({ run, report, digest }): PartRun => {
    const missed = isIncomplete({ ...emptyCoverage, problems: run.problems });
    const version = run.version === undefined ? '' : ` ${run.version}`;
    return {
      id: partName(run.tool),
      version: 1,
      files: run.files ?? 0,
      found: run.results.length,
      state: missed ? 'partly' : 'complete',
      why: `${safeText(run.tool + version)}, by ${report} (sha256:${digest.slice(0, 12)})`,
    };
  });
  return {
    ...emptyCoverage,
    parts,
    problems: [...problems, ...runs.flatMap(({ run }) => run.problems)].map((one) => ({
      ...one,
      message: safeText(one.message),
    })),
    lookedFor: [...new Set(runs.flatMap(({ run }) => run.lookedFor))],
  };
}
