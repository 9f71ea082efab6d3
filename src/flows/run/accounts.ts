import { lstatSync } from 'node:fs';
import type { SystemState } from '../../phases/4-run/index.ts';
import { readRuntimeFile } from './read-runtime-file.ts';

const maxBytes = 1024 * 1024;
/** Most accounts that are taken of one file. */
const maxAccounts = 1_000;
const isId = (text: string): boolean => /^\d{1,10}$/.test(text);

/**
 * The lines of a file of accounts, in their fields; none when it is no plain file, cannot be read, or is too long. What lies below `root` may be a container's,
 * who makes links and pipes: neither is followed or waited for.
 */
function accountsIn(root: string, name: string): readonly (readonly string[])[] {
  const text = isFolder(`${root}/etc`) ? readRuntimeFile(`${root}/etc/${name}`, maxBytes, 'refused') : undefined;
  const lines = text?.split('\n') ?? [];
  return lines.slice(0, maxAccounts).map((line) => line.split(':'));
}

/** Whether it is a folder itself and no link to one; what cannot be looked at is none. */
function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** What an account takes beside its texts. */
const accountSize = 100;

/**
 * Tells the state the users and groups of a system (passwd(5), group(5)): of this machine, whose root is empty, or of a container, by the root of one of its
 * processes. Without the right to look there they stay numbers.
 */
export function tellAccounts({ accounts, threads }: SystemState, root: string, container = ''): void {
  // Containers come without end, and each may have a long list: what they take counts with all that is remembered.
  const hasRoom = (...texts: readonly string[]): boolean =>
    threads.takeRoom(texts.reduce((sum, text) => sum + text.length, accountSize));
  for (const [name = '', , uid = '', gid = '', , home = '', shell = ''] of accountsIn(root, 'passwd'))
    if (isId(uid) && isId(gid) && hasRoom(name, home, shell))
      accounts.addUser({ uid: Number(uid), gid: Number(gid), name, home, shell }, container);
  for (const [name = '', , gid = ''] of accountsIn(root, 'group'))
    if (isId(gid) && hasRoom(name)) accounts.addGroup({ gid: Number(gid), name }, container);
}
