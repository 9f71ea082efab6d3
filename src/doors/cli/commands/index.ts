import type { Command } from '../command.ts';
import { completion } from './completion/index.ts';
import { configShow } from './config-show/index.ts';
import { dbFeeds } from './db-feeds/index.ts';
import { dbSearch } from './db-search/index.ts';
import { dbStatus } from './db-status/index.ts';
import { dbUpdate } from './db-update/index.ts';
import { env } from './env/index.ts';
import { explain } from './explain/index.ts';
import { help } from './help/index.ts';
import { lint } from './lint/index.ts';
import { sbom } from './sbom/index.ts';
import { scan } from './scan/index.ts';
import { tour } from './tour/index.ts';
import { version } from './version/index.ts';

/** Every command, in the order in which help shows them. A new one is a folder beside these and a line here. */
export const commands: readonly Command[] = [
  scan,
  sbom,
  lint,
  explain,
  tour,
  dbUpdate,
  dbStatus,
  dbSearch,
  dbFeeds,
  configShow,
  env,
  completion,
  help,
  version,
];

/** Words that begin several commands, and what these have in common. */
export const groups: Readonly<Record<string, string>> = {
  db: 'The local advisory data',
  config: 'Settings',
};
