import { link, open } from 'node:fs/promises';
import { asSeaworthyError, SeaworthyError } from '../core/index.ts';
import { discard } from '../foundations/formats/index.ts';

/** What messages say about a file that is written. */
export interface NewFile {
  /** What it is, in the plural: `keys`. */
  readonly what: string;
  /** What to do when the name is taken. */
  readonly next: string;
  /** Bits of who may read it. */
  readonly mode: number;
}

/** Writes a file whole, where there is none: under another name first, then linked, which fails where the name is taken. Throws `E_WRITE`. */
export async function writeNewFile(file: string, text: string, { what, next, mode }: NewFile): Promise<void> {
  const partial = `${file}.${process.pid}.partial`;
  try {
    const handle = await open(partial, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(partial, file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new SeaworthyError('E_WRITE', `there is a file of this name already, and ${what} are never overwritten`, {
        where: file,
        next,
        cause: error,
      });
    throw asSeaworthyError(error, 'E_WRITE', 'the file cannot be written', file);
  } finally {
    discard(partial);
  }
}
