import { SeaworthyError } from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';

/** A small text file of the tour. Throws `E_TARGET_NOT_FOUND` when it is not there. */
export function readText(path: string): string {
  const bytes = readFileBytes(path, 64 * 1024);
  if (bytes === undefined)
    throw new SeaworthyError('E_TARGET_NOT_FOUND', 'a file of the tour is gone', { where: path });
  return new TextDecoder().decode(bytes);
}
