import { rmSync } from 'node:fs';

/** Takes away a file that was half made, where it is there. It never throws, so that what went wrong before it is told and not this. */
export function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Below a file, say, there was none either.
  }
}
