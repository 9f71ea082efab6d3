import {
  childNamed,
  childrenNamed,
  childText,
  readXml,
  type XmlElement,
} from '../../../../../foundations/formats/index.ts';
import { spdxLicence } from '../../../../../foundations/sbom/index.ts';
import { type Coordinates, coordinates, isId } from './coordinates.ts';

/** What a `pom.xml` in an archive says of the package that it was built to. */
export interface Pom {
  readonly coordinates?: Coordinates;
  /** SPDX expressions; the maker's words where they are none. */
  readonly licences: readonly string[];
  /** What it needs to run: keys of packages. */
  readonly requires: readonly (readonly string[])[];
}

const mostNeeds = 2_000;
/** Scopes whose packages are there when the program runs; absent means `compile` (Maven, "Dependency Scope"). */
const runtime: ReadonlySet<string> = new Set(['compile', 'runtime']);

/**
 * Reads a `pom.xml` (Maven, "POM Reference") as far as it speaks for itself: what it takes from a parent that is not here is not known. Throws `E_FORMAT`
 * and `E_LIMIT`.
 */
export function readPom(bytes: Uint8Array, where: string): Pom {
  const project = readXml(bytes, where);
  const parent = childNamed(project, 'parent');
  const own = (name: string): string | undefined => childText(project, name) ?? childText(parent, name);
  const values = valuesOf(project, own);
  const read = (text: string | undefined): string | undefined => filledIn(text, values);
  const found = coordinates(read(own('groupId')), read(childText(project, 'artifactId')), read(own('version')));
  return { ...(found ? { coordinates: found } : {}), licences: licencesOf(project), requires: needsOf(project, read) };
}

/** What placeholders stand for: the project's own words and its properties. */
function valuesOf(project: XmlElement, own: (name: string) => string | undefined): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { name, text } of childNamed(project, 'properties')?.children ?? []) values.set(name, text);
  for (const name of ['groupId', 'version']) {
    const value = own(name);
    if (value !== undefined) for (const prefix of ['project.', 'pom.', '']) values.set(`${prefix}${name}`, value);
  }
  return values;
}

/** A text with its placeholders filled in, once: undefined where one is left. */
function filledIn(text: string | undefined, values: ReadonlyMap<string, string>): string | undefined {
  const filled = text?.replace(/\$\{([^{}$]{1,200})\}/g, (whole, name: string) => values.get(name) ?? whole);
  return filled?.includes('${') ? undefined : filled;
}

function licencesOf(project: XmlElement): readonly string[] {
  const names = childrenNamed(childNamed(project, 'licenses'), 'license').map(
    (one) => childText(one, 'name') ?? childText(one, 'url'),
  );
  return [...new Set(names.filter((name) => name !== undefined).map(spdxLicence))].slice(0, 20);
}

function needsOf(
  project: XmlElement,
  read: (text: string | undefined) => string | undefined,
): readonly (readonly string[])[] {
  const needs = new Set<string>();
  for (const one of childrenNamed(childNamed(project, 'dependencies'), 'dependency').slice(0, mostNeeds)) {
    const [group, artifact] = [read(childText(one, 'groupId')), read(childText(one, 'artifactId'))];
    const isNeeded = runtime.has(childText(one, 'scope') ?? 'compile') && childText(one, 'optional') !== 'true';
    if (isNeeded && isId(group) && isId(artifact)) needs.add(`${group}:${artifact}`);
  }
  return [...needs].map((key) => [key]);
}
