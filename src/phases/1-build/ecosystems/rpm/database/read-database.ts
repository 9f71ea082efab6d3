import { SeaworthyError } from '../../../../../core/index.ts';
import type { Extraction, FoundPackage } from '../../extractor.ts';
import { Problems } from '../../problems.ts';
import { filesOf } from '../files.ts';
import { RpmHeader } from '../header.ts';
import { isKey, rpmPackage } from '../package.ts';
import { relationsOf, withProvidedFiles } from '../relations.ts';
import { tags } from '../tags.ts';
import { berkeleyBlobs } from './berkeley-db.ts';
import type { HeaderSource } from './header-source.ts';
import { ndbBlobs } from './ndb.ts';
import { sqliteBlobs } from './sqlite.ts';

const sources: readonly HeaderSource[] = [sqliteBlobs, ndbBlobs, berkeleyBlobs];

/** The packages of a database, whichever of the three kinds it is. Throws `E_FORMAT` for what is none of them. */
export function readDatabase(path: string, bytes: Uint8Array): Extraction {
  const source = sources.find((one) => one.isOne(bytes));
  if (source === undefined)
    throw new SeaworthyError('E_FORMAT', 'not an rpm database', {
      where: path,
      why: 'it is neither SQLite, nor NDB, nor a hash table of Berkeley DB',
    });
  const problems = new Problems();
  const packages: FoundPackage[] = [];
  for (const blob of source.headers(bytes, path, (why) => problems.add(why))) {
    const header = RpmHeader.read(blob);
    const found = typeof header === 'string' ? header : packageOf(header);
    if (typeof found === 'string') problems.add(found);
    else if (found !== undefined) packages.push(found);
    if (typeof header !== 'string' && header.isCut(tags.baseNames))
      problems.add(`${header.text(tags.name) ?? 'a package'} lists more files than are read`);
  }
  return { packages: withProvidedFiles(withSourceEpochs(packages)), files: [], problems: problems.list() };
}

/**
 * The epoch of a source package, where another package that was built from it has its version: that one has its epoch. The file name, by which alone a
 * package knows its source, has none.
 */
function withSourceEpochs(packages: readonly FoundPackage[]): FoundPackage[] {
  const whole = new Map<string, string>();
  for (const { source, version } of packages)
    if (source?.version === version) whole.set(`${source.name} ${version.replace(/^\d+:/, '')}`, version);
  return packages.map((one) => {
    const known = one.source && whole.get(`${one.source.name} ${one.source.version}`);
    return known === undefined || one.source === undefined
      ? one
      : { ...one, source: { name: one.source.name, version: known } };
  });
}

/** The package of a header; a sentence when it lacks what a package must have, and undefined for a key. */
function packageOf(header: RpmHeader): FoundPackage | string | undefined {
  const text = (tag: number): string | undefined => header.text(tag);
  const [name, version, release] = [text(tags.name), text(tags.version), text(tags.release)];
  if (!name) return 'a header without a name';
  if (isKey(name)) return undefined;
  if (!version || !release) return `${name} has no ${version ? 'release' : 'version'}`;
  const epoch = header.numbers(tags.epoch)?.[0];
  if (header.has(tags.epoch) && epoch === undefined) return `${name} has an epoch that cannot be read`;
  const found = rpmPackage({
    name,
    version,
    release,
    epoch,
    architecture: text(tags.architecture),
    sourceRpm: text(tags.sourceRpm),
    licence: text(tags.licence),
    vendor: text(tags.vendor),
    packager: text(tags.packager),
    homepage: text(tags.url),
    moduleLabel: text(tags.moduleLabel),
  });
  return { ...found, ...relationsOf(header), files: filesOf(header) };
}
