import { asSeaworthyError, type PartRun, SeaworthyError, withWhy } from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';
import {
  infrastructureByContent,
  lintInfrastructure,
  maxSearchedBytes,
  readInfrastructureFile,
} from '../../phases/1-build/checks/index.ts';
import type { Settings } from '../settings.ts';
import type { chooseChecks } from './choose-checks.ts';
import type { SourceCandidate } from './find-sources.ts';
import { type JudgedFile, unjudged } from './judge-dockerfiles.ts';
import { subjectOfFile } from './lint-subject.ts';

/** What became of templates and plans. */
interface JudgedInfrastructure {
  readonly files: readonly JudgedFile[];
  /** What is told of checks that did not look, where there was something to look at. */
  readonly off: readonly PartRun[];
  /** Those that are plans, judged or without anything to judge. */
  readonly plans: readonly string[];
  /** Files that are none, and those of which no check knows anything. */
  readonly others: readonly SourceCandidate[];
}

/**
 * Judges templates of CloudFormation and plans of Terraform that have a resource which is about containers; the others are out of scope, and left. One that says it
 * is one and cannot be read is told, or thrown where nothing else was named.
 */
export async function judgeInfrastructure(
  candidates: readonly SourceCandidate[],
  settings: Settings,
  { checks, off }: ReturnType<typeof chooseChecks>['infrastructure'],
  isOnly: boolean,
): Promise<JudgedInfrastructure> {
  const files: JudgedFile[] = [];
  const plans: string[] = [];
  const others: SourceCandidate[] = [];
  for (const candidate of candidates) {
    const { path, kind, named } = candidate;
    if (kind === 'dockerfile') {
      others.push(candidate);
      continue;
    }
    try {
      const bytes = readFileBytes(path, maxSearchedBytes);
      const file =
        bytes !== undefined && infrastructureByContent(bytes) ? await readInfrastructureFile(path, bytes) : undefined;
      if (file?.isPlan === true) plans.push(path);
      if (file === undefined || file.resources.length + file.missed.length === 0) {
        if (file !== undefined && named)
          throw new SeaworthyError('E_WRONG_KIND', 'no resource here is about containers', { where: path });
        others.push(candidate);
        continue;
      }
      const subject = subjectOfFile(path, 'infrastructure');
      files.push({ subject, judged: true, ...lintInfrastructure(file, { checks, clock: settings.clock, subject }) });
    } catch (cause) {
      const error = asSeaworthyError(cause, 'E_INTERNAL', 'the template could not be judged', path);
      const { code, message, why, where = path } = error;
      if (code === 'E_WRONG_KIND' || (isOnly && named && code !== 'E_LIMIT')) throw cause;
      if (kind === 'any') others.push(candidate);
      else
        files.push(
          unjudged(subjectOfFile(path, 'infrastructure'), where, code, withWhy(message, why), 'infrastructure'),
        );
    }
  }
  return { files, off: files.some(({ judged }) => judged) ? off : [], plans, others };
}
