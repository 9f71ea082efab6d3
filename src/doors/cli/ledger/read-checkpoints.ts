import path from 'node:path';
import { SeaworthyError } from '../../../core/index.ts';
import type { NotedEnd } from '../../../flows/index.ts';
import type { Context } from '../command.ts';
import { readBounded } from '../read-bounded.ts';

/** Bytes of a file with checkpoints: some ten thousand of them. */
const maxBytes = 8 * 1024 * 1024;

/** The ends of ledgers in a file. Throws `E_TARGET_NOT_FOUND`, `E_LIMIT`, `E_FORMAT` with the line. */
export async function readCheckpoints(file: string, { flows, host }: Context): Promise<readonly NotedEnd[]> {
  const text = readBounded(path.resolve(host.workingFolder, file), maxBytes);
  if (text === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: file });
  return (await flows()).parseEnds(text, file);
}
