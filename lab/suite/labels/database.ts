import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { systemClock } from '../../../src/core/index.ts';
import { feeds, offlineSettings, type Settings } from '../../../src/flows/index.ts';

/** Where the copy of each publisher's data lies in the folder of feeds; what is not here is switched off. */
const folders: Readonly<Record<string, string>> = {
  almalinux: 'osv',
  alpine: 'alpine',
  azurelinux: 'azurelinux',
  'debian-advisories': 'debian/security-tracker/data',
  nodejs: 'nodejs/security-wg/vuln/core',
  osv: 'osv',
};

/** Settings by which everything is judged with the data of a folder, and nothing else. */
export function settingsOver(feedFolder: string, work: string): Settings {
  const base = (setting: string): string => {
    const folder = folders[setting];
    return folder === undefined ? 'off' : pathToFileURL(path.join(feedFolder, folder)).href;
  };
  return offlineSettings({
    databaseDirectory: path.join(work, 'database'),
    feeds: Object.fromEntries(feeds.map(({ setting }) => [setting, base(setting)])),
    clock: systemClock,
    toolVersion: 'suite',
    record: false,
  });
}
