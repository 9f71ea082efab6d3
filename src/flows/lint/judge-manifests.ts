import { asSeaworthyError, type FilesSubject, type PartRun, SeaworthyError, withWhy } from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';
import {
  composeByName,
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
import { subjectOfPiped } from './piped-source.ts';
import { renderSources } from './render/render-sources.ts';

/** What became of manifests. */
interface JudgedManifests {
  readonly files: readonly JudgedFile[];
  /** The checks, over all files together. */
  readonly parts: readonly PartRun[];
  /** Files that are no manifests and may be something else. */
  readonly others: readonly SourceCandidate[];
}

/**
 * Judges all manifests together, and what Helm and Kustomize make of each chart and overlay by itself. A file that has nothing of a manifest is left to others; one that says it is a manifest and cannot be read is told, or thrown
 * where nothing else was named.
 */
export async function judgeManifests(
  candidates: readonly SourceCandidate[],
  asked: readonly string[],
  settings: Settings,
  { checks, off }: ReturnType<typeof chooseChecks>['manifest'],
  isOnly: boolean,
): Promise<JudgedManifests> {
  const { files, groups, unread, others } = await readManifests(candidates, asked, settings, isOnly);
  const judged: JudgedFile[] = [];
  const ran: PartRun[] = [];
  for (const group of [files, ...groups]) {
    if (group.length === 0) continue;
    const { results, parts } = lintManifests(group, { checks, clock: settings.clock });
    ran.push(...parts);
    judged.push(
      ...results.map((result) => ({
        subject: result.file.subject,
        judged: true,
        findings: result.findings,
        coverage: coverageOf(result, [...parts, ...off]),
      })),
    );
  }
  return { files: [...judged, ...unread], parts: judged.length === 0 ? [] : [...ran, ...off], others };
}

/** The manifests among these, what Helm and Kustomize make of charts and overlays, what could not be read, and what is something else. */
export async function readManifests(
  candidates: readonly SourceCandidate[],
  asked: readonly string[],
  settings: Settings,
  isOnly: boolean,
): Promise<{
  readonly files: readonly ManifestFile[];
  readonly groups: readonly (readonly ManifestFile[])[];
  readonly unread: readonly JudgedFile[];
  readonly others: readonly SourceCandidate[];
}> {
  // What comes in on standard input is no part of a chart.
  const isPiped = candidates.some(({ bytes }) => bytes !== undefined);
  const rendered = isPiped
    ? { groups: [], unread: [], rest: candidates }
    : await renderSources(candidates, asked, settings);
  const files: ManifestFile[] = [];
  const unread: JudgedFile[] = [...rendered.unread];
  const others: SourceCandidate[] = [];
  const subjectOf = subjectsOfFiles('manifest');
  for (const candidate of rendered.rest) {
    const isOther = candidate.kind === 'dockerfile' || composeByName(candidate.path);
    const read = isOther ? 'other' : await readOne(candidate, isOnly, subjectOf);
    if (read === 'other') others.push(candidate);
    else if ('judged' in read) unread.push(read);
    else files.push(read);
  }
  return { files, groups: rendered.groups, unread, others };
}

async function readOne(
  { path, kind, named, bytes: given }: SourceCandidate,
  isOnly: boolean,
  ofFile: (path: string) => FilesSubject,
): Promise<ManifestFile | JudgedFile | 'other'> {
  const subjectOf = given === undefined ? ofFile : () => subjectOfPiped('manifest');
  try {
    const bytes = given ?? readFileBytes(path, maxSearchedBytes);
    if (bytes === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: path });
    const file = manifestByContent(bytes, path) ? await readManifestFile(path, bytes, subjectOf(path)) : undefined;
    return file ?? 'other';
  } catch (cause) {
    if (kind === 'any' && !(cause instanceof SeaworthyError && cause.code === 'E_TARGET_NOT_FOUND')) return 'other';
    const error = asSeaworthyError(cause, 'E_INTERNAL', 'the manifest could not be judged', path);
    const { code, message, why, where = path } = error;
    if (isOnly && named) throw code === 'E_FORMAT' ? noManifest(where, withWhy(message, why)) : cause;
    return unjudged(subjectOf(path), where, code, withWhy(message, why), 'kubernetes');
  }
}

/** That a file which was named is called a manifest and is none. */
export const noManifest = (
  where: string,
  why = 'no object of it says its apiVersion and kind, and it is no Compose file',
): SeaworthyError => new SeaworthyError('E_WRONG_KIND', 'this is no Kubernetes manifest', { where, why });
