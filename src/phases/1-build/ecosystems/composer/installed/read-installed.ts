import { asArray, field, isObject, parseJson } from '../../../../../foundations/formats/index.ts';
import type { Extraction, FoundPackage } from '../../extractor.ts';
import { Problems } from '../../problems.ts';
import { composerLicence, composerPackage, isComposerName } from '../composer-package.ts';

const maxVersion = 256;
const maxLinks = 2_000;

const limits = { maxValues: 3_000_000 };

/**
 * Composer's list of what it installed: an array of packages (Composer 1), or an object that has it in `packages` and the names of those for development in
 * `dev-package-names` (Composer 2). Throws `E_FORMAT` when it is neither.
 */
export function readInstalled(path: string, bytes: Uint8Array): Extraction {
  const told = parseJson(bytes, path, limits);
  const list = asArray(Array.isArray(told) ? told : field(told, 'packages'), `${path}, packages`);
  const names = field(told, 'dev-package-names');
  const development = new Set(Array.isArray(names) ? names.map((name) => `${name}`.toLowerCase()) : []);
  const problems = new Problems();
  const packages: FoundPackage[] = [];
  list.forEach((entry, index) => {
    const found = toPackage(entry, development);
    if (typeof found === 'string') problems.add(`package ${index + 1}: ${found}`);
    else if (found !== undefined) packages.push(found);
  });
  return { packages, files: [], problems: problems.list() };
}

/** The package; why there is none, as a text; or undefined for one that is only a list of others. */
function toPackage(entry: unknown, development: ReadonlySet<string>): FoundPackage | string | undefined {
  const name = field(entry, 'name');
  const version = field(entry, 'version');
  const lower = typeof name === 'string' ? name.toLowerCase() : '';
  if (!isComposerName(lower)) return 'it has no valid name';
  if (field(entry, 'type') === 'metapackage') return undefined;
  if (typeof version !== 'string' || version === '' || version.length > maxVersion) return `${lower} has no version`;
  const licence = composerLicence(field(entry, 'license'));
  return {
    ...composerPackage(lower, version),
    ...(licence === undefined ? {} : { licences: [licence] }),
    requires: linksOf(entry, 'require')
      .filter(isComposerName)
      .map((one) => [one]),
    provides: ['replace', 'provide'].flatMap((member) => linksOf(entry, member)),
    ...(development.has(lower) ? { development: true as const } : {}),
  };
}

/** Names of links; those to PHP itself and its extensions have no slash. */
function linksOf(entry: unknown, member: string): string[] {
  const links = field(entry, member);
  return isObject(links)
    ? Object.keys(links)
        .slice(0, maxLinks)
        .map((name) => name.toLowerCase())
    : [];
}
