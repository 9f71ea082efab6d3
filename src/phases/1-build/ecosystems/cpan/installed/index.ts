import { defined, SeaworthyError } from '../../../../../core/index.ts';
import { asObject, field, parseJson } from '../../../../../foundations/formats/index.ts';
import { type Extraction, type Extractor, type FoundPackage, nothing, type ToldFile } from '../../extractor.ts';

const validDist = /^[A-Za-z0-9][A-Za-z0-9_.+-]{0,127}$/;
const validVersion = /^v?\d[0-9._]{0,63}$/;
const validAuthor = /^[A-Z][A-Z0-9-]{1,31}$/;
const most = 20_000;

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
  return {
    ...nothing,
    packages: [toPackage(name, version, author !== undefined && validAuthor.test(author) ? author : undefined)],
  };
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
    packages: [...versions].map(([name, version]) => toPackage(name.replaceAll('::', '-'), version)),
  };
}

const isLog = (path: string): boolean => path.endsWith('perllocal.pod');

/** Of what the log tells too, the record of its own tells more. */
function withoutLogged(files: readonly ToldFile[]): readonly ToldFile[] {
  const recorded = new Set(
    files.filter(({ path }) => !isLog(path)).flatMap(({ extraction }) => extraction.packages.map(({ name }) => name)),
  );
  return files
    .filter(({ path, extraction }) => isLog(path) && extraction.packages.some(({ name }) => recorded.has(name)))
    .map(({ path, extraction }) => ({
      path,
      extraction: {
        ...nothing,
        isSettled: true,
        packages: extraction.packages.filter(({ name }) => !recorded.has(name)),
      },
    }));
}

/** Perl distributions that CPAN's clients installed. The list of files that every install leaves (`.packlist`) tells no version. */
export const perlInstalled: Extractor = {
  id: 'cpan',
  version: 1,
  title: 'Perl distributions installed from CPAN',
  wanted: { anywhere: ['.meta/*/install.json', 'perllocal.pod'] },
  gives: [],
  maxBytes: 16 * 1024 * 1024,
  isDatabase: false,
  extract: (path, bytes) => (isLog(path) ? readLog(bytes) : readMeta(path, bytes)),
  join: withoutLogged,
};
