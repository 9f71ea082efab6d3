import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it that are missing, all with this mode. Throws what the system says. Node's own way does not end where a folder that is
 * there takes no other and says that it is not there, as `/proc/1` does.
 */
export function makeFolder(path: string, mode = 0o777): void {
  const missing: string[] = [];
  let above = resolve(path);
  while (!existsSync(above) && dirname(above) !== above) {
    missing.push(above);
    above = dirname(above);
  }
  for (const folder of missing.toReversed()) makeOne(folder, mode);
  if (missing.length === 0 && !statSync(above).isDirectory()) mkdirSync(above);
}

/** Another program may make the same at the same time. */
function makeOne(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!isThere || !statSync(folder).isDirectory()) throw error;
  }
}
