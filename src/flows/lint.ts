import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  asSeaworthyError,
  type Coverage,
  emptyCoverage,
  type Finding,
  joinCoverage,
  type PartRun,
  type Report,
  reportSchemaVersion,
  SeaworthyError,
} from '../core/index.ts';
import { readFileBytes } from '../foundations/formats/index.ts';
import { subjectKey } from '../foundations/ledger/index.ts';
import { compareFindings, lintDockerfile } from '../phases/build/index.ts';
import { keep } from './ledger/keep.ts';
import type { Settings } from './settings.ts';

/** Larger files are no Dockerfiles. */
const maxBytes = 4 * 1024 * 1024;
/** Folders and files that one `lint DIR` looks at; more is told. */
const maxEntries = 200_000;

/** Names of Dockerfiles, as people give them: `Dockerfile`, `Containerfile`, `api.Dockerfile`, `Dockerfile.dev`. */
const dockerfileName = /^(?:(?:docker|container)file(?:\.[^/]+)?|[^/]+\.(?:docker|container)file)$/i;
/** Other people's files. */
const foreignFolders = new Set(['.git', 'node_modules', 'vendor', '.venv']);

/**
 * What is wrong with Dockerfiles: those named, and those found in the folders named. Throws `E_TARGET_NOT_FOUND` for a path that is not there, and
 * `E_TARGET_UNKNOWN` when a folder has none; a file that cannot be read is a problem of the report when it is one of several. Recorded in the ledger.
 */
export async function lint(paths: readonly string[], settings: Settings): Promise<Report> {
  const files = paths.flatMap((path) => dockerfilesIn(path));
  const findings: Finding[] = [];
  let coverage: Coverage = emptyCoverage;
  for (const path of files) {
    const result = lintFile(path, settings, files.length === 1);
    findings.push(...result.findings);
    coverage = joinCoverage(coverage, result.coverage);
  }
  const report: Report = {
    schemaVersion: reportSchemaVersion,
    tool: { name: 'seaworthy', version: settings.toolVersion },
    created: settings.clock.now().toISOString(),
    subject: { kind: 'dockerfile', name: files.length === 1 ? (files[0] ?? '') : `${files.length} Dockerfiles` },
    layers: [],
    packages: [],
    findings: findings.sort(compareFindings),
    coverage: { ...coverage, parts: sumOfParts(coverage.parts) },
  };
  const { notRecorded } = await keep(
    { subject: subjectKey(report.subject), kind: 'lint', payload: { report } satisfies LintPayload },
    settings,
  );
  return notRecorded === undefined ? report : withNote(report, notRecorded, settings);
}

/** Payload of a `lint` record. */
export interface LintPayload {
  readonly report: Report;
}

/** That something could not be kept is told, and takes nothing from the result. */
function withNote(report: Report, why: string, { ledgerDirectory = 'ledger' }: Settings): Report {
  const message = `not recorded: ${why}`;
  const problem = { code: 'E_LEDGER', message, where: ledgerDirectory, part: 'ledger', incomplete: false } as const;
  return { ...report, coverage: joinCoverage(report.coverage, { ...emptyCoverage, problems: [problem] }) };
}

function lintFile(
  path: string,
  settings: Settings,
  isOnly: boolean,
): { readonly findings: readonly Finding[]; readonly coverage: Coverage } {
  try {
    const bytes = readFileBytes(path, maxBytes);
    if (bytes === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: path });
    return lintDockerfile(path, bytes, { clock: settings.clock });
  } catch (cause) {
    const { code, message, why } = asSeaworthyError(cause, 'E_INTERNAL', 'the Dockerfile could not be judged', path);
    if (isOnly) throw cause;
    const told = why === undefined ? message : `${message}: ${why}`;
    const problem = { code, message: told, where: path, part: 'dockerfile', incomplete: true };
    return { findings: [], coverage: { ...emptyCoverage, problems: [problem] } };
  }
}

function dockerfilesIn(path: string): readonly string[] {
  const found: string[] = [];
  let entries = 0;
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (++entries > maxEntries)
        throw new SeaworthyError('E_LIMIT', `more than ${maxEntries} entries`, { where: path });
      const inside = join(folder, entry.name);
      if (entry.isDirectory() && !foreignFolders.has(entry.name)) walk(inside);
      else if (entry.isFile() && dockerfileName.test(entry.name)) found.push(inside);
    }
  };
  try {
    walk(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTDIR') return [path];
    if (code === 'ENOENT') throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: path });
    throw asSeaworthyError(error, 'E_READ', 'the folder cannot be read', path);
  }
  if (found.length > 0) return found;
  throw new SeaworthyError('E_TARGET_UNKNOWN', 'there is no Dockerfile in this folder', {
    where: path,
    next: 'Name the file.',
  });
}

/** Every file is judged by every check: one line a check tells all. */
function sumOfParts(parts: readonly PartRun[]): readonly PartRun[] {
  const byId = Map.groupBy(parts, ({ id }) => id);
  return [...byId.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const sum = (pick: (part: PartRun) => number): number => same.reduce((total, part) => total + pick(part), 0);
    const state = same.some((part) => part.state === 'partly') ? 'partly' : first.state;
    return [{ ...first, files: sum(({ files }) => files), found: sum(({ found }) => found), state }];
  });
}
