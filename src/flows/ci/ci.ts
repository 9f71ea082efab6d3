import { type FilesSubject, filesSubject, type Problem, type Report, SeaworthyError } from '../../core/index.ts';
import { filesAt } from '../../foundations/checkouts/index.ts';
import { exceptionsOf } from '../exceptions.ts';
import { checkLicences } from '../licences.ts';
import { lint } from '../lint/index.ts';
import { scan } from '../scan.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { vexAtHand } from '../vex/with-vex.ts';
import { type Part, projectReport } from './project-report.ts';

/** A project, and what was built of it. */
export interface ProjectInput {
  /** The folder of its sources. */
  readonly folder: string;
  /** Images that were built of it, as `scan` takes them. */
  readonly images: readonly string[];
}

/**
 * What is wrong with a project: what `lint` judges of its files, what its lock files declare, the secrets in its files, and the images that were built of it, as one
 * list. What there is none of is told, and what could not be looked at makes the result incomplete, also where it is a whole image. Each part is recorded in the
 * ledger as `lint` and `scan` record it. Throws `E_TARGET_NOT_FOUND` for a folder that is not there, and `E_TARGET_UNKNOWN` where nothing could be judged at all.
 */
export function ci(project: ProjectInput, given: Settings | Session): Promise<Report> {
  return inSession(given, async (session) => {
    const subject = projectSubject(project.folder);
    // Files that every part is judged by: that one of them is not there is no gap of a part, and said before any is looked at.
    await exceptionsOf(session.settings);
    await checkLicences(session.settings);
    await vexAtHand(session);
    const parts: Part[] = [
      await partOf('what lint judges', project.folder, session, () => lint([project.folder], session)),
      await partOf('sources', project.folder, session, () => scan(`dir:${project.folder}`, session)),
    ];
    for (const image of new Set(project.images))
      parts.push(...withKind(await partOf('image', image, session, () => scan(image, session)), image));
    if (project.images.length === 0) parts.push({ problem: noImage(subject.name) });
    const report = projectReport(subject, parts, session.settings);
    if (parts.every((part) => !('report' in part))) throw nothingJudged(project.folder, report.coverage.problems);
    return report;
  });
}

function projectSubject(folder: string): FilesSubject {
  const files = filesAt(folder);
  if (files === undefined)
    throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such folder', {
      where: folder,
      next: 'Name the folder of the sources.',
    });
  return filesSubject(folder, 'sources', files);
}

/**
 * One part of the look. That there is no file of a kind is no gap; anything else that keeps a part from being judged is. An interruption, or a time that is over, ends
 * all.
 */
async function partOf(what: string, where: string, { settings }: Session, look: () => Promise<Report>): Promise<Part> {
  try {
    return { report: await look() };
  } catch (error) {
    if (settings.signal?.aborted === true || !(error instanceof SeaworthyError)) throw error;
    if (error.code === 'E_USAGE') throw error;
    const { code, message } = error;
    const isNone = code === 'E_TARGET_UNKNOWN' && error.why === undefined && what !== 'image';
    const why = error.why === undefined ? message : `${message}: ${error.why}`;
    return { problem: { code, message: `${what}: ${why}`, where: error.where ?? where, part, incomplete: !isNone } };
  }
}

/** What was named as an image and is none was judged as the sources of something: nobody looked for what is wrong with an image, nor for Dockerfiles. */
function withKind(looked: Part, image: string): readonly Part[] {
  if (!('report' in looked) || looked.report.subject.kind === 'image') return [looked];
  const message =
    'this is no image: its packages and secrets alone were judged. Sources come first: `seaworthy ci FOLDER`';
  return [looked, { problem: { code: 'E_WRONG_KIND', message, where: image, part, incomplete: true } }];
}

/** The part's name in the coverage. */
const part = 'ci';

const noImage = (where: string): Problem => ({
  code: 'E_TARGET_UNKNOWN',
  message: 'no image was named, so that only what one is built from was judged: `seaworthy ci FOLDER IMAGE`',
  where,
  part,
  incomplete: false,
});

function nothingJudged(folder: string, problems: readonly Problem[]): SeaworthyError {
  const [first] = problems.filter(({ incomplete }) => incomplete);
  return new SeaworthyError('E_TARGET_UNKNOWN', 'there is nothing here that can be judged', {
    where: folder,
    ...(first ? { why: `${first.where}: ${first.message}` } : {}),
    next: 'Name the folder of the sources.',
  });
}
