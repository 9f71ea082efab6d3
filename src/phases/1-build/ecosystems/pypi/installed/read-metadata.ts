import { defined, SeaworthyError } from '../../../../../core/index.ts';
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
    ...originOf(headers),
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

/** Text that is kept: nobody's name or address is longer. */
const maxText = 200;

/** Labels of `Project-URL` that are its own page, its sources last (PEP 753). */
const pages = ['homepage', 'home', 'repository', 'source', 'sourcecode', 'github'];

/** Who keeps it, by `Maintainer-email` or `Author-email`, which may have the names in them, and its page. */
function originOf(headers: readonly Header[]): Pick<FoundPackage, 'origin'> {
  const said = (name: string): string | undefined => {
    const value = first(headers, name)?.trim().slice(0, maxText);
    return value === '' || value?.toUpperCase() === 'UNKNOWN' ? undefined : value;
  };
  const role = said('maintainer-email') === undefined && said('maintainer') === undefined ? 'author' : 'maintainer';
  const [email] = said(`${role}-email`)?.split(/,(?=[^"]*(?:"[^"]*"[^"]*)*$)/) ?? [];
  const name = said(role);
  const isBare = email !== undefined && /^[^\s<>@]+@[^\s<>@]+$/.test(email.trim());
  const maintainer = isBare
    ? `${name ?? email.trim()} <${email.trim()}>`
    : (email?.trim().replace(/^"(.*)"(?= <)/, '$1') ?? name);
  const urls = headers.flatMap((header) => {
    const [, label, url] =
      header.name === 'project-url' ? (/^([^,]{1,40}),\s{0,10}(\S{1,200})$/.exec(header.value) ?? []) : [];
    return label === undefined || url === undefined ? [] : [[label.toLowerCase().replace(/[^a-z]/g, ''), url] as const];
  });
  const page = said('home-page') ?? pages.flatMap((wanted) => urls.filter(([label]) => label === wanted)).at(0)?.[1];
  const origin = defined({ maintainer, homepage: page });
  return Object.keys(origin).length === 0 ? {} : { origin };
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
