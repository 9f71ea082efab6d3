import { type Inventory, SeaworthyError } from '../core/index.ts';
import { wholeOf } from '../foundations/formats/index.ts';
import type { LayerVisitor, OpenedImage, WalkOptions } from '../foundations/images/index.ts';
import { type LicenceTexts, licenceFolder, recogniseLicences, unlicensed } from '../phases/1-build/licences/index.ts';

/** Larger files are no texts of licences. */
const maxBytes = 512 * 1024;
/** Files that are looked at; far more than packages of one image have. */
const maxFiles = 50_000;

/**
 * The licences of packages that do not state theirs, by the texts that lie with them: the layers are walked once more for these files alone, as they are in the final
 * file system. Throws what `Layer.walk` throws.
 */
export async function licenceTexts(
  image: OpenedImage,
  inventory: Inventory,
  options: WalkOptions,
): Promise<LicenceTexts> {
  const wanted = new Map(unlicensed(inventory).map((one) => [one.folder, one.package.id]));
  const found = new Map<string, readonly string[]>();
  if (wanted.size === 0) return new Map();
  for (const layer of image.layers) {
    try {
      await layer.walk(visitorOf(wanted, found), options);
    } catch (error) {
      // A bound that is crossed was crossed and told when the layer was read for everything.
      if (!(error instanceof SeaworthyError) || (error.code !== 'E_LIMIT' && error.code !== 'E_INCOMPLETE'))
        throw error;
    }
  }
  const texts = new Map<string, { ids: string[]; path: string }>();
  for (const [path, ids] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const id = wanted.get(licenceFolder(path) ?? '');
    if (id === undefined || ids.length === 0) continue;
    const known = texts.get(id);
    if (known === undefined) texts.set(id, { ids: [...ids], path });
    else known.ids.push(...ids.filter((one) => !known.ids.includes(one)));
  }
  return texts;
}

function visitorOf(wanted: ReadonlyMap<string, string>, found: Map<string, readonly string[]>): LayerVisitor {
  return {
    entry({ kind, path, size }) {
      if (kind === 'whiteout') found.delete(path);
      if (kind === 'whiteout' || kind === 'opaque')
        for (const other of [...found.keys()]) if (other.startsWith(`${path}/`)) found.delete(other);
      const isWanted = kind === 'file' && size <= maxBytes && found.size < maxFiles;
      return isWanted && wanted.has(licenceFolder(path) ?? '') ? 'body' : 'skip';
    },
    body({ path }, body) {
      found.set(path, recogniseLicences(wholeOf(body)));
    },
  };
}
