import { SeaworthyError } from '../../../../../core/index.ts';
import { normalisePath } from '../../../../../foundations/formats/index.ts';
import { type Extraction, type Extractor, type FoundPackage, nothing, type ToldFile } from '../../extractor.ts';
import { atomName, type Expression, readExpression, splitVersion, wordsOf } from './atoms.ts';
import { licencesOf } from './licence.ts';

const folder = 'var/db/pkg';

/** `category/name-version` of a path; undefined elsewhere. */
function placeOf(
  path: string,
): { readonly category: string; readonly full: string; readonly file: string } | undefined {
  const [category = '', full = '', file = '', ...more] = path.startsWith(`${folder}/`)
    ? path.slice(folder.length + 1).split('/')
    : [];
  return file === '' || more.length > 0 ? undefined : { category, full, file };
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** Files of `CONTENTS`: `obj PATH MD5 TIME` and `sym PATH -> TARGET TIME`; folders are `dir PATH`. Paths may have spaces. */
const readContents = (text: string): string[] =>
  text
    .split('\n')
    .flatMap(
      (line) => /^obj (.+) [0-9a-f]{32} [0-9]+$/.exec(line)?.[1] ?? /^sym (.+?) -> .* [0-9]+$/.exec(line)?.[1] ?? [],
    )
    .map((path) => normalisePath(path).path)
    .filter(Boolean);

/** What a package needs: each word of its own, of a choice the words together. */
const needsOf = (text: string): readonly (readonly string[])[] => {
  const expression = readExpression(text);
  return expression === undefined ? [] : needsIn(expression).filter((names) => names.length > 0);
};

function needsIn(expression: Expression): readonly (readonly string[])[] {
  if ('all' in expression) return expression.all.flatMap(needsIn);
  return [wordsOf(expression).flatMap((word) => atomName(word) ?? [])];
}

/** What the files of a package's folder tell besides its name and its files. */
type Part = { readonly licences: readonly string[] } | { readonly requires: readonly (readonly string[])[] };

function packageOf(category: string, full: string): FoundPackage | undefined {
  const parts = splitVersion(full);
  if (parts === undefined || category === '') return undefined;
  return {
    // Advisories of Gentoo name packages with their category.
    name: `${category}/${parts.name}`,
    version: parts.version,
    type: 'ebuild',
    versionOrder: 'gentoo',
    purl: { namespace: category, name: parts.name },
  };
}

/** Each package with what stands in the files beside the one that names it. */
function join(files: readonly ToldFile[]): readonly ToldFile[] {
  const parts = new Map<string, Part[]>();
  for (const { path, extraction } of files) {
    const known = parts.get(folderOf(path)) ?? [];
    parts.set(folderOf(path), [...known, ...((extraction.parts ?? []) as readonly Part[])]);
  }
  const named = files.filter(({ extraction }) => extraction.packages.length > 0);
  // What each file told alone has been said.
  const alone = named.map(({ path, extraction }) => ({ path, extraction: { ...extraction, problems: [] } }));
  return [...alone, ...withoutName(files, new Set(named.map(({ path }) => folderOf(path))))].map(
    ({ path, extraction }) => {
      const own = Object.assign({}, ...(parts.get(folderOf(path)) ?? [])) as Partial<FoundPackage>;
      const packages = extraction.packages.map((found) => ({ ...found, ...own }));
      return { path, extraction: { ...extraction, packages } };
    },
  );
}

/** Of each folder in which no file names the package the first file, with what the folder's name says: Portage itself goes by that. */
function withoutName(files: readonly ToldFile[], named: ReadonlySet<string>): readonly ToldFile[] {
  const first = new Map<string, ToldFile>();
  for (const file of files) {
    const folder = folderOf(file.path);
    if (!named.has(folder) && !first.has(folder)) first.set(folder, file);
  }
  return [...first.values()].map(({ path, extraction }) => {
    const { category = '', full = '' } = placeOf(path) ?? {};
    // What Portage was putting there when it was stopped has a folder that is called `-MERGING-…`.
    const found = full.startsWith('-') ? undefined : packageOf(category, full);
    const told: Partial<Extraction> =
      found === undefined
        ? { problems: ['no PF beside it names the package, and its folder is called after none'] }
        : { packages: [found], notes: ['no PF beside it names the package: it is told by the name of its folder'] };
    return { path, extraction: { ...extraction, ...told } };
  });
}

/** Gentoo and kin: a folder for each package, put there with it, in which each fact has a file. */
export const portage: Extractor = {
  id: 'portage',
  version: 1,
  title: 'Packages installed by Portage (Gentoo)',
  gives: ['dependencies', 'files', 'licences'],
  wanted: {
    anywhere: ['PF', 'CONTENTS', 'LICENSE', 'RDEPEND'].map((name) => `${folder}/*/*/${name}`),
    accepts: (path) => placeOf(path) !== undefined,
  },
  maxBytes: 64 * 1024 * 1024,
  isDatabase: false,
  extract(path, bytes): Extraction {
    const text = new TextDecoder().decode(bytes);
    const { category = '', full = '', file = '' } = placeOf(path) ?? {};
    if (file === 'CONTENTS') return { ...nothing, files: [{ key: `${category}/${full}`, files: readContents(text) }] };
    if (file === 'LICENSE') return { ...nothing, parts: [{ licences: licencesOf(text) }] satisfies Part[] };
    if (file === 'RDEPEND') return { ...nothing, parts: [{ requires: needsOf(text) }] satisfies Part[] };
    const said = text.trim();
    // Portage goes by the name of the folder, and writes the same into the file.
    const found = packageOf(category, full) ?? packageOf(category, said);
    if (found === undefined)
      throw new SeaworthyError('E_FORMAT', 'not the name of a package', {
        where: path,
        why: `${said.slice(0, 100)} is no name and version`,
      });
    const problems = said === full ? [] : [`it names ${said.slice(0, 100)}, and its folder ${full}`];
    return { ...nothing, packages: [found], problems };
  },
  join,
  requirements: { scope: () => folder },
  packageKey: ({ name, version }) => `${name}-${version}`,
};
