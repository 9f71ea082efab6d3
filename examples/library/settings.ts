import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { feeds, offlineSettings, type Settings } from 'seaworthy';

/** The image, the advisories and the gate of `seaworthy tour`: small, and no network is needed. */
export const tour = fileURLToPath(new URL('../tour/', import.meta.url));
export const image = `oci:${join(tour, 'image')}:1`;

/** Settings under which everything is kept below one folder, and advisories are read from files. */
export function settingsIn(folder: string): Settings {
  return offlineSettings({
    toolVersion: '1.0.0',
    databaseDirectory: join(folder, 'database'),
    cacheDirectory: join(folder, 'cache'),
    ledgerDirectory: join(folder, 'ledger'),
    secretKeyFile: join(folder, 'secret.key'),
    platform: { os: 'linux', architecture: 'amd64' },
    feeds: Object.fromEntries(
      feeds.map(({ id, setting }) => [
        setting,
        ['debian-tracker', 'debian-advisories', 'osv', 'kev', 'epss'].includes(id)
          ? new URL(`../tour/advisories/${id}/`, import.meta.url).href
          : 'off',
      ]),
    ),
  });
}
