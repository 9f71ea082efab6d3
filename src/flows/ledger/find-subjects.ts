import {
  defined,
  filesSubject,
  isDigest,
  keyTitle,
  SeaworthyError,
  subjectKey,
  subjectNames,
  subjectOfKey,
} from '../../core/index.ts';
import { filesAt } from '../../foundations/checkouts/index.ts';
import type { Ledger } from '../../foundations/ledger/index.ts';

/** What a text that a person typed may stand for, by keys: those that were last seen so come first. */
export interface FoundSubjects {
  /** The key is the text, or that of the files which lie at this path. */
  readonly exact?: string;
  /** Those that go by the name, or whose key begins so. */
  readonly named: readonly string[];
  /** Those with records that mention it: workloads that run the image. */
  readonly mentioning: readonly string[];
}

/** Most subjects that one text is looked up for. */
export const mostSubjects = 100;

/**
 * The subjects that a text stands for: a key, the beginning of a digest, a path, the name of an image, `namespace/kind/name` with or without the cluster
 * before it. Where files lie at the path, files elsewhere that were once asked for by the same words are not meant.
 */
export async function findSubjects(ledger: Ledger, asked: string, most = mostSubjects): Promise<FoundSubjects> {
  if (asked === '') return { named: [], mentioning: [] };
  const here = keyOfPath(asked);
  const found = (await ledger.keys(asked, most)).filter(
    (key) => here === undefined || key === here || subjectOfKey(key)?.kind !== 'files',
  );
  const isKnown = here !== undefined && (await ledger.list({ subject: here, limit: 1 })).records.length > 0;
  const exact = found.find((key) => key === asked) ?? (isKnown ? here : undefined);
  const others = found.filter((key) => key !== exact);
  return {
    ...defined({ exact }),
    named: others.filter((one) => isNamed(one, asked)),
    mentioning: others.filter((one) => !isNamed(one, asked)),
  };
}

/** The key of what lies at a path, which may be written as a target of a scan; undefined when nothing does. */
function keyOfPath(asked: string): string | undefined {
  const files = filesAt(asked.replace(/^dir:/, ''));
  return files === undefined ? undefined : subjectKey(filesSubject(asked, 'directory', files));
}

const workloads = 'workload:';

/** Records about a workload go by the names of its images, too; its own name stands in its key. */
function isNamed(subject: string, asked: string): boolean {
  if (!subject.startsWith(workloads)) return true;
  const known = subjectOfKey(subject);
  const own = known === undefined ? [subject.slice(workloads.length)] : subjectNames(known);
  return own.includes(asked) || subject.startsWith(asked);
}

/** Whether a key, or the digits of a digest, begin so. */
export const begins = (subject: string, asked: string): boolean =>
  subject.startsWith(asked) || (isDigest(subject) && subject.slice(subject.indexOf(':') + 1).startsWith(asked));

/** Several things that are no images go by one name: whoever asks must say which. */
export function severalSubjects(asked: string, found: readonly string[]): SeaworthyError {
  const shown = found.slice(0, 5).map((subject) => {
    const title = keyTitle(subject);
    return title === subject ? subject : `${title}: ${subject}`;
  });
  const more = found.length > shown.length ? [`and ${found.length - shown.length} more`] : [];
  return new SeaworthyError('E_USAGE', `several subjects go by ${JSON.stringify(asked.slice(0, 100))}`, {
    why: [...shown, ...more].join('; '),
    next: 'Name one by its key, which is what stands after the colon.',
  });
}

/** Everything that was found: the one that was surely meant, else all. */
export const allFound = ({ exact, named, mentioning }: FoundSubjects): readonly string[] =>
  exact === undefined ? [...named, ...mentioning] : [exact];

/** What older versions recorded has a key that tells less: it gives way to what is known better. */
export const isOlder = (subject: string): boolean => !isDigest(subject) && subjectOfKey(subject) === undefined;
