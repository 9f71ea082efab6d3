import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fixedClock } from '../../../core/index.ts';
import { feeds } from '../../../phases/1-build/advisories/index.ts';
import { offlineSettings, type Settings } from '../../settings.ts';

/** Settings under which is known what lies in `osv`, `alpine` and `debian` of a folder, and nothing else. */
export function knowing(work: string, more: Partial<Settings> = {}): Settings {
  const off = Object.fromEntries(feeds.map(({ setting }) => [setting, 'off']));
  const at = (name: string): string => pathToFileURL(join(work, name)).href;
  return offlineSettings({
    databaseDirectory: join(work, 'database'),
    toolVersion: '1',
    clock: fixedClock('2026-01-01T00:00:00.000Z'),
    feeds: { ...off, osv: at('osv'), alpine: at('alpine'), 'debian-tracker': at('debian') },
    ...more,
  });
}
