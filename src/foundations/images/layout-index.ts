import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asSeaworthyError, SeaworthyError } from '../../core/index.ts';
import { asObject, field, type JsonObject, parseJson } from '../formats/index.ts';

const lockName = '.index.json.lock';
/** A lock that is older was left by a process that died: what it guards takes milliseconds. */
const staleAfter = 10_000;
const longestWait = 30_000;
const maxIndexBytes = 8 * 1024 * 1024;

/** Writes a file so that it is there whole or not at all. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, bytes, { flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw asSeaworthyError(error, 'E_WRITE', 'a file of the layout cannot be written', path);
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

async function lock(root: string): Promise<() => Promise<void>> {
  const path = join(root, lockName);
  const until = performance.now() + longestWait;
  while (performance.now() < until) {
    try {
      await (await open(path, 'wx')).close();
      return () => rm(path, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw asSeaworthyError(error, 'E_WRITE', 'the layout cannot be locked', path);
    }
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > staleAfter) await breakLock(path);
    await sleep(5 + Math.random() * 20);
  }
  throw new SeaworthyError('E_TIMEOUT', 'somebody else holds the layout', { where: path });
}

/** Takes a lock away that nobody holds any more. Of several who try, one moves it. */
async function breakLock(path: string): Promise<void> {
  const aside = `${path}.${process.pid}.stale`;
  try {
    await rename(path, aside);
    await rm(aside, { force: true });
  } catch (error) {
    if (codeOf(error) !== 'ENOENT')
      throw asSeaworthyError(error, 'E_WRITE', 'a lock that was left cannot be removed', path);
  }
}

/** Changes the list of manifests in index.json, one writer after another, so that none is lost. Other members stay as they are. */
export async function changeLayoutIndex(
  root: string,
  change: (manifests: readonly unknown[]) => readonly unknown[],
): Promise<void> {
  const unlock = await lock(root);
  try {
    const path = join(root, 'index.json');
    const bytes = await readFile(path).catch((error: unknown) => {
      throw asSeaworthyError(error, 'E_READ', 'the index of the layout cannot be read', path);
    });
    const index: JsonObject = asObject(parseJson(bytes, path, { maxBytes: maxIndexBytes }), path);
    const manifests = field(index, 'manifests');
    const changed = change(Array.isArray(manifests) ? manifests : []);
    await writeWhole(path, Buffer.from(JSON.stringify({ ...index, manifests: changed })));
  } finally {
    await unlock();
  }
}
