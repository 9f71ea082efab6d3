import { type Coordinates, coordinates, isId, isVersion } from './coordinates.ts';

/** The main section of a manifest, by names in small letters: they have no case. */
export type JarManifest = ReadonlyMap<string, string>;

/** Reads the main section of `META-INF/MANIFEST.MF` (Java SE, "JAR File Specification", "JAR Manifest"): up to the first empty line, long lines broken. */
export function readManifest(bytes: Uint8Array): JarManifest {
  const attributes = new Map<string, string>();
  let name = '';
  let value: string[] = [];
  const keep = (): void => {
    if (name !== '' && !attributes.has(name)) attributes.set(name, value.join('').trim());
  };
  for (const line of new TextDecoder('utf-8').decode(bytes).split(/\r\n|\n|\r/)) {
    if (line === '') break;
    if (line.startsWith(' ')) {
      value.push(line.slice(1));
      continue;
    }
    keep();
    const colon = line.indexOf(':');
    name = colon < 0 ? '' : line.slice(0, colon).trim().toLowerCase();
    value = [line.slice(colon + 1)];
  }
  keep();
  return attributes;
}

/** `org.example.thing;singleton:=true` without its directives (OSGi Core, 3.2.4). */
const withoutDirectives = (text: string | undefined): string | undefined => text?.split(';', 1)[0]?.trim();

/**
 * The coordinates that a manifest proves. Most headers are anybody's words: a title is a name for people, a vendor's id is often that of the house and not
 * the group (`org.apache` of commons-pool:commons-pool), and OSGi's symbolic name may or may not end with the artifact. So they count where several agree:
 *
 * - `Group-Id`, `Short-Name` and `Plugin-Version`, which the Maven plug-in for Jenkins writes from the coordinates.
 * - the vendor's id, the symbolic name and the artifact, where the symbolic name is the group with the artifact, or is the group that ends with it. The
 *   artifact is the name of the file before its version, or the title.
 */
export function provedBy(manifest: JarManifest, fileName: string): Coordinates | undefined {
  const plugin = coordinates(manifest.get('group-id'), manifest.get('short-name'), manifest.get('plugin-version'));
  if (plugin) return plugin;
  const group = manifest.get('implementation-vendor-id');
  const symbolic = withoutDirectives(manifest.get('bundle-symbolicname'));
  const version = versionIn(manifest);
  if (version === undefined || !isId(group) || !isId(symbolic)) return undefined;
  const artifact = [artifactOf(fileName, version), manifest.get('implementation-title')].find(
    (name) =>
      isId(name) && (symbolic === `${group}.${name}` || (symbolic === group && `.${group}`.endsWith(`.${name}`))),
  );
  return coordinates(group, artifact, version);
}

/** The version that a manifest tells. */
export const versionIn = (manifest: JarManifest): string | undefined =>
  [manifest.get('implementation-version'), manifest.get('bundle-version')].find(isVersion);

/** `name` of `name-1.0.jar`, where the file says the same version. */
function artifactOf(fileName: string, version: string): string | undefined {
  const base = fileName.slice(0, Math.max(0, fileName.lastIndexOf('.')));
  return base.endsWith(`-${version}`) ? base.slice(0, -version.length - 1) : undefined;
}

/** How an archive calls itself, for people: nothing is looked up by it. */
export function saysOfItself(manifest: JarManifest): string | undefined {
  const of = (...names: string[]): string | undefined =>
    names.map((name) => withoutDirectives(manifest.get(name))).find((text) => text !== undefined && text !== '');
  const name = of('implementation-title', 'bundle-symbolicname', 'specification-title', 'bundle-name');
  const version = of('implementation-version', 'bundle-version', 'specification-version');
  return name === undefined ? undefined : [name, version].filter((text) => text !== undefined).join(' ');
}
