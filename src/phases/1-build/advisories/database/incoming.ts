import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { oneHour } from '../../../../core/index.ts';
import { discard } from '../../../../foundations/formats/index.ts';

/** What was begun and never ended is of no use after a few days: it has been replaced meanwhile. */
const keptHours = 72;

/** Folder of what has come in part. */
export const incomingFolder = (databaseDirectory: string): string => join(databaseDirectory, 'incoming');

/** Removes what nobody has gone on with. */
export function cleanIncoming(folder: string, now: Date): void {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    // Nothing has ever come.
    return;
  }
  for (const name of names) {
    try {
      if (now.getTime() - statSync(join(folder, name)).mtimeMs > keptHours * oneHour) discard(join(folder, name));
    } catch {
      // Another program was quicker.
    }
  }
}
