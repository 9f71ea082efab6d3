import { rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asSeaworthyError, SeaworthyError } from '../../core/index.ts';
import { asObject, discard, field, type JsonObject, makeFolder, parseJson } from '../formats/index.ts';
import { directoryStore, placeInside } from './file-store.ts';

const lockName = '.index.json.lock';
const longestWait = 30_000;
const maxIndexBytes = 8 * 1024 * 1024;

/** Writes a file of a layout so that it is there whole or not at all. Throws `E_WRITE`, and `E_READ` where a link leads out of the layout. */
export async function writeWhole(root: string, name: string, bytes: Uint8Array): Promise<void> {
  // Folder by folder, before any of them is made.
  for (let slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1))
    await placeInside(root, name.slice(0, slash));
  const path = (await placeInside(root, name)) ?? join(root, name);
  const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
  try {
    makeFolder(dirname(path));
    await writeFile(temporary, bytes, { flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    discard(temporary);
    throw asSeaworthyError(error, 'E_WRITE', 'a file of the layout cannot be written', path);
  }
}

/** Whether SQLite says that somebody else has the lock (SQLITE_BUSY). */
const isBusy = (error: unknown): boolean => error instanceof Error && 'errcode' in error && error.errcode === 5;

/**
 * Waits for the lock of the layout and gives what releases it. It is a lock of the operating system on an empty SQLite database: it goes away with
 * the process that holds it, however that ends, so that none is ever left behind and none has to be broken. The empty file stays.
 */
async function lock(root: string): Promise<() => void> {
  const path = (await placeInside(root, lockName)) ?? join(root, lockName);
  const until = performance.now() + longestWait;
  const { DatabaseSync } = await import('node:sqlite');
  while (performance.now() < until) {
    try {
      const database = new DatabaseSync(path, { timeout: 0 });
      try {
        database.exec('BEGIN EXCLUSIVE');
        return () => database.close();
      } catch (error) {
        database.close();
        throw error;
      }
    } catch (error) {
      if (!isBusy(error)) throw asSeaworthyError(error, 'E_WRITE', 'the layout cannot be locked', path);
    }
    await sleep(5 + Math.random() * 20);
  }
  throw new SeaworthyError('E_TIMEOUT', 'somebody else holds the layout', { where: path });
}

/** Changes the list of manifests in index.json, one writer after another, so that none is lost. Other members stay as they are. */
export async function changeLayoutIndex(
  root: string,
  change: (manifests: readonly unknown[]) => readonly unknown[],
): Promise<void> {
  const unlock = await lock(root);
  try {
    const path = join(root, 'index.json');
    const bytes = await directoryStore(root).read('index.json', maxIndexBytes);
    const index: JsonObject = asObject(parseJson(bytes, path, { maxBytes: maxIndexBytes }), path);
    const manifests = field(index, 'manifests');
    const changed = change(Array.isArray(manifests) ? manifests : []);
    await writeWhole(root, 'index.json', Buffer.from(JSON.stringify({ ...index, manifests: changed })));
  } finally {
    unlock();
  }
}
