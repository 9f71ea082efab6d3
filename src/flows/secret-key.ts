import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Problem, SeaworthyError, whyOf } from '../core/index.ts';
import { discard, makeFolder, readFileBytes } from '../foundations/formats/index.ts';

const keyBytes = 32;

/** A key to search with, and what is wrong with it, if anything. */
export interface SearchKey {
  readonly key: Uint8Array;
  readonly problems: readonly Problem[];
}

/**
 * The kept key, or one for this scan alone where none can be kept (a home that is read-only): secrets are found all the same, but their fingerprints
 * are those of no other scan, and that is told.
 */
export function searchKey(path: string): SearchKey {
  try {
    return { key: secretKey(path), problems: [] };
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    const message = `${error.message}: secrets are looked for, but their fingerprints will not match those of other scans`;
    const problem = { code: error.code, message, where: path, part: 'secrets', incomplete: false };
    return { key: randomBytes(keyBytes), problems: [problem] };
  }
}

/**
 * The key of secret fingerprints, made when it is not there: the same secret has the same fingerprint in every scan of this user, and nobody without
 * the key can try values against it. Readable by its owner alone. Throws `E_READ`, `E_FORMAT` or `E_WRITE`.
 */
export function secretKey(path: string): Uint8Array {
  const key = readKey(path);
  if (key) return key;
  try {
    makeKey(path);
  } catch (cause) {
    const why = whyOf(cause);
    throw new SeaworthyError('E_WRITE', 'the key of secret fingerprints cannot be made', { where: path, why, cause });
  }
  const made = readKey(path);
  if (made) return made;
  throw new SeaworthyError('E_WRITE', 'the key of secret fingerprints is gone as soon as it is made', { where: path });
}

function readKey(path: string): Uint8Array | undefined {
  const key = readFileBytes(path, 1024);
  if (key === undefined || key.length === keyBytes) return key;
  throw new SeaworthyError('E_FORMAT', `the key of secret fingerprints must have ${keyBytes} bytes`, {
    where: path,
    next: 'Remove the file; a new key is made, and fingerprints of secrets change.',
  });
}

/** Written whole under another name and then linked: of two first runs, one key wins for both. */
function makeKey(path: string): void {
  makeFolder(dirname(path), 0o700);
  const partial = `${path}.${process.pid}.partial`;
  const file = openSync(partial, 'w', 0o600);
  try {
    writeSync(file, randomBytes(keyBytes));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(partial, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    discard(partial);
  }
}
