const manifest = '/package.json';
const folder = 'node_modules/';

/**
 * The name of the directory that a package was installed in, scope included, when the path is the manifest right in it; undefined for any other
 * path. That is `node_modules/NAME/package.json` and `node_modules/@SCOPE/NAME/package.json`, at any depth (nested, global, pnpm's
 * `.pnpm/NAME@VERSION/node_modules/NAME`), and `node_modules/.store/KEY/package/package.json` of Yarn's pnpm linker.
 *
 * Manifests deeper inside a package are no packages: bundles carry thousands that only say `{"type": "module"}` for a folder. Neither is the
 * application's own manifest, which says what is wanted and not what is there.
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
