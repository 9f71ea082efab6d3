import { knownDistributions } from './list.ts';
import { readOsRelease } from './os-release.ts';
import { identifier, type Maker, type Named, named, plain, type ReleaseFile, redHatFile } from './release-file.ts';

/** os-release(5). Releases before `VERSION_CODENAME` was invented tell the code name in brackets: `7 (wheezy)`. */
function fromOsRelease(path: string, text: string): Named | undefined {
  const fields = readOsRelease(text);
  const id = identifier(fields.get('ID'));
  if (id === '') return undefined;
  const bracketed = /\(([a-z]+)\)/.exec(fields.get('VERSION') ?? '')?.[1];
  const like = (fields.get('ID_LIKE') ?? '').split(/\s+/, 16).map(identifier).filter(Boolean);
  return named(
    id,
    path,
    {
      version: plain(fields.get('VERSION_ID')),
      codename: plain(fields.get('VERSION_CODENAME')) ?? plain(fields.get('UBUNTU_CODENAME')) ?? bracketed,
      prettyName: plain(fields.get('PRETTY_NAME')) ?? plain(fields.get('NAME')),
    },
    like,
  );
}

function fromLsbRelease(path: string, text: string): Named | undefined {
  const fields = readOsRelease(text);
  const id = identifier(fields.get('DISTRIB_ID'));
  if (id === '') return undefined;
  return named(id, path, {
    version: plain(fields.get('DISTRIB_RELEASE')),
    codename: plain(fields.get('DISTRIB_CODENAME')),
    prettyName: plain(fields.get('DISTRIB_DESCRIPTION')),
  });
}

const own = knownDistributions.flatMap(({ releaseFile }) => releaseFile ?? []);

/**
 * The files that say which distribution this is, the most trustworthy first: os-release(5) puts `/etc` before `/usr/lib`; the others are for
 * systems from before it, and for images that lost it. The makers' own files come before `redhat-release`, where derivatives name themselves
 * as Red Hat; `lsb-release` is a package that can be installed on any of them.
 */
export const releaseFiles: readonly ReleaseFile[] = [
  { path: 'etc/os-release', read: fromOsRelease },
  { path: 'usr/lib/os-release', read: fromOsRelease },
  ...own.filter(({ isKeptByOthers }) => !isKeptByOthers),
  redHatFile('etc/system-release'),
  redHatFile('etc/redhat-release'),
  { path: 'etc/lsb-release', read: fromLsbRelease },
  ...own.filter(({ isKeptByOthers }) => isKeptByOthers),
];

/** Those who name themselves at the start of a line in a release file. */
export const makers: readonly Maker[] = knownDistributions.flatMap(({ id, makerLine }) =>
  makerLine === undefined ? [] : [{ id, start: makerLine }],
);
