import path from 'node:path';
import type { Settings } from './settings.ts';

/** Where programs are looked for that work on a folder: what lies in the folder itself, and calls itself so, is not the program that is meant. */
export function pathOutside(folder: string, { programPath }: Pick<Settings, 'programPath'>): string {
  const own = path.resolve(folder);
  return programPath
    .split(path.delimiter)
    .filter((one) => path.resolve(one) !== own && !path.resolve(one).startsWith(own + path.sep))
    .join(path.delimiter);
}
