import { splitSpec } from '../npm-package.ts';

/** What a key of `packages` says of a package. */
export interface PnpmKey {
  readonly name: string;
  readonly version: string;
}

/**
 * Name and version out of a key: `/NAME/VERSION_PEERS` (forms up to 5), `/NAME@VERSION(PEERS)` (6), `NAME@VERSION(PEERS)` (9). Undefined for one that names a place
 * instead (`github.com/…`, `file:…`): its entry says both.
 */
export function readKey(key: string, form: number): PnpmKey | undefined {
  if (form >= 6) {
    const plain = key.replace(/^\//, '');
    const paren = plain.indexOf('(');
    const spec = splitSpec(paren < 0 ? plain : plain.slice(0, paren));
    return spec && { name: spec.name, version: spec.rest };
  }
  // Another registry stands before the name; a forge of repositories has an owner there and a commit behind it.
  const [host = '', ...rest] = key.split('/');
  const parts = host === '' || host.includes('.') ? rest : [host, ...rest];
  const length = parts[0]?.startsWith('@') ? 2 : 1;
  const version = parts[length];
  if (version === undefined || !/^\d/.test(version) || parts.length > length + (host === '' ? 2 : 1)) return undefined;
  const peers = version.indexOf('_');
  return { name: parts.slice(0, length).join('/'), version: peers < 0 ? version : version.slice(0, peers) };
}

/** The keys that a reference may mean: by the name it is asked for by and a version, or a key itself (an alias, a place). */
export function keysFor(name: string, reference: string, form: number): readonly string[] {
  if (reference.startsWith('link:') || reference.startsWith('workspace:')) return [];
  if (form >= 9) return [`${name}@${reference}`, reference];
  return form >= 6 ? [`/${name}@${reference}`, reference] : [`/${name}/${reference}`, reference];
}
