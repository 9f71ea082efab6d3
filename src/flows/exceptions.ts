import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { emptyCoverage, joinCoverage, type Report, SeaworthyError, timeOf } from '../core/index.ts';
import { readFileBytes } from '../foundations/formats/index.ts';
import type { ExceptionFile } from '../phases/1-build/exceptions/index.ts';
import type { Settings } from './settings.ts';

/** Loaded where there are exceptions alone. */
const loadRoom = () => import('../phases/1-build/exceptions/index.ts');

/**
 * The files of exceptions that the user named, read. To be asked for before anything is looked at: one that is not understood should not cost a scan. Throws
 * `E_TARGET_NOT_FOUND` for one that is not there, and what reading throws.
 */
export async function exceptionsOf({ exceptions = [] }: Settings): Promise<readonly ExceptionFile[]> {
  if (exceptions.length === 0) return [];
  const { fileLimits, readExceptions } = await loadRoom();
  return Promise.all(
    exceptions.map(({ path, name }) => {
      const bytes = readFileBytes(path, fileLimits.bytes);
      if (bytes === undefined)
        throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file of exceptions', { where: name });
      return readExceptions(bytes, name);
    }),
  );
}

/** A report in which what the files say is set aside, with what is to be said of their rules. */
export async function withExceptions(report: Report, files: readonly ExceptionFile[]): Promise<Report> {
  if (files.length === 0) return report;
  const { applyExceptions } = await loadRoom();
  const { findings, problems } = applyExceptions(report, files, timeOf(report));
  return { ...report, findings, coverage: joinCoverage(report.coverage, { ...emptyCoverage, problems }) };
}

/** Files of exceptions that lie in a folder, by their names. Nothing reads them for lying there: whoever wrote what is judged may have put them there. */
export async function exceptionFilesIn(folder: string): Promise<readonly string[]> {
  const { exceptionNames } = await loadRoom();
  return exceptionNames.filter((name) => existsSync(join(folder, name)));
}
