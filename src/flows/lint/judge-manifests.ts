import { asSeaworthyError, type FilesSubject, type PartRun, SeaworthyError, withWhy } from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';
import {
  coverageOf,
  lintManifests,
  type ManifestFile,
  manifestByContent,
  maxSearchedBytes,
  readManifestFile,
} from '../../phases/1-build/checks/index.ts';
import type { Settings } from '../settings.ts';
import type { chooseChecks } from './choose-checks.ts';
import type { SourceCandidate } from './find-sources.ts';
import { type JudgedFile, unjudged } from './judge-dockerfiles.ts';
import { subjectsOfFiles } from './lint-subject.ts';

/** What became of manifests. */
interface JudgedManifests {
  readonly files: readonly JudgedFile[];
  /** The checks, over all files together. */
  readonly parts: readonly PartRun[];
  /** Files that are no manifests by their names and may be something else. */
  readonly others: readonly SourceCandidate[];
}

/**
 * Judges all manifests together. A file that was found and has nothing of a manifest is left out; one that says it is a manifest and cannot be read is told.
 * Throws `E_WRONG_KIND` for a file that was named, is called one and is none.
 */
export async function judgeManifests(
  candidates: readonly SourceCandidate[],
  settings: Settings,
  { checks, off }: ReturnType<typeof chooseChecks>['manifest'],
  isOnly: boolean,
): Promise<JudgedManifests> {
  const files: ManifestFile[] = [];
  const unread: JudgedFile[] = [];
  const others: SourceCandidate[] = [];
  const subjectOf = subjectsOfFiles('manifest');
  for (const candidate of candidates) {
    const read = candidate.kind === 'dockerfile' ? 'other' : await readOne(candidate, isOnly, subjectOf);
    if (read === 'other') others.push(candidate);
    else if (read !== undefined && 'judged' in read) unread.push(read);
    else if (read !== undefined) files.push(read);
  }
  if (files.length === 0) return { files: unread, parts: [], others };
  const { results, parts: ran } = lintManifests(files, { checks, clock: settings.clock });
  const parts = [...ran, ...off];
  const judged = results.map(
    (result): JudgedFile => ({
      subject: subjectOf(result.file.path),
      judged: true,
      findings: result.findings,
      coverage: coverageOf(result, parts),
    }),
  );
  return { files: [...judged, ...unread], parts, others };
}

/** The file; undefined where it is none and nobody said that it was. */
async function readOne(
  { path, kind, named }: SourceCandidate,
  isOnly: boolean,
  subjectOf: (path: string) => FilesSubject,
): Promise<ManifestFile | JudgedFile | 'other' | undefined> {
  try {
    const bytes = readFileBytes(path, maxSearchedBytes);
    if (bytes === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: path });
    const file = manifestByContent(bytes, path) ? await readManifestFile(path, bytes, subjectOf(path)) : undefined;
    if (file !== undefined) return file;
    if (kind === 'any') return 'other';
    if (named) throw noManifest(path, 'no object of it says its apiVersion and kind');
    return undefined;
  } catch (cause) {
    if (kind === 'any' && !(cause instanceof SeaworthyError && cause.code === 'E_TARGET_NOT_FOUND')) return 'other';
    const error = asSeaworthyError(cause, 'E_INTERNAL', 'the manifest could not be judged', path);
    const { code, message, why, where = path } = error;
    if (code === 'E_WRONG_KIND') throw cause;
    if (isOnly && named) throw code === 'E_FORMAT' ? noManifest(where, withWhy(message, why)) : cause;
    return unjudged(subjectOf(path), where, code, withWhy(message, why), 'kubernetes');
  }
}

const noManifest = (where: string, why: string): SeaworthyError =>
  new SeaworthyError('E_WRONG_KIND', 'this is no Kubernetes manifest', { where, why });
