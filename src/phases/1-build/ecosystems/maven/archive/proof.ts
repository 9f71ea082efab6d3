import { versionOrder } from '../../../../../foundations/versions/index.ts';
import type { FoundPackage } from '../../extractor.ts';
import { type Coordinates, coordinates, isId, isVersion } from './coordinates.ts';
import { knownGroup, tomcatFiles } from './known.ts';
import { type JarManifest, withoutDirectives } from './manifest.ts';

/** What an archive without records of Maven shows of itself. */
export interface Clues {
  readonly manifest: JarManifest;
  /** Name of the file, without folders. */
  readonly fileName: string;
  /** Folders that hold classes. */
  readonly folders: ReadonlySet<string>;
  /** `GROUP/ARTIFACT` of settings for native images, which belong below that (GraalVM, "Native Image Build Configuration"). */
  readonly nativeImages: ReadonlySet<string>;
}

/** The version that a manifest tells. */
export const versionIn = (manifest: JarManifest): string | undefined =>
  [manifest.get('implementation-version'), manifest.get('bundle-version')].find(isVersion);

/** `name` and `1.0` of `name-1.0.jar`. */
const named = /^(.{1,200}?)-(\d[^/]{0,100})\.[A-Za-z]+$/;

interface Names {
  /** What it is called, by its title, by OSGi and by its file. */
  readonly artifacts: ReadonlySet<string>;
  readonly version: string;
}

/**
 * How an archive is called, and in which release. The file's word counts where the manifest tells no other version; two spellings of one are that of the
 * file, since OSGi has three numbers in all.
 */
function namesOf({ manifest, fileName }: Clues): Names | undefined {
  const [, artifact, written] = named.exec(fileName) ?? [];
  const told = versionIn(manifest);
  const isSame = told === undefined || (written !== undefined && versionOrder('maven')?.compare(told, written) === 0);
  const version = isSame ? written : told;
  if (version === undefined) return undefined;
  const artifacts = [
    ...(isSame ? [artifact] : []),
    manifest.get('implementation-title'),
    manifest.get('bundle-name'),
    withoutDirectives(manifest.get('bundle-symbolicname')),
  ].filter(isId);
  return { artifacts: new Set(artifacts), version };
}

/**
 * The coordinates that an archive proves without a record of Maven. Most that it says is anybody's word: a title is a name for people, a vendor's id is
 * often that of the house and not the group (`org.apache` of commons-pool:commons-pool), and OSGi's symbolic name may or may not end with the artifact. So
 * only what a tool writes from the coordinates counts by itself; else two statements must agree that do not depend on one another.
 */
export function provedBy(clues: Clues): Coordinates | undefined {
  const { manifest } = clues;
  return writtenByTool(manifest) ?? ofTomcat(clues) ?? agreed(clues, namesOf(clues));
}

/** Headers of the Maven plug-in for Jenkins. */
function writtenByTool(manifest: JarManifest): Coordinates | undefined {
  return coordinates(manifest.get('group-id'), manifest.get('short-name'), manifest.get('plugin-version'));
}

/** The title that Nebula's plug-ins for Gradle write: the group, and the project, which is often and not always called like the artifact. */
const nebula = /^([^#;]{1,256})#([^#;]{1,256});/;

function ofTomcat({ manifest, fileName, folders }: Clues): Coordinates | undefined {
  const artifact = tomcatFiles.get(fileName.slice(0, Math.max(0, fileName.lastIndexOf('.'))));
  const isTomcat = manifest.get('implementation-title') === 'Apache Tomcat' && folders.size > 0;
  return isTomcat ? coordinates('org.apache.tomcat', artifact, manifest.get('implementation-version')) : undefined;
}

/** The title of a project; the vendor's id with the symbolic name; the settings for native images; or the folder of a maker whom we know: each beside the name. */
function agreed(clues: Clues, names: Names | undefined): Coordinates | undefined {
  if (names === undefined) return undefined;
  const { manifest, folders, nativeImages } = clues;
  const { version } = names;
  const vendor = manifest.get('implementation-vendor-id');
  const symbolic = withoutDirectives(manifest.get('bundle-symbolicname'));
  // Ids of two parts are often those of a house: `org.apache` of org.apache.velocity:velocity.
  const isGroupOf = (group: string, artifact: string): boolean =>
    (symbolic === `${group}.${artifact}` && group.split('.').length > 2) ||
    (symbolic === group && `.${group}`.endsWith(`.${artifact}`));
  const [, ofProject, project] = nebula.exec(manifest.get('implementation-title') ?? '') ?? [];
  for (const artifact of names.artifacts) {
    if (project === artifact) return coordinates(ofProject, artifact, version);
    if (isId(vendor) && isGroupOf(vendor, artifact)) return coordinates(vendor, artifact, version);
    const groups = [...nativeImages].filter((place) => place.endsWith(`/${artifact}`));
    const [first] = groups;
    if (first !== undefined && groups.length === 1) {
      return coordinates(first.slice(0, -artifact.length - 1), artifact, version);
    }
    const group = knownGroup(artifact, version, folders);
    if (group !== undefined) return coordinates(group, artifact, version);
  }
  return undefined;
}

/**
 * Whether the packages that an archive has records of are all packages of others that went into it: it says another artifact and another version by the name
 * of its file than each of them.
 */
export function isOfOthers(fileName: string, records: readonly Coordinates[]): boolean {
  const [, artifact, written = ''] = named.exec(fileName) ?? [];
  if (artifact === undefined) return false;
  return !records.some((one) => {
    const isCalled = artifact === one.artifact || artifact.endsWith(`.${one.artifact}`);
    return isCalled || fileName.startsWith(`${one.artifact}-`) || written.startsWith(one.version);
  });
}

/** A part of a Java runtime itself (`rt.jar`, `jrt-fs.jar`), which is called as the file `release` of the runtime calls it. */
export function runtimeOf(manifest: JarManifest): FoundPackage | undefined {
  const version = manifest.get('implementation-version');
  if (manifest.get('implementation-title') !== 'Java Runtime Environment' || !isVersion(version)) return undefined;
  return { name: 'openjdk', version, type: 'generic', versionOrder: 'maven', purl: { name: 'openjdk' } };
}

/** How an archive calls itself, for people: nothing is looked up by it. */
export function saysOfItself(manifest: JarManifest): string | undefined {
  const of = (...names: string[]): string | undefined =>
    names.map((name) => withoutDirectives(manifest.get(name))).find((text) => text !== undefined && text !== '');
  const name = of('implementation-title', 'bundle-symbolicname', 'specification-title', 'bundle-name');
  const version = of('implementation-version', 'bundle-version', 'specification-version');
  return name === undefined ? undefined : [name, version].filter((text) => text !== undefined).join(' ');
}
