import { defined, SeaworthyError } from '../../../../../core/index.ts';
import { asObject, field, normalisePath, parseJson } from '../../../../../foundations/formats/index.ts';
import { type Extraction, type Extractor, type FoundPackage, nothing, type ToldFile } from '../../extractor.ts';

const validDist = /^[A-Za-z0-9][A-Za-z0-9_.+-]{0,127}$/;
const validVersion = /^v?\d[0-9._]{0,63}$/;
const validAuthor = /^[A-Z][A-Z0-9-]{1,31}$/;
const most = 20_000;
const maxFiles = 100_000;

const dashed = (module: string): string => module.replaceAll('::', '-');

const toPackage = (name: string, version: string, author?: string): FoundPackage => ({
  name,
  version,
  type: 'cpan',
  versionOrder: 'cpan',
  purl: { ...defined({ namespace: author }), name },
});

/** What `cpanm` and Carton write of a distribution: `dist` is its name and version, `pathname` begins with its author. */
function readMeta(path: string, bytes: Uint8Array): Extraction {
  const told = asObject(parseJson(bytes, path), path);
  const dist = field(told, 'dist');
  const [, name = '', version = ''] =
    (typeof dist === 'string' ? /^(.{1,128})-(v?\d[0-9._]*)(?:-TRIAL)?$/.exec(dist) : null) ?? [];
  if (!validDist.test(name) || !validVersion.test(version)) {
    throw new SeaworthyError('E_FORMAT', 'not the record of a Perl distribution', {
      where: path,
      why: 'no name or no version',
    });
  }
  const pathname = field(told, 'pathname');
  const author = typeof pathname === 'string' ? pathname.split('/')[2] : undefined;
  const found = toPackage(name, version, author !== undefined && validAuthor.test(author) ? author : undefined);
  // The list of its files is kept under the name of its main module.
  const module = field(told, 'name');
  return { ...nothing, packages: [typeof module === 'string' ? { ...found, filesKey: dashed(module) } : found] };
}

/** The module that a list of files is kept for: `auto/Lantern/Light/.packlist`. */
const moduleOf = (path: string): string => {
  const parts = path.split('/').slice(0, -1);
  return parts.slice(parts.lastIndexOf('auto') + 1).join('-');
};

/** The files of an install, a path a line with words about it behind. No version is told. */
function readList(path: string, bytes: Uint8Array): Extraction {
  const lines = new TextDecoder().decode(bytes).split('\n');
  const files = lines
    .slice(0, maxFiles)
    .flatMap((line) => (line.startsWith('/') ? [normalisePath(line.split(' ', 1)[0] ?? '').path] : []));
  return { ...nothing, files: [{ key: moduleOf(path), files: files.filter((file) => file !== '') }] };
}

/** The log of what `make install` put there: an entry of each install, of which the last of a module counts (ExtUtils::Install, `perllocal.pod`). */
function readLog(bytes: Uint8Array): Extraction {
  const versions = new Map<string, string>();
  let module: string | undefined;
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    const named = /^=head2 .*C<Module>\s*L<([A-Za-z0-9_:]{1,128})[|>]/.exec(line)?.[1];
    if (named !== undefined) module = named;
    const version = /^C<VERSION: ([^>\s]{1,64})>/.exec(line)?.[1];
    if (module === undefined || version === undefined || !validVersion.test(version)) continue;
    if (versions.size < most || versions.has(module)) versions.set(module, version);
    module = undefined;
  }
  return {
    ...nothing,
    packages: [...versions].map(([name, version]) => toPackage(dashed(name), version)),
  };
}

const isLog = (path: string): boolean => path.endsWith('perllocal.pod');
const isList = (path: string): boolean => path.endsWith('/.packlist');

const keyOf = ({ filesKey, name }: FoundPackage): string => filesKey ?? name;

/** Of what the log tells too the record of its own tells more; what neither tells is there without a version. */
function toldOnce(files: readonly ToldFile[]): readonly ToldFile[] {
  const told = (wanted: (path: string) => boolean): ToldFile[] => files.filter(({ path }) => wanted(path));
  const keysOf = (some: readonly ToldFile[]): string[] =>
    some.flatMap(({ extraction }) => extraction.packages.map(keyOf));
  const recorded = new Set(keysOf(told((path) => !isLog(path))));
  const known = new Set([...recorded, ...keysOf(told(isLog))]);
  const logs = told(isLog).map(({ path, extraction }) => {
    const packages = extraction.packages.filter((one) => !recorded.has(keyOf(one)));
    return { path, extraction: { ...extraction, isSettled: true, packages } };
  });
  const lists = told(isList).map(({ path, extraction }) => {
    const name = moduleOf(path);
    const isUnknown = !known.has(name) && validDist.test(name);
    return {
      path,
      extraction: {
        ...extraction,
        isSettled: true,
        packages: isUnknown ? [toPackage(name, '')] : [],
        notes: isUnknown ? [`${name} was installed, and nothing tells its version`] : [],
      },
    };
  });
  return [...logs, ...lists];
}

/** Perl distributions that CPAN's clients installed. The list of files that every install leaves (`.packlist`) tells no version. */
export const perlInstalled: Extractor = {
  id: 'cpan',
  version: 1,
  title: 'Perl distributions installed from CPAN',
  wanted: {
    anywhere: [
      '.meta/*/install.json',
      'perllocal.pod',
      ...['*', '*/*', '*/*/*', '*/*/*/*'].map((module) => `auto/${module}/.packlist`),
    ],
  },
  gives: ['files'],
  maxBytes: 16 * 1024 * 1024,
  isDatabase: false,
  packageKey: keyOf,
  extract(path, bytes) {
    if (isList(path)) return readList(path, bytes);
    return isLog(path) ? readLog(bytes) : readMeta(path, bytes);
  },
  join: toldOnce,
};
