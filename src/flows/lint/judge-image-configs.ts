import { asSeaworthyError, withWhy } from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';
import { judgeImage, maxConfigBytes, readConfigFile } from '../../phases/1-build/checks/index.ts';
import type { Settings } from '../settings.ts';
import type { chooseChecks } from './choose-checks.ts';
import type { SourceCandidate } from './find-sources.ts';
import { type JudgedFile, unjudged } from './judge-dockerfiles.ts';
import { subjectOfFile } from './lint-subject.ts';

/** What became of configurations of images. */
interface JudgedConfigs {
  readonly files: readonly JudgedFile[];
  /** Files that are something else. */
  readonly others: readonly SourceCandidate[];
}

/** Judges each file that was named and holds the configuration of an image: nobody keeps one among sources, so none is looked for. */
export function judgeImageConfigs(
  candidates: readonly SourceCandidate[],
  settings: Settings,
  chosen: ReturnType<typeof chooseChecks>['image'],
  isOnly: boolean,
): JudgedConfigs {
  const files: JudgedFile[] = [];
  const others: SourceCandidate[] = [];
  for (const candidate of candidates) {
    const judged =
      candidate.named &&
      candidate.bytes === undefined &&
      candidate.says !== 'yes' &&
      judge(candidate, settings, chosen, isOnly);
    if (judged) files.push(judged);
    else others.push(candidate);
  }
  return { files, others };
}

function judge(
  { path }: SourceCandidate,
  { clock }: Settings,
  { checks, history, off }: ReturnType<typeof chooseChecks>['image'],
  isOnly: boolean,
): JudgedFile | undefined {
  const bytes = bytesOf(path);
  if (bytes === undefined) return undefined;
  try {
    const parsed = readConfigFile(path, bytes);
    if (parsed === undefined) return undefined;
    const subject = subjectOfFile(path, 'image-config');
    const facts = { config: parsed.config, layers: parsed.diffIds.length, now: clock.now() };
    const { findings, coverage } = judgeImage(facts, { checks, historyChecks: history, subject, path });
    return { subject, judged: true, findings, coverage: { ...coverage, parts: [...coverage.parts, ...off] } };
  } catch (cause) {
    const { code, message, why } = asSeaworthyError(cause, 'E_INTERNAL', 'the image could not be judged', path);
    if (isOnly) throw cause;
    return unjudged(subjectOfFile(path, 'image-config'), path, code, withWhy(message, why), 'image');
  }
}

/** Nothing where it is not there, too large or cannot be read: who looks at it next tells that. */
function bytesOf(path: string): Uint8Array | undefined {
  try {
    return readFileBytes(path, maxConfigBytes);
  } catch {
    return undefined;
  }
}
