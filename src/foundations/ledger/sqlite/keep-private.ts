import { chmodSync, readdirSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { checkpointFile } from '../checkpoint-file.ts';

const others = 0o077;

/**
 * Takes from others what they were given of a ledger: what was scanned and what was found is nobody else's business, and whoever can write can make the
 * chain anew. Only of files that are ours; the folder only when nothing else lies in it. What cannot be changed stays as it is.
 */
export function keepPrivate(directory: string, file: string): void {
  for (const path of [file, `${file}-wal`, `${file}-shm`, checkpointFile(directory)]) tighten(path);
  const own = new Set([file, checkpointFile(directory)].map((path) => basename(path)));
  tighten(directory, () => readdirSync(directory).every((name) => own.has(name.replace(/-(?:wal|shm|journal)$/, ''))));
}

function tighten(path: string, isOurs: () => boolean = () => true): void {
  try {
    const facts = statSync(path, { throwIfNoEntry: false });
    if (facts === undefined || (facts.mode & others) === 0 || facts.uid !== process.getuid?.() || !isOurs()) return;
    chmodSync(path, facts.mode & 0o7777 & ~others);
  } catch {
    // On a file system that is read-only, or knows no modes.
  }
}
