import { SeaworthyError } from '../../../../../core/index.ts';
import { type Header, readHeaders } from '../../../../../foundations/formats/index.ts';
import { spdxLicence } from '../../../../../foundations/sbom/index.ts';
import type { FoundPackage } from '../../extractor.ts';
import { normalisedName } from '../name.ts';

/**
 * The package of a METADATA or PKG-INFO file ("Core metadata specifications"). Throws `E_FORMAT` when it has no name or no version; both are
 * required since the first version of the format.
 */
export function readMetadata(path: string, text: string): FoundPackage {
  const headers = readHeaders(text);
  const [name, version] = [first(headers, 'name'), first(headers, 'version')];
  // A name of other letters would be no name for any index (PEP 508 names).
  if (!name || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,213}$/.test(name)) return refuse(path, 'no valid Name field');
  if (!version || version.length > 256 || /\s/.test(version)) return refuse(path, 'no valid Version field');
  const licences = [...new Set(licencesOf(headers).map(spdxLicence))];
  return {
    name,
    version,
    type: 'pypi',
    versionOrder: 'pep440',
    purl: { name: normalisedName(name) },
    ...(licences.length > 0 ? { licences } : {}),
    requires: requiresOf(headers).map((one) => [one]),
    provides: [normalisedName(name)],
  };
}

/**
 * The package of metadata that are empty: distributions leave such files, and what they say is in their name, `NAME-VERSION[-pyX.Y][-PLATFORM].egg-info`.
 * Without a version there it is a package that nobody can compare; undefined where not even a name is there.
 */
export function namedPackage(path: string): FoundPackage | undefined {
  const file = path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:egg|dist)-info$/, '');
  const [, name, version = ''] = /^([A-Za-z0-9][A-Za-z0-9._]{0,213})(?:-(\d[^-\s]{0,255})(?:-.*)?)?$/.exec(file) ?? [];
  if (name === undefined) return undefined;
  return {
    name,
    version,
    type: 'pypi',
    versionOrder: 'pep440',
    purl: { name: normalisedName(name) },
    provides: [normalisedName(name)],
  };
}

function refuse(path: string, why: string): never {
  throw new SeaworthyError('E_FORMAT', 'not the metadata of a Python distribution', { where: path, why });
}

function first(headers: readonly Header[], name: string): string | undefined {
  return headers.find((header) => header.name === name)?.value;
}

/** `License-Expression` (PEP 639); else `License` where it is a name and not a whole text; else the classifiers. */
function licencesOf(headers: readonly Header[]): string[] {
  const expression = first(headers, 'license-expression');
  if (expression) return [expression];
  const license = first(headers, 'license') ?? '';
  if (license !== '' && license.length <= 100 && !license.includes('\n') && license.toUpperCase() !== 'UNKNOWN')
    return [license];
  const classified = headers.flatMap(({ name, value }) =>
    name === 'classifier' && value.startsWith('License ::') ? (value.split('::').at(-1)?.trim() ?? []) : [],
  );
  return [...new Set(classified)].filter((name) => name !== '' && name !== 'OSI Approved');
}

/** Far more than any distribution has. */
const maxRequirements = 2_000;

/**
 * Names of `Requires-Dist` (dependency specifiers, PEP 508) as the index compares them. What only an extra or another system asks for is left out; other
 * conditions are taken for met.
 */
function requiresOf(headers: readonly Header[]): string[] {
  const specifiers = headers.filter(({ name }) => name === 'requires-dist').slice(0, maxRequirements);
  const names = specifiers.flatMap(({ value }) => {
    const [specifier = '', marker = ''] = value.split(';', 2);
    if (/\bextra\b|win32|cygwin|Windows|darwin|Darwin|'nt'|"nt"/.test(marker)) return [];
    const required = /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)/.exec(specifier)?.[1];
    return required === undefined ? [] : [normalisedName(required)];
  });
  return [...new Set(names)];
}
