import { createHash } from 'node:crypto';
import { asSeaworthyError, defined, printable, SeaworthyError, whatAndWhy } from '../../../../../core/index.ts';
import { type ByteSource, readZip, sourceOf, type ZipEntry } from '../../../../../foundations/formats/index.ts';
import type { Extraction, FoundPackage, FoundUnidentified } from '../../extractor.ts';
import { Problems } from '../../problems.ts';
import { type Coordinates, coordinates, mavenPackage } from './coordinates.ts';
import { builtIn } from './known.ts';
import { type JarManifest, readManifest } from './manifest.ts';
import { isArchive, isOfOtherFormat } from './places.ts';
import { type Pom, readPom } from './pom.ts';
import { isOfOthers, provedBy, runtimeOf, saysOfItself, versionIn } from './proof.ts';
import { readProperties } from './properties.ts';

const KiB = 1024;
const MiB = 1024 * KiB;

/** Bounds on one file with all archives inside it. */
const most = {
  /** Archives inside one another. */
  depth: 16,
  /** Entries of all of them. */
  entries: 1_000_000,
  /** Bytes that are inflated of all of them; memory holds no more than that. */
  bytes: 512 * MiB,
  /** One archive inside another, where it has to be inflated. */
  archive: 256 * MiB,
  /** Bytes of all that are stored: they are read where they lie, and each of them may lie over others. */
  stored: 4096 * MiB,
  /** Inflated bytes for one stored one. */
  ratio: 200,
  properties: 64 * KiB,
  manifest: 4 * MiB,
  pom: 4 * MiB,
  /** Folders of classes, and settings for native images, of one archive. */
  folders: 10_000,
  nativeImages: 50,
};

/** A package's own record, `META-INF/maven/GROUP/ARTIFACT/pom.properties` (Maven Archiver), also in the classes of a web application. */
const record = /(?:^|\/)META-INF\/maven\/([^/]{1,256})\/([^/]{1,256})\/pom\.(properties|xml)$/;
/** What the Android libraries of Google's leave instead: `META-INF/GROUP_ARTIFACT.version`. */
const versionFile = /(?:^|\/)META-INF\/([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)_([A-Za-z0-9_.-]+)\.version$/;

/** Settings for native images, which belong in a folder of the coordinates. */
const nativeImage = /^META-INF\/native-image\/([A-Za-z0-9_.-]{1,256}\/[A-Za-z0-9_.-]{1,256})\//;

const folderOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('/')));

function add(set: Set<string>, text: string, bound: number): void {
  if (set.size < bound) set.add(text);
}

/** What one folder of a package's own record tells. */
interface BuildRecord {
  found?: Coordinates;
  pom?: Pom;
  /** Why its `pom.xml` could not be read. */
  refused?: unknown;
  folder?: readonly [group: string, artifact: string];
}

/** What was found in one archive, before it is known what all of it says. */
class Archive {
  /** By group and the artifact of the folder it lies in; a record that lies elsewhere by its own path. */
  readonly records = new Map<string, BuildRecord>();
  manifest: JarManifest = new Map();
  /** Folders of classes. */
  readonly folders = new Set<string>();
  readonly nativeImages = new Set<string>();

  record(key: string): BuildRecord {
    const known = this.records.get(key) ?? {};
    this.records.set(key, known);
    return known;
  }
}

/** Reads an archive with all archives inside it. */
export class ArchiveReader {
  readonly #packages = new Map<string, FoundPackage>();
  readonly #unidentified: FoundUnidentified[] = [];
  readonly #problems = new Problems();
  readonly #notes = new Problems();
  #entries = most.entries;
  #bytes = most.bytes;
  #stored = most.stored;

  /** Throws `E_FORMAT`, `E_TRUNCATED` and `E_LIMIT` when the file itself is no archive that can be read. */
  read(path: string, source: ByteSource): Extraction {
    this.#archive(path, source, '', 0);
    const problems = this.#problems.list();
    return {
      packages: this.#formed(),
      files: [],
      problems,
      notes: this.#notes.list().map(printable),
      unidentified: this.#unidentified,
      isSettled: problems.length === 0,
    };
  }

  /** A package is the archive where it is the only one that is not in an archive inside it: of several, each is a part. */
  #formed(): readonly FoundPackage[] {
    const all = [...this.#packages.values()];
    const outer = all.filter(({ inside }) => inside === undefined).length;
    return all.map((one) => (one.inside === undefined ? { ...one, form: outer === 1 ? 'file' : 'part' } : one));
  }

  #archive(path: string, source: ByteSource, inside: string, depth: number): void {
    const archive = new Archive();
    let begun = false;
    const { archive: entryBytes, bytes: totalBytes, ratio } = most;
    try {
      for (const entry of readZip(source, path, { entries: this.#entries, entryBytes, totalBytes, ratio })) {
        begun = true;
        this.#entries--;
        try {
          this.#entry(entry, archive, inside, depth);
        } catch (cause) {
          this.#tell(wayIn(inside, entry.name), cause);
        }
      }
    } catch (cause) {
      // What was read before the damage holds.
      if (!begun) throw cause;
      this.#tell(inside === '' ? 'the archive' : inside, cause);
    }
    this.#conclude(archive, path, source, inside);
  }

  #tell(what: string, cause: unknown): void {
    const error = asSeaworthyError(cause, 'E_INTERNAL', 'an archive could not be read');
    if (error.code === 'E_INTERNAL') throw error;
    this.#problems.add(`${printable(what)}: ${whatAndWhy(error)}`);
  }

  #entry(entry: ZipEntry, archive: Archive, inside: string, depth: number): void {
    const { name } = entry;
    if (name.endsWith('.class') || name.endsWith('.dex')) {
      if (!name.endsWith('module-info.class')) add(archive.folders, folderOf(name), most.folders);
    } else if (isArchive(name)) {
      this.#nested(entry, wayIn(inside, name), depth + 1);
    } else if (name === 'META-INF/MANIFEST.MF') {
      archive.manifest = readManifest(this.#body(entry, most.manifest));
    } else {
      const place = nativeImage.exec(name)?.[1];
      if (place !== undefined) add(archive.nativeImages, place, most.nativeImages);
      this.#record(entry, archive);
    }
  }

  #nested(entry: ZipEntry, inside: string, depth: number): void {
    if (depth > most.depth) {
      throw new SeaworthyError('E_LIMIT', `more than ${most.depth} archives inside one another`, { where: inside });
    }
    const source = this.#source(entry);
    if (source.size > 0 && !isOfOtherFormat(inside, source.read(0, 4))) this.#archive(inside, source, inside, depth);
  }

  /** An archive inside another: where it is stored, as most are, it is read where it lies. */
  #source(entry: ZipEntry): ByteSource {
    const stored = entry.stored();
    if (stored === undefined) return sourceOf(this.#body(entry, most.archive));
    if (stored.size > this.#stored) {
      const why = `the archives stored in it have more than ${most.stored} bytes`;
      throw new SeaworthyError('E_LIMIT', why, { where: entry.name });
    }
    this.#stored -= stored.size;
    return stored;
  }

  /** What stands in one of the files that say which package this is. */
  #record(entry: ZipEntry, archive: Archive): void {
    const [, group = '', artifact = '', kind] = record.exec(entry.name) ?? [];
    const key = `${group}/${artifact}`;
    if (kind === 'xml') {
      const of = archive.record(key);
      of.folder = [group, artifact];
      try {
        of.pom = readPom(this.#body(entry, most.pom), entry.name);
      } catch (cause) {
        of.refused = cause;
      }
    } else if (kind === 'properties' || entry.name === 'pom.properties' || entry.name.endsWith('/pom.properties')) {
      const pairs = readProperties(this.#body(entry, most.properties));
      const found = coordinates(pairs.get('groupId'), pairs.get('artifactId'), pairs.get('version'));
      const of = archive.record(kind === undefined ? entry.name : key);
      if (kind !== undefined) of.folder = [group, artifact];
      if (found) of.found = found;
    } else if (entry.name.endsWith('.version')) {
      const [, ofGroup, ofArtifact] = versionFile.exec(entry.name) ?? [];
      if (ofGroup === undefined) return;
      const version = new TextDecoder().decode(this.#body(entry, most.properties)).trim();
      const found = coordinates(ofGroup, ofArtifact, version);
      if (found) archive.record(entry.name).found = found;
    }
  }

  #body(entry: ZipEntry, bound: number): Uint8Array {
    const where = entry.name;
    if (entry.size > bound) throw new SeaworthyError('E_LIMIT', `${entry.size} bytes, more than ${bound}`, { where });
    if (entry.size > this.#bytes)
      throw new SeaworthyError('E_LIMIT', `the archives in it inflate to more than ${most.bytes} bytes`, { where });
    this.#bytes -= entry.size;
    return entry.read();
  }

  /** What an archive says all together: its records, what it proves without one, else that nobody knows it. */
  #conclude(archive: Archive, path: string, source: ByteSource, inside: string): void {
    const { records, manifest, folders, nativeImages } = archive;
    const fileName = path.slice(path.lastIndexOf('/') + 1);
    const found: Coordinates[] = [];
    let untold = 0;
    for (const [key, { found: told, pom, folder, refused }] of records) {
      // The folder names group and artifact as well; of an archive of one package the manifest may tell the version.
      const [group, artifact] = folder ?? [];
      const sole = records.size === 1 ? coordinates(group, artifact, versionIn(manifest)) : undefined;
      const proved = told ?? pom?.coordinates ?? sole;
      if (proved) {
        this.#add(mavenPackage(proved), pom, inside);
        found.push(proved);
        // What it needs and under which licence is not known, and what it is is.
        if (refused !== undefined)
          this.#notes.add(`${wayIn(inside, `META-INF/maven/${key}/pom.xml`)}: ${whatAndWhy(refused)}`);
      } else if (folder) {
        if (refused !== undefined) this.#tell(wayIn(inside, `META-INF/maven/${key}/pom.xml`), refused);
        this.#problems.add(`${printable(wayIn(inside, `META-INF/maven/${key}`))}: tells no version`);
        untold++;
      }
    }
    if (found.length + untold > 0 && (untold > 0 || !isOfOthers(fileName, found))) {
      this.#unidentified.push(...builtInto(folders, found, inside));
      return;
    }
    const runtime = runtimeOf(manifest);
    if (runtime) {
      this.#add(runtime, undefined, inside);
      return;
    }
    const proved = provedBy({ manifest, fileName, folders, nativeImages });
    if (proved) this.#add(mavenPackage(proved), undefined, inside);
    else if (folders.size > 0) this.#unidentified.push(unidentified(archive, source, inside));
  }

  #add(found: FoundPackage, pom: Pom | undefined, inside: string): void {
    const key = `${inside}\n${found.name}\n${found.version}`;
    const { licences = [], requires } = pom ?? {};
    const before = this.#packages.get(key);
    if (before?.requires) return;
    this.#packages.set(key, {
      ...found,
      ...(inside === '' ? {} : { inside }),
      ...(licences.length > 0 ? { licences } : {}),
      ...defined({ requires }),
    });
  }
}

/** The way to an archive inside another, as Java writes it. */
const wayIn = (inside: string, name: string): string => (inside === '' ? name : `${inside}!/${name}`);

/** What was built into an archive without a word of its release. */
function builtInto(folders: ReadonlySet<string>, found: readonly Coordinates[], inside: string): FoundUnidentified[] {
  return builtIn(
    folders,
    found.map(({ group }) => group),
  ).map((group) => ({
    ...(inside === '' ? {} : { inside }),
    what: `classes of ${group} in a Java archive that does not say which release of it`,
  }));
}

const longestName = 120;

function unidentified(archive: Archive, source: ByteSource, inside: string): FoundUnidentified {
  const sha1 = sha1Of(source);
  const name = saysOfItself(archive.manifest)?.slice(0, longestName);
  const says = name === undefined ? '' : `, by its own word ${printable(name)}`;
  return {
    ...(inside === '' ? {} : { inside }),
    what: `Java archive without coordinates${says} (SHA-1 ${sha1})`,
    sha1,
  };
}

/** In pieces, so that the file need not be held whole. */
function sha1Of(source: ByteSource): string {
  const hash = createHash('sha1');
  for (let at = 0; at < source.size; at += MiB) hash.update(source.read(at, Math.min(MiB, source.size - at)));
  return hash.digest('hex');
}
