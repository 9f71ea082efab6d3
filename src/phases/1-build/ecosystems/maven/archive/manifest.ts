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
export const withoutDirectives = (text: string | undefined): string | undefined => text?.split(';', 1)[0]?.trim();
