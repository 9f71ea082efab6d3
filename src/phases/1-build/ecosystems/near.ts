/** The folder of a path; empty at the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Its name without the folder. */
export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Of what lies in folders, by folder, that which lies in the folder of a path or nearest above it. */
export function nearestAbove<Value>(path: string, byFolder: ReadonlyMap<string, Value>): Value | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const value = byFolder.get(folder);
    if (value !== undefined || folder === '') return value;
  }
}

/** A path that a file writes, relative to the folder of that file; undefined where it leads out of the root. */
export function pathFrom(file: string, written: string): string | undefined {
  const parts = folderOf(file).split('/').filter(Boolean);
  for (const part of written.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
