import path from 'node:path';
import { SeaworthyError } from '../../../core/index.ts';
import type { TextFile } from '../../../flows/index.ts';
import type { Context } from '../command.ts';
import { readBounded } from '../read-bounded.ts';

/** A file that a flag names. Throws `E_TARGET_NOT_FOUND`, `E_READ`, `E_LIMIT`. */
export function inputFile(file: string, most: number, { host }: Context): TextFile {
  const text = readBounded(path.resolve(host.workingFolder, file), most);
  if (text !== undefined) return { text, where: file };
  throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: file });
}
