import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { feeds } from '../../phases/1-build/advisories/index.ts';

/** Feed addresses that lead into a folder with one sub-folder a feed; a feed without one is off. */
export function tourFeeds(directory: string): Record<string, string> {
  return Object.fromEntries(
    feeds.map(({ id, setting }) => {
      const folder = join(directory, id);
      return [setting, existsSync(folder) ? pathToFileURL(`${folder}/`).href : 'off'];
    }),
  );
}
