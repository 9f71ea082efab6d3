import { defined, SeaworthyError } from '../../../../core/index.ts';
import type { FeedFile } from '../feed.ts';
import { type FetchOptions, fetchFile, fileUrl } from './fetch-file.ts';
import type { PartFile } from './part-file.ts';

/** A file where it lies now, and what the feed calls it. */
export interface NamedFile {
  readonly name: string;
  readonly file: FeedFile;
}

/** A name, with whatever ends its line. */
const limits = { bytes: 1_024, inflatedBytes: 1_024 };

/** Looks up the name that a file has at present, where its feed says that it changes. Throws `E_FEED`, and what `fetchFile` throws. */
export async function nameFile(file: FeedFile, options: FetchOptionsOfName): Promise<NamedFile> {
  const { path: name, namedIn } = file;
  if (namedIn === undefined) return { name, file };
  const { base, http, folder, signal } = options;
  const fetched = await fetchFile(base, { path: namedIn.path }, { http, limits, folder, ...defined({ signal }) });
  const text = fetched.state === 'fetched' ? new TextDecoder().decode(textOf(fetched.part)).trim() : '';
  if (!namedIn.form.test(text) || text.includes('/'))
    throw new SeaworthyError('E_FEED', 'the name of a file expected', {
      where: fileUrl(base, namedIn),
      why: `${JSON.stringify(text.slice(0, 100))} found`,
    });
  return { name, file: { ...file, path: text } };
}

type FetchOptionsOfName = Pick<FetchOptions, 'http' | 'folder' | 'signal'> & { readonly base: string };

function textOf(part: PartFile): Uint8Array {
  try {
    return part.source().read(0, limits.bytes);
  } finally {
    part.remove();
  }
}
