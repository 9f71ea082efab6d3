import { type Inventory, SeaworthyError } from '../core/index.ts';
import { type ByteSource, wholeOf } from '../foundations/formats/index.ts';
import type { LayerEntry, LayerVisitor, OpenedImage, WalkOptions } from '../foundations/images/index.ts';
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
  let found = new Map<string, readonly string[]>();
  if (wanted.size === 0) return new Map();
  for (const layer of image.layers) {
    const above = new LicencesOfLayer(wanted, found);
    try {
      await layer.walk(above, options);
    } catch (error) {
      // A bound that is crossed was crossed and told when the layer was read for everything.
      if (!(error instanceof SeaworthyError) || (error.code !== 'E_LIMIT' && error.code !== 'E_INCOMPLETE'))
        throw error;
    }
    found = above.joined();
  }
  const texts = new Map<string, { ids: string[]; path: string; unknown: string[] }>();
  for (const [path, ids] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const id = wanted.get(licenceFolder(path) ?? '');
    if (id === undefined) continue;
    const known = texts.get(id) ?? { ids: [], path: '', unknown: [] };
    texts.set(id, known);
    if (ids.length === 0) known.unknown.push(path);
    else if (known.path === '') known.path = path;
    known.ids.push(...ids.filter((one) => !known.ids.includes(one)));
  }
  // Where nothing was recognised, the package states no licence that is known: there is nothing to add.
  for (const [id, { ids }] of texts) if (ids.length === 0) texts.delete(id);
  return texts;
}

/** What one layer has of texts, and what it leaves of those of the layers below. */
class LicencesOfLayer implements LayerVisitor {
  readonly #own = new Map<string, readonly string[]>();
  /** Paths of texts below, and of the folders that they lie in: nothing else can be hidden. */
  readonly #below = new Set<string>();
  /** What of these stands here as something else, or is hidden with all in it. */
  readonly #gone = new Set<string>();
  /** Folders of which all from below is hidden. */
  readonly #emptied = new Set<string>();

  readonly #wanted: ReadonlyMap<string, string>;
  readonly #found: ReadonlyMap<string, readonly string[]>;

  constructor(wanted: ReadonlyMap<string, string>, found: ReadonlyMap<string, readonly string[]>) {
    this.#wanted = wanted;
    this.#found = found;
    for (const path of found.keys())
      for (let one: string | undefined = path; one !== undefined && !this.#below.has(one); one = folderOf(one))
        this.#below.add(one);
  }

  entry({ kind, path, size }: LayerEntry): 'body' | 'skip' {
    if (kind !== 'directory' && this.#below.has(path)) (kind === 'opaque' ? this.#emptied : this.#gone).add(path);
    if (kind !== 'file' || !this.#wanted.has(licenceFolder(path) ?? '')) return 'skip';
    if (size <= maxBytes && this.#found.size + this.#own.size < maxFiles) return 'body';
    // It may be a licence that nobody has read.
    this.#own.set(path, []);
    return 'skip';
  }

  body({ path }: LayerEntry, body: ByteSource): void {
    this.#own.set(path, recogniseLicences(wholeOf(body)));
  }

  /** The texts that are there once this layer lies on those below. */
  joined(): Map<string, readonly string[]> {
    const known = new Map<string, boolean>();
    const isHidden = (path: string): boolean => {
      const folder = folderOf(path);
      const hidden =
        known.get(path) ??
        (this.#gone.has(path) || (folder !== undefined && (this.#emptied.has(folder) || isHidden(folder))));
      known.set(path, hidden);
      return hidden;
    };
    return new Map([...[...this.#found].filter(([path]) => !isHidden(path)), ...this.#own]);
  }
}

/** The folder that it lies in, '' for the root, which lies in none. */
const folderOf = (path: string): string | undefined =>
  path === '' ? undefined : path.slice(0, Math.max(0, path.lastIndexOf('/')));
