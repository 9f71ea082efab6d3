import { defined } from '../../../../../core/index.ts';
import { normalisePath } from '../../../../../foundations/formats/index.ts';
import { spdxLicence } from '../../../../../foundations/sbom/index.ts';
import type { FoundPackage } from '../../extractor.ts';

/** Far more values than any section but a list of files has. */
const maxValues = 2_000;
/** Text of a field that is kept: nobody's name is longer. */
const maxText = 200;

/** Sections of a file of pacman's local database: a name between per cent signs, then a value a line, to the next blank line. */
export function readSections(text: string, wanted: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const sections = new Map<string, string[]>();
  let values: string[] | undefined;
  let isInSection = false;
  for (const line of text.split('\n')) {
    const value = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (value === '') {
      [values, isInSection] = [undefined, false];
    } else if (!isInSection) {
      isInSection = true;
      const name = /^%([A-Z0-9]{1,40})%$/.exec(value)?.[1];
      // The first of a name counts.
      values = name === undefined || !wanted.has(name) || sections.has(name) ? undefined : [];
      if (name !== undefined && values !== undefined) sections.set(name, values);
    } else values?.push(value);
  }
  return sections;
}

const wanted = new Set(['NAME', 'VERSION', 'BASE', 'ARCH', 'PACKAGER', 'LICENSE', 'DEPENDS', 'PROVIDES']);

/** Name of what a package needs or provides, without the version: `glibc>=2.38`, `libreadline.so=8-64`. */
const nameOf = (relation: string): string => relation.replace(/[<>=].*$/s, '').trim();

/** The package of a `desc`; a sentence when it lacks what a package must have. */
export function readDesc(text: string): FoundPackage | string {
  const sections = readSections(text, wanted);
  const one = (name: string): string | undefined => sections.get(name)?.[0]?.slice(0, maxText);
  const many = (name: string): readonly string[] => (sections.get(name) ?? []).slice(0, maxValues);
  const [name, version, base, architecture] = [one('NAME'), one('VERSION'), one('BASE'), one('ARCH')];
  if (name === undefined || version === undefined) return `it has no ${name === undefined ? 'name' : 'version'}`;
  const packager = one('PACKAGER');
  const provides = many('PROVIDES').map(nameOf).filter(Boolean);
  const licences = [...new Set(many('LICENSE').map(spdxLicence))];
  return {
    name,
    version,
    type: 'alpm',
    versionOrder: 'alpm',
    purl: { name: name.toLowerCase(), ...(architecture ? { qualifiers: { arch: architecture } } : {}) },
    distributionPurl: true,
    ...defined({ architecture }),
    // Packages that were built together have one version.
    ...(base === undefined ? {} : { source: { name: base, version } }),
    ...(packager === undefined || packager === 'Unknown Packager' ? {} : { origin: { maintainer: packager } }),
    ...(licences.length > 0 ? { licences } : {}),
    requires: many('DEPENDS').flatMap((need) => (nameOf(need) === '' ? [] : [[nameOf(need)]])),
    ...(provides.length > 0 ? { provides } : {}),
  };
}

/** The files of a `files`: folders end in a slash. */
export const readFileList = (text: string): string[] =>
  (readSections(text, new Set(['FILES'])).get('FILES') ?? [])
    .filter((path) => !path.endsWith('/'))
    .map((path) => normalisePath(path).path)
    .filter(Boolean);
