import path from 'node:path';
import { isDigest, SeaworthyError } from '../../../core/index.ts';
import type { Checkpoint } from '../../../flows/index.ts';
import { readBounded } from '../read-bounded.ts';

/** Bytes of a file with checkpoints: some ten thousand of them. */
const maxBytes = 2 * 1024 * 1024;

/** The checkpoints in a file, one a line as `ledger checkpoint` prints them. Throws `E_TARGET_NOT_FOUND`, `E_LIMIT`, `E_FORMAT` with the line. */
export function readCheckpoints(file: string, folder: string): readonly Checkpoint[] {
  const text = readBounded(path.resolve(folder, file), maxBytes);
  if (text === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: file });
  const found = text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const checkpoint = readCheckpoint(line);
    if (checkpoint !== undefined) return [checkpoint];
    throw noCheckpoint(`${file}:${index + 1}`);
  });
  // A file that says nothing must not pass as a check.
  if (found.length === 0) throw noCheckpoint(file);
  return found;
}

function readCheckpoint(line: string): Checkpoint | undefined {
  try {
    const { ledger, sequence, digest } = Object(JSON.parse(line)) as Partial<Record<keyof Checkpoint, unknown>>;
    if (typeof ledger !== 'string' || typeof sequence !== 'number' || typeof digest !== 'string') return undefined;
    return Number.isSafeInteger(sequence) && sequence >= 0 && isDigest(digest)
      ? { ledger, sequence, digest }
      : undefined;
  } catch {
    return undefined;
  }
}

function noCheckpoint(where: string): SeaworthyError {
  return new SeaworthyError('E_FORMAT', 'this is no end of a ledger', {
    where,
    next: 'A checkpoint is the line that `seaworthy ledger checkpoint` prints.',
  });
}
