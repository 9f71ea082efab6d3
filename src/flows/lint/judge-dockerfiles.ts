import {
  asSeaworthyError,
  type Coverage,
  type ErrorCode,
  emptyCoverage,
  type FilesSubject,
  type Finding,
  SeaworthyError,
  withWhy,
} from '../../core/index.ts';
import { readDockerfile, readFileBytes } from '../../foundations/formats/index.ts';
import { lintDockerfile, type NameSays, whyNoDockerfile } from '../../phases/1-build/checks/index.ts';
import type { Settings } from '../settings.ts';
import type { chooseChecks } from './choose-checks.ts';
import type { SourceCandidate } from './find-sources.ts';
import { subjectOfFile } from './lint-subject.ts';
import { subjectOfPiped } from './piped-source.ts';

/** Larger files are no Dockerfiles. */
const maxBytes = 4 * 1024 * 1024;

/** What became of one file. */
export interface JudgedFile {
  readonly subject: FilesSubject;
  readonly judged: boolean;
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
}

/** Judges each file that is a Dockerfile; what was found and neither is one nor calls itself one is left out. */
export function judgeDockerfiles(
  candidates: readonly SourceCandidate[],
  settings: Settings,
  chosen: ReturnType<typeof chooseChecks>['dockerfile'],
  isOnly: boolean,
): readonly JudgedFile[] {
  return candidates.flatMap((candidate) => judgeDockerfile(candidate, settings, chosen, isOnly) ?? []);
}

function judgeDockerfile(
  { path, says, named, kind, bytes: given }: SourceCandidate,
  settings: Settings,
  { checks, off }: ReturnType<typeof chooseChecks>['dockerfile'],
  isOnly: boolean,
): JudgedFile | undefined {
  const subject = given === undefined ? subjectOfFile(path, 'dockerfile') : subjectOfPiped('dockerfile');
  try {
    const bytes = given ?? readFileBytes(path, maxBytes);
    if (bytes === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: path });
    const other = whyNone(path, bytes, says);
    if (other === undefined) {
      const { findings, coverage } = lintDockerfile(path, bytes, { checks, clock: settings.clock, subject });
      return { subject, judged: true, findings, coverage: { ...coverage, parts: [...coverage.parts, ...off] } };
    }
    const what =
      kind === 'any' ? 'this is no Dockerfile, Compose file or Kubernetes manifest' : 'this is no Dockerfile';
    if (named) throw new SeaworthyError('E_WRONG_KIND', what, { where: path, why: other });
    if (says !== 'yes') return undefined;
    return unjudged(subject, path, 'E_FORMAT', `no Dockerfile, although it is called one: ${other}`);
  } catch (cause) {
    const { code, message, why } = asSeaworthyError(cause, 'E_INTERNAL', 'the Dockerfile could not be judged', path);
    if (isOnly || code === 'E_WRONG_KIND') throw cause;
    return unjudged(subject, path, code, withWhy(message, why));
  }
}

/** A file of which nothing was judged, and why. */
export const unjudged = (
  subject: FilesSubject,
  where: string,
  code: ErrorCode,
  message: string,
  part = 'dockerfile',
): JudgedFile => ({
  subject,
  judged: false,
  findings: [],
  coverage: { ...emptyCoverage, problems: [{ code, message, where, part, incomplete: true }] },
});

/** As `whyNoDockerfile`, for bytes that may be no text at all. */
function whyNone(path: string, bytes: Uint8Array, says: NameSays): string | undefined {
  try {
    return whyNoDockerfile(readDockerfile(path, bytes), says);
  } catch (error) {
    if (error instanceof SeaworthyError && error.code === 'E_FORMAT') return error.why ?? error.message;
    throw error;
  }
}
