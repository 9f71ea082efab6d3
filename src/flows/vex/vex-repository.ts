import { asSeaworthyError, type Inventory, type Problem, parsePurl, SeaworthyError } from '../../core/index.ts';
import { asArray, asObject, asString, field, optionalString, parseJson } from '../../foundations/formats/index.ts';
import type { VexSource } from '../../phases/1-build/advisories/index.ts';
import { type TakenVex, vexOf, vexProblem } from './named-vex.ts';

/** Where the files of a repository lie: a folder, or an archive. */
export interface RepositoryFiles {
  readonly where: string;
  /** Those of these paths below its root that are there. */
  read(paths: ReadonlySet<string>): Promise<ReadonlyMap<string, Uint8Array>>;
}

interface IndexEntry {
  /** Type, namespace and name of its package URL. */
  readonly key: string;
  readonly location: string;
}

/** A repository of documents by package (aquasecurity/vex-repo-spec, 0.1), its index read. */
export interface VexRepository {
  readonly where: string;
  readonly entries: readonly IndexEntry[];
  readonly files: RepositoryFiles;
}

const indexLimits = { maxBytes: 64 * 1024 * 1024, maxValues: 4_000_000 };
/** Documents of one look, and of what is told of those that cannot be read. */
const mostDocuments = 20_000;

/** Type, namespace and name, in which people mean one thing by capitals and small letters. */
function keyOf(purl: string): string | undefined {
  const parsed = parsePurl(purl);
  return parsed && [parsed.type, parsed.namespace, parsed.name].filter(Boolean).join('/').toLowerCase();
}

/** A path in the repository; undefined for one that leads out of it. */
function pathOf(location: string): string | undefined {
  const path = location.replace(/^(?:\.\/)+/, '');
  return path.startsWith('/') || /(?:^|[\\/])\.\.(?:[\\/]|$)|[\0\\]/.test(path) ? undefined : path;
}

/** Reads the index of a repository (§3.3). Throws `E_FORMAT`, `E_LIMIT`, and those of reading its files. */
export async function openRepository(files: RepositoryFiles): Promise<VexRepository> {
  const bytes = (await files.read(new Set(['index.json']))).get('index.json');
  const { where } = files;
  if (bytes === undefined) throw new SeaworthyError('E_FORMAT', 'a VEX repository without `index.json`', { where });
  const at = `${where}, index.json`;
  const packages = asArray(field(parseJson(bytes, at, indexLimits), 'packages'), `${at}, packages`);
  const entries = packages.map((one, index): IndexEntry => {
    const place = `${at}, packages[${index}]`;
    const entry = asObject(one, place);
    const [id, location] = [asString(field(entry, 'id'), place), asString(field(entry, 'location'), place)];
    const [key, path] = [keyOf(id), pathOf(location)];
    if (key === undefined || path === undefined)
      throw new SeaworthyError('E_FORMAT', 'an entry that names no package, or a file outside of the repository', {
        where: place,
      });
    optionalString(entry, 'format', place);
    return { key, location: path };
  });
  return { where, entries, files };
}

/** The documents that a repository has of what is in an inventory, and of the image itself. What cannot be read is told. */
export async function documentsFor({ entries, files, where }: VexRepository, inventory: Inventory): Promise<TakenVex> {
  const wanted = wantedKeys(inventory);
  const paths = [...new Set(entries.filter(({ key }) => wanted(key)).map(({ location }) => location))].sort();
  if (paths.length > mostDocuments)
    throw new SeaworthyError('E_LIMIT', `more than ${mostDocuments} documents about what is here`, { where });
  const found = paths.length === 0 ? new Map<string, Uint8Array>() : await files.read(new Set(paths));
  const sources: VexSource[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    const at = `${where}, ${path}`;
    const bytes = found.get(path);
    try {
      if (bytes === undefined) throw new SeaworthyError('E_NOT_FOUND', 'it is not there');
      sources.push(await vexOf(bytes, at));
    } catch (error) {
      const { code, message, why } = asSeaworthyError(error, 'E_FORMAT', 'it cannot be read', at);
      const text = [message, why].filter(Boolean).join(': ');
      // As in a folder: what it would have said of what is here is not known.
      problems.push(vexProblem(code, `a document of the repository cannot be read: ${text}`, at, true));
    }
  }
  return { sources, problems };
}

/** Documents about packages by their URL, about what they were built from, and about images, whichever: those say themselves which one they mean. */
function wantedKeys({ packages }: Inventory): (key: string) => boolean {
  const keys = new Set<string>();
  for (const { purl, source } of packages) {
    const key = keyOf(purl);
    if (key === undefined) continue;
    keys.add(key);
    if (source !== undefined) keys.add(`${key.slice(0, key.lastIndexOf('/'))}/${source.name.toLowerCase()}`);
  }
  return (key) => keys.has(key) || key.startsWith('oci/') || key.startsWith('docker/');
}
