import { type Ecosystem, ecosystems, type OsvNaming } from '../../../ecosystems/index.ts';

/** The ecosystems whose packages we look up. Any other zip of OSV can be imported and searched. */
export const named: readonly (Ecosystem & { readonly osv: OsvNaming })[] = ecosystems.flatMap((one) =>
  one.osv === undefined ? [] : [{ ...one, osv: one.osv }],
);

/** `AlmaLinux:9` as `AlmaLinux` and `9`; the part after the colon is a release, or the address of a registry of one's own. */
export function splitEcosystem(text: string): { readonly name: string; readonly release?: string } {
  const colon = text.indexOf(':');
  return colon < 0 ? { name: text } : { name: text.slice(0, colon), release: text.slice(colon + 1) };
}

/** The key of a package's rows in its ecosystem's partition: the normalised name, behind `release/` where the ecosystem has releases. */
export function osvKey(ecosystem: string, packageName: string): string {
  const { name, release } = splitEcosystem(ecosystem);
  const known = named.find(({ osv }) => osv.name === name)?.osv;
  const normal = known === undefined ? packageName : known.normalise(packageName);
  return release === undefined ? normal : `${release}/${normal}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Namespace and name of a package URL, decoded and joined as the ecosystem does: `@scope/name`, `group:artifact`, `example.org/module`. */
export function packageName(purl: string, separator: string): string {
  const start = purl.indexOf('/') + 1;
  const tail = purl.slice(start).search(/[?#]/);
  const path = tail < 0 ? purl.slice(start) : purl.slice(start, start + tail);
  const at = path.lastIndexOf('@');
  // An `@` at the start belongs to an npm scope whose writer did not encode it.
  const parts = (at > path.lastIndexOf('/') && at > 0 ? path.slice(0, at) : path)
    .split('/')
    .filter((part) => part !== '');
  const name = decode(parts.at(-1) ?? '');
  const namespace = parts.slice(0, -1).map(decode).join('/');
  return namespace === '' ? name : `${namespace}${separator}${name}`;
}
