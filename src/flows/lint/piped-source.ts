import { type FilesSubject, filesSubject, SeaworthyError } from '../../core/index.ts';
import { filesAt } from '../../foundations/checkouts/index.ts';
import { peekInput } from '../peek-input.ts';
import type { Settings } from '../settings.ts';
import type { SourceCandidate } from './find-sources.ts';

/** What stands in a command line for standard input. */
export const piped = '-';
/** How it is called where people read of it. */
export const pipedName = 'standard input';
/** More is no file that a person wrote. */
const maxBytes = 4 * 1024 * 1024;

/**
 * What comes in as the file that is to be judged: what it is, is what the caller says, else what stands in it. Throws `E_USAGE` where nothing comes in and
 * `E_LIMIT` past a bound.
 */
export async function readPiped({
  input,
  inputKind,
}: Pick<Settings, 'input' | 'inputKind'>): Promise<SourceCandidate & { readonly bytes: Uint8Array }> {
  const next = 'Pipe a file in: `helm template . | seaworthy lint -`.';
  if (input === undefined) throw new SeaworthyError('E_USAGE', 'nothing comes in on standard input', { next });
  const bytes = await (await peekInput(input, 0)).all(maxBytes);
  if (bytes === undefined)
    throw new SeaworthyError('E_LIMIT', `more than ${maxBytes} bytes come in`, { where: pipedName });
  if (bytes.length === 0) throw new SeaworthyError('E_USAGE', 'what comes in on standard input is empty', { next });
  const says = inputKind === 'dockerfile' ? 'yes' : 'no';
  return { path: pipedName, bytes, kind: inputKind ?? 'any', says, named: true };
}

/** Whose it is: that of nobody, so it stands for itself in the folder that one is in. */
export function subjectOfPiped(content: 'dockerfile' | 'manifest'): FilesSubject {
  const here = filesAt('.');
  if (here === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'the folder is gone', { where: '.' });
  return filesSubject(pipedName, content, here);
}
