/** How an ecosystem of OSV names packages, and which purl type its packages have (OSV schema, "Defined Ecosystems"; purl-spec, "Package URL types"). */
export interface Ecosystem {
  /** As OSV writes it: it is also the name of its folder and of our partition. */
  readonly name: string;
  /** The purl type of its packages. */
  readonly type: string;
  /** What stands between namespace and name. */
  readonly separator: '/' | ':';
  /** Id of the version order that sorts events; absent where we have none yet: then the order in the record counts. */
  readonly order?: string;
  /** One spelling for names that mean the same. */
  normalise(name: string): string;
}

const asWritten = (name: string): string => name;
const lower = (name: string): string => name.toLowerCase();
/** PEP 503, "Normalized Names". */
const pep503 = (name: string): string => name.toLowerCase().replace(/[-_.]{1,100}/g, '-');

/** The ecosystems whose packages we look up. Any other zip of OSV can be imported and searched. */
export const ecosystems: readonly Ecosystem[] = [
  { name: 'npm', type: 'npm', separator: '/', order: 'semver', normalise: asWritten },
  { name: 'PyPI', type: 'pypi', separator: '/', order: 'pep440', normalise: pep503 },
  // purl-spec once asked for lower case; no two modules differ by case alone.
  { name: 'Go', type: 'golang', separator: '/', order: 'go', normalise: lower },
  { name: 'RubyGems', type: 'gem', separator: '/', order: 'gem', normalise: asWritten },
  { name: 'crates.io', type: 'cargo', separator: '/', order: 'semver', normalise: asWritten },
  { name: 'Packagist', type: 'composer', separator: '/', normalise: lower },
  { name: 'NuGet', type: 'nuget', separator: '/', normalise: lower },
  { name: 'Maven', type: 'maven', separator: ':', normalise: asWritten },
];

/** `AlmaLinux:9` as `AlmaLinux` and `9`; the part after the colon is a release, or the address of a registry of one's own. */
export function splitEcosystem(text: string): { readonly name: string; readonly release?: string } {
  const colon = text.indexOf(':');
  return colon < 0 ? { name: text } : { name: text.slice(0, colon), release: text.slice(colon + 1) };
}

/** The key of a package's rows in its ecosystem's partition: the normalised name, behind `release/` where the ecosystem has releases. */
export function osvKey(ecosystem: string, packageName: string): string {
  const { name, release } = splitEcosystem(ecosystem);
  const known = ecosystems.find((one) => one.name === name);
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
