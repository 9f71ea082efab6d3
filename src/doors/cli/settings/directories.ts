import path from 'node:path';
import type { Host } from '../host.ts';

type Places = Pick<Host, 'env' | 'home'>;

/** XDG Base Directory Specification: a variable that is not an absolute path is to be ignored. */
function base(places: Places, variable: string, standard: string): string {
  const given = places.env[variable];
  return given !== undefined && path.isAbsolute(given) ? given : path.join(places.home, standard);
}

/** Where the advisory database lies unless the user says otherwise. It is data: clearing caches must not take it from an offline machine. */
export function databaseFolder(places: Places): string {
  return path.join(base(places, 'XDG_DATA_HOME', '.local/share'), 'seaworthy/database');
}

/** Where the ledger lies unless the user says otherwise. It is data: what was seen cannot be seen again. */
export function ledgerFolder(places: Places): string {
  return path.join(base(places, 'XDG_DATA_HOME', '.local/share'), 'seaworthy/ledger');
}

/** Where the layer cache lies unless the user says otherwise. */
export function cacheFolder(places: Places): string {
  return path.join(base(places, 'XDG_CACHE_HOME', '.cache'), 'seaworthy/layers');
}

/** The user's own configuration file. */
export function userConfigFile(places: Places): string {
  return path.join(base(places, 'XDG_CONFIG_HOME', '.config'), 'seaworthy/seaworthy.yaml');
}

/** The key of secret fingerprints. */
export function secretKeyFile(places: Places): string {
  return path.join(base(places, 'XDG_DATA_HOME', '.local/share'), 'seaworthy/secret.key');
}
