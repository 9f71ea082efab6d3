import { defined } from '../../../../../core/index.ts';
import { programFormat, programSystem } from '../../../../../foundations/formats/index.ts';
import { type Extraction, fromSource, nothing } from '../../extractor.ts';
import { findVersion } from './find-version.ts';
import { databases } from './products/databases.ts';
import { languages } from './products/languages.ts';
import { servers } from './products/servers.ts';
import { tools } from './products/tools.ts';
import type { Signature } from './signature.ts';

/** All software that is known by what it says of itself. */
export const products: readonly Signature[] = [...servers, ...databases, ...languages, ...tools];

/** Whether a file may be one of a product's, by its name. */
function isCalled({ files }: Signature, name: string): boolean {
  return files.some((file) => {
    const [before = '', after] = file.split('*');
    if (after === undefined) return name === file;
    return name.length >= file.length - 1 && name.startsWith(before) && name.endsWith(after);
  });
}

/**
 * Programs and libraries that no package manager brought, by what stands in their bytes. What a package of the distribution brought is that package:
 * there the same program is not told twice.
 */
export const signatures = fromSource({
  id: 'signatures',
  version: 4,
  title: 'Programs and libraries known by marks in their bytes',
  wanted: { anywhere: [...new Set(products.flatMap(({ files }) => files))] },
  gives: [],
  isDatabase: false,
  yieldsToOwner: true,
  extractFrom(path, source): Extraction {
    const head = source.read(0, 512);
    if (programFormat(head) === undefined) return nothing;
    const os = programSystem(head);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const packages = products
      .filter((product) => isCalled(product, name))
      .flatMap((product) => {
        const version = findVersion(product, source);
        if (version === undefined) return [];
        return [
          {
            name: product.name,
            version,
            type: 'generic',
            versionOrder: product.versionOrder,
            purl: { name: product.name },
            form: 'file' as const,
            ...defined({ os }),
          },
        ];
      });
    return { ...nothing, packages };
  },
});
