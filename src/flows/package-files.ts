import { createHash } from 'node:crypto';
import { type Inventory, type PackageFile, SeaworthyError } from '../core/index.ts';
import { type ByteSource, piecesOf, programFormat } from '../foundations/formats/index.ts';
import type { LayerEntry, LayerVisitor, OpenedImage, WalkOptions } from '../foundations/images/index.ts';

/**
 * The inventory with what a bill of materials says of packages that are a file: layers that have such files are walked once more for these alone, so that a scan
 * which nobody asks for it hashes nothing. What is not found again, as behind a link, stays not known. Throws what `Layer.walk` throws.
 */
export async function withPackageFiles(
  image: Pick<OpenedImage, 'layers'>,
  inventory: Inventory,
  options: WalkOptions,
): Promise<Inventory> {
  const files = new Map<string, PackageFile>();
  const asked = inventory.packages.filter(({ form, layer }) => form === 'file' && layer !== undefined);
  const byLayer = Map.groupBy(asked, ({ layer }) => layer?.index ?? 0);
  for (const layer of image.layers) {
    const wanted = byLayer.get(layer.ref.index);
    if (wanted === undefined) continue;
    const reader = new FilesOfLayer(new Set(wanted.map(({ path }) => path)));
    try {
      await layer.walk(reader, options);
    } catch (error) {
      // A bound that is crossed was crossed and told when the layer was read for everything.
      if (!(error instanceof SeaworthyError) || (error.code !== 'E_LIMIT' && error.code !== 'E_INCOMPLETE'))
        throw error;
    }
    for (const [path, facts] of reader.found) files.set(keyOf(layer.ref.index, path), facts);
  }
  if (files.size === 0) return inventory;
  const packages = inventory.packages.map((one) => {
    const file = one.form === 'file' ? files.get(keyOf(one.layer?.index ?? -1, one.path)) : undefined;
    return file === undefined ? one : { ...one, file };
  });
  return { ...inventory, packages };
}

const keyOf = (layer: number, path: string): string => `${layer} ${path}`;

/** Hashes the files that are wanted of one layer; of one that stands in it twice the last counts, as for whoever unpacks it. */
class FilesOfLayer implements LayerVisitor {
  readonly found = new Map<string, PackageFile>();
  readonly #wanted: ReadonlySet<string>;

  constructor(wanted: ReadonlySet<string>) {
    this.#wanted = wanted;
  }

  entry({ kind, path }: LayerEntry): 'body' | 'skip' {
    if (!this.#wanted.has(path)) return 'skip';
    this.found.delete(path);
    return kind === 'file' ? 'body' : 'skip';
  }

  body({ path, mode }: LayerEntry, body: ByteSource): void {
    this.found.set(path, factsOf(path, mode, body));
  }
}

const runBits = 0o111;
/** A tar archive is told by a mark at 257. */
const headBytes = 512;

/** Whether it holds other files, by its first bytes: zip or tar; a phar begins with the program that unpacks it. Compression alone makes no archive. */
function isArchive(path: string, head: Uint8Array): boolean {
  const text = Buffer.from(head).toString('latin1');
  return text.startsWith('PK\x03\x04') || text.slice(257, 262) === 'ustar' || /\.phar$/i.test(path);
}

/** Archives of code that a runtime loads as they are. */
const loaded = /\.(?:jar|war|ear|par|sar|nar|kar|hpi|jpi|egg|pyz|phar)$/i;

function factsOf(path: string, mode: number, source: ByteSource): PackageFile {
  const head = Uint8Array.from(source.read(0, headBytes));
  const [sha256, sha512] = [createHash('sha256'), createHash('sha512')];
  for (const [, bytes] of piecesOf(source)) {
    sha256.update(bytes);
    sha512.update(bytes);
  }
  const isScript = head[0] === 0x23 && head[1] === 0x21;
  return {
    sha256: sha256.digest('hex'),
    sha512: sha512.digest('hex'),
    executable: programFormat(head) !== undefined || isScript || (mode & runBits) !== 0 || loaded.test(path),
    archive: isArchive(path, head),
  };
}
