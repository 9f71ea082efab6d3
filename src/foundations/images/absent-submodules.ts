import { readdirSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { readFileBytes } from '../formats/index.ts';

const maxBytes = 1024 * 1024;
/** `path = vendored/lib` (gitmodules(5)). */
const pathLine = /^[ \t]{0,40}path[ \t]{0,40}=[ \t]{0,40}(\S.{0,1000}?)[ \t]{0,40}\r?$/gim;

/**
 * Submodules of a checkout (gitmodules(5), at its top) whose folders are empty or not there: git leaves them so unless somebody asks for more. Folders that
 * are no part of the checkout are passed over.
 */
export function absentSubmodules(folder: string): readonly string[] {
  let text: string;
  try {
    text = new TextDecoder().decode(readFileBytes(join(folder, '.gitmodules'), maxBytes));
  } catch {
    // What cannot be read names none; the walk tells of files that it cannot read.
    return [];
  }
  const named = [...text.matchAll(pathLine)].map(([, path = '']) => normalize(path.replace(/^"|"$/g, '')));
  return [...new Set(named)].filter((path) => !/^(?:\/|\.\.(?:\/|$))/.test(path) && isEmpty(join(folder, path)));
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    return true;
  }
}
