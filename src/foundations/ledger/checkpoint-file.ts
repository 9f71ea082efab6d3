import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { asSeaworthyError } from '../../core/index.ts';

/** Where signed ends are kept beside the ledger: one a line. */
export function checkpointFile(directory: string): string {
  return join(directory, 'checkpoints.jsonl');
}

/** Adds a line, on disk when it returns. Throws `E_WRITE`. */
export function addCheckpoint(directory: string, line: string): string {
  const file = checkpointFile(directory);
  try {
    const descriptor = openSync(file, 'a', 0o600);
    try {
      writeSync(descriptor, `${line}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    throw asSeaworthyError(cause, 'E_WRITE', 'the end of the ledger cannot be kept beside it', file);
  }
  return file;
}
