/** Builds and versions of Node whose compiled code lies side by side; the oldest give way. */
const mostFolders = 4;

/**
 * The file for the compiled code of a command, in the user's own cache folder and not in a shared one where somebody else could leave it; undefined where
 * there is no place for it. `build` names the build of the program. Makes the folder.
 */
export function codeFile(build: string, words: readonly string[]): string | undefined {
  const cache = process.env.XDG_CACHE_HOME || (process.env.HOME ? `${process.env.HOME}/.cache` : '');
  if (!cache.startsWith('/')) return undefined;
  const fs = process.getBuiltinModule('node:fs');
  const all = `${cache}/seaworthy/compiled`;
  const folder = `${all}/${build}-${process.version}-${process.arch}`;
  if (!isOwnFolder(fs, folder)) {
    // One by one: to make a folder with its parents does not end where a folder takes no other, as in /proc.
    for (const each of [cache, `${cache}/seaworthy`, all]) make(fs, each);
    if (!isOwnFolder(fs, all)) return undefined;
    makeRoom(fs, all);
    make(fs, folder);
    if (!isOwnFolder(fs, folder)) return undefined;
  }
  const command = words.find((word) => !word.startsWith('-')) || '';
  return `${folder}/${/^[a-z]{1,20}$/.test(command) ? command : 'other'}`;
}

function make(fs: typeof import('node:fs'), folder: string): void {
  try {
    fs.mkdirSync(folder, { mode: 0o700 });
  } catch {
    // It is there, or cannot be: then nothing is kept.
  }
}

/**
 * Whether it is a folder of this user, and no link to one: in a cache that others share, somebody could have led elsewhere what is written and removed
 * here.
 */
function isOwnFolder(fs: typeof import('node:fs'), folder: string): boolean {
  try {
    const status = fs.lstatSync(folder, { throwIfNoEntry: false });
    if (status === undefined || !status.isDirectory()) return false;
    return process.getuid === undefined || status.uid === process.getuid();
  } catch {
    return false;
  }
}

/** The name of a folder for one build and one version of Node; nothing else is removed. */
const folderName = /-v\d{1,4}\.\d{1,4}\.\d{1,4}[\w.-]{0,40}-\w{1,20}$/;

/** Removes what builds of long ago have left. */
function makeRoom(fs: typeof import('node:fs'), all: string): void {
  try {
    const names = fs.readdirSync(all).filter((name) => folderName.test(name));
    const folders = names.map((name) => ({ name, time: fs.lstatSync(`${all}/${name}`).mtimeMs }));
    folders.sort((a, b) => b.time - a.time);
    for (const { name } of folders.slice(mostFolders - 1))
      fs.rmSync(`${all}/${name}`, { recursive: true, force: true });
  } catch {
    // Somebody else is at it, or may: what is left takes room and does no harm.
  }
}
