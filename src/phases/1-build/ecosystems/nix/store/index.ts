import { defined } from '../../../../../core/index.ts';
import { type FoundPackage, fromSource, nothing } from '../../extractor.ts';
import { storeName } from './store-name.ts';

const folder = 'nix/store';

/** The folder in the store that is a package's with all below it. */
export function storeFolder(path: string): string | undefined {
  return path.startsWith(`${folder}/`) ? path.split('/', 3).join('/') : undefined;
}

/**
 * Nix: what is installed is what stands in the store, a path for each output of each package, of which the name tells which it is. The database beside it lists the
 * same names, and images that Nix makes have none.
 */
export const nixStore = fromSource({
  id: 'nix-store',
  version: 1,
  title: 'Packages in the store of Nix',
  gives: [],
  wanted: { places: [`${folder}/*`], folders: true },
  isDatabase: false,
  extractFrom(path) {
    const parts = storeName(path.slice(folder.length + 1));
    if (parts === undefined) return nothing;
    const { name, version, output } = parts;
    const found: FoundPackage = {
      name,
      version,
      type: 'nix',
      versionOrder: 'nix',
      purl: { name, ...(output === undefined ? {} : { qualifiers: defined({ output }) }) },
    };
    return { ...nothing, packages: [found] };
  },
});
