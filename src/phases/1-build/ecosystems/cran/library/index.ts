import { SeaworthyError } from '../../../../../core/index.ts';
import { type Header, readHeaders } from '../../../../../foundations/formats/index.ts';
import { type Extraction, type Extractor, nothing } from '../../extractor.ts';
import { licencesOf } from './licences.ts';

const validName = /^[A-Za-z][A-Za-z0-9.]{0,127}$/;
const maxNeeds = 2_000;

/** What an R package needs to run ("Writing R Extensions", "Package Dependencies"); what it suggests it can do without. */
const needs = ['depends', 'imports', 'linkingto'];

function requiresOf(headers: readonly Header[]): [string][] {
  const names = headers
    .filter(({ name }) => needs.includes(name))
    .flatMap(({ value }) => value.split(',').slice(0, maxNeeds))
    .map((one) => one.trim().split(/[\s(]/, 1)[0] ?? '');
  return [...new Set(names)].filter((name) => name !== 'R' && validName.test(name)).map((name) => [name]);
}

/** Of a package that was taken from a repository of sources: where from, in the word of the tool that did (remotes, pak). */
const fromElsewhere: ReadonlySet<string> = new Set(['github', 'gitlab', 'bitbucket', 'git', 'url', 'local', 'xgit']);

function readDescription(path: string, bytes: Uint8Array): Extraction {
  const headers = readHeaders(new TextDecoder().decode(bytes));
  const one = (name: string): string | undefined => headers.find((header) => header.name === name)?.value.trim();
  // R writes it when it installs, and loads no package without it.
  if (!one('built')) return { ...nothing, isSettled: one('package') !== undefined };
  const [name, version] = [one('package'), one('version')];
  if (!name || !validName.test(name) || !version || !/^\S{1,128}$/.test(version)) {
    throw new SeaworthyError('E_FORMAT', 'not the description of an R package', {
      where: path,
      why: 'no name or no version',
    });
  }
  const remote = one('remotetype');
  const licences = licencesOf(one('license') ?? '');
  const found = {
    name,
    version,
    // Those of Bioconductor say what they are about in terms of its own.
    type: one('biocviews') === undefined ? 'cran' : 'bioconductor',
    versionOrder: 'cran',
    purl: { name },
    ...(remote && fromElsewhere.has(remote) ? { origin: { takenFrom: remote } } : {}),
    ...(licences.length > 0 ? { licences } : {}),
    requires: requiresOf(headers),
  };
  return { ...nothing, packages: [found] };
}

/** R packages in libraries, those of R itself among them. */
export const rLibrary: Extractor = {
  id: 'r-library',
  version: 1,
  title: 'R packages in libraries',
  wanted: { anywhere: ['DESCRIPTION'] },
  gives: ['dependencies', 'licences', 'origins'],
  maxBytes: 1024 * 1024,
  isDatabase: false,
  requirements: { scope: () => '' },
  extract: readDescription,
};
