import type { Package, PackageFile } from '../../core/index.ts';
import { field } from '../formats/index.ts';
import type { Listed } from './listed.ts';

const digest = (value: unknown, length: number): value is string =>
  typeof value === 'string' && value.length === length && /^[0-9a-f]+$/.test(value);

/** Whether a package is a file, or in one; undefined for what says neither. */
export const formOf = (text: string | undefined): Package['form'] =>
  text === 'file' || text === 'part' ? text : undefined;

/** What is said of the file that a package is; undefined where that is not all there. */
export function factsOf(value: unknown): PackageFile | undefined {
  const [sha256, sha512] = [field(value, 'sha256'), field(value, 'sha512')];
  const [executable, archive] = [field(value, 'executable'), field(value, 'archive')];
  if (!digest(sha256, 64) || !digest(sha512, 128)) return undefined;
  return typeof executable === 'boolean' && typeof archive === 'boolean'
    ? { sha256, sha512, executable, archive }
    : undefined;
}

/** The name of the file that a package is, without the way to it; undefined for one that is none. */
export const fileNameOf = ({ form, path }: Package): string | undefined =>
  form === 'file' ? path.slice(path.lastIndexOf('/') + 1).toWellFormed() : undefined;

/**
 * What a document of ours says that it does not know of a package, for readers who must not take silence for an answer (CISA, "Explicitly Identifying Unknown
 * Information").
 */
export function notKnownOf(found: Package, hasProducer: boolean): readonly string[] {
  return [
    ...(hasProducer ? [] : ['producer']),
    ...(found.version === '' ? ['version'] : []),
    ...(found.licences.length === 0 ? ['licence'] : []),
    ...(found.file === undefined ? ['hash'] : []),
  ];
}

/** What is not known of what the document is about: of an image the digest of its manifest stands for version and hash. */
export const subjectNotKnown = ({ subject, producer }: Listed): readonly string[] => [
  ...(producer === undefined ? ['producer'] : []),
  ...(subject.kind === 'image' ? [] : ['version', 'identifiers', 'hash']),
  'licence',
];
