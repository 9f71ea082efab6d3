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

/** Whether a manifest lies outside of any `node_modules`, and not among tests: it may be that of a program which was unpacked there. */
export const isUnpacked = (path: string): boolean =>
  path.endsWith('package.json') && !isInstalled(path) && !isNotForUse(path);

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
