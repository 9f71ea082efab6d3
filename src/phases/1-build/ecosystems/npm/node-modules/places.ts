import { isNotForUse } from '../../not-for-use.ts';

const manifest = '/package.json';
const folder = 'node_modules/';

/**
 * The name of the directory that a package was installed in, scope included, when the path is the manifest right in it; undefined for any other
 * path. That is `node_modules/NAME/package.json` and `node_modules/@SCOPE/NAME/package.json`, at any depth (nested, global, pnpm's
 * `.pnpm/NAME@VERSION/node_modules/NAME`), and `node_modules/.store/KEY/package/package.json` of Yarn's pnpm linker.
 *
 * Manifests deeper inside a package are no packages: bundles carry thousands that only say `{"type": "module"}` for a folder.
 */
export function installedName(path: string): string | undefined {
  if (!path.endsWith(manifest)) return undefined;
  const at = path.lastIndexOf(folder);
  if (at < 0 || (at > 0 && path.charCodeAt(at - 1) !== 0x2f)) return undefined;
  const inside = path.slice(at + folder.length, path.length - manifest.length);
  const parts = inside.split('/');
  const [first = '', second, third] = parts;
  if (first === '.store') return parts.length === 3 && third === 'package' ? second : undefined;
  if (first === '' || first.startsWith('.')) return undefined;
  if (first.startsWith('@')) return parts.length === 2 && second !== '' ? inside : undefined;
  return parts.length === 1 ? inside : undefined;
}

/** Whether a path is in a `node_modules` folder: there only the manifests that `installedName` knows are packages. */
const isInstalled = (path: string): boolean => path.startsWith(folder) || path.includes(`/${folder}`);

/** Folders that packages keep copies of others in. */
const bundles: ReadonlySet<string> = new Set([
  ...['vendor', 'vendors', 'vendored', 'compiled', 'bundled', 'third_party', 'third-party', 'thirdparty'],
  'packages',
]);

/** Where another package's copy of a package lies. */
export interface BundledCopy {
  /** Folder of the package that brought it, scope included. */
  readonly name: string;
  /** Folder of the copy, likewise. */
  readonly copy: string;
  /** In `packages` lie parts of a program as well: only a manifest that is called like its folder is a package's. */
  readonly isExact: boolean;
}

/**
 * The place of a manifest right below a folder of copies inside an installed package: `next/dist/compiled/NAME/package.json`,
 * `bson/vendor/NAME/package.json`; undefined for any other path, and among tests and examples.
 */
export function bundledIn(path: string): BundledCopy | undefined {
  if (!path.endsWith(manifest)) return undefined;
  const at = path.lastIndexOf(folder);
  if (at < 0 || (at > 0 && path.charCodeAt(at - 1) !== 0x2f)) return undefined;
  const parts = path.slice(at + folder.length, path.length - manifest.length).split('/');
  const owner = parts.splice(0, parts[0]?.startsWith('@') ? 2 : 1);
  const copy = parts.splice(parts.at(-2)?.startsWith('@') ? -2 : -1);
  const last = parts.at(-1) ?? '';
  if (!bundles.has(last) || isNotForUse(`${[...parts, ...copy].join('/')}/`) || isFixture(path)) return undefined;
  return { name: owner.join('/'), copy: copy.join('/'), isExact: last === 'packages' };
}

/** What Bun keeps of every version it ever fetched; what is installed lies in a `node_modules`. */
const cached = /(?:^|\/)\.bun\/install\/cache\//;

/** Whether a manifest lies outside of any `node_modules`, and not among tests: it may be that of a program which was unpacked there. */
export const isUnpacked = (path: string): boolean =>
  path.endsWith('package.json') && !isInstalled(path) && !isNotForUse(path) && !cached.test(path);

/**
 * Whether a package lies among the tests or examples that another one brought (`node_modules/resolve/test/x/node_modules/y`): nothing that runs finds it
 * there. The folders that count are those inside the other package.
 */
export function isFixture(path: string): boolean {
  const inside = path.split(/(?:^|\/)node_modules\//).slice(1, -1);
  return inside.some((part) =>
    isNotForUse(`${part.slice(part.startsWith('@') ? part.indexOf('/') + 1 : 0).replace(/^[^/]*/, '')}/`),
  );
}

/**
 * Where the manifest of a package lies that another one asks for by name, in the order in which Node looks (Node.js, "Loading from node_modules
 * folders"): below the folder of the one that asks, then beside it and further up.
 */
export function manifestsOf(name: string, path: string): string[] {
  const places: string[] = [];
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const above = path.slice(0, slash);
    if (above !== 'node_modules' && !above.endsWith('/node_modules'))
      places.push(`${above}/node_modules/${name}/package.json`);
  }
  places.push(`node_modules/${name}/package.json`);
  return places;
}
