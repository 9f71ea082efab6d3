import { SeaworthyError } from '../../../../../core/index.ts';
import { asObject, field, parseJson } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, ToldFile } from '../../extractor.ts';
import { nameAndVersion } from '../../lock-graph.ts';
import { fileName } from '../../near.ts';
import { Problems } from '../../problems.ts';
import { isOfProject } from '../npm-package.ts';
import { manifestPart, wantsByLock } from '../project-manifest.ts';
import { newestForm } from './newest-form.ts';
import { readNested } from './read-nested.ts';
import { readPlaces } from './read-places.ts';

const manifest = 'package.json';
const isLock = (path: string): boolean => fileName(path) !== manifest;
/** The first form nests as deep as folders were nested. */
const maxDepth = 400;

function extract(path: string, bytes: Uint8Array): Extraction {
  if (!isLock(path)) return manifestPart(path, bytes);
  const lock = asObject(parseJson(bytes, path, { maxDepth }), path);
  if (field(lock, 'packages') !== undefined) return readPlaces(path, lock);
  if (field(lock, 'dependencies') !== undefined) return readNested(lock);
  // A project without any dependency has neither.
  const form = field(lock, 'lockfileVersion');
  if (form !== undefined) {
    const problems = new Problems();
    problems.form(form, newestForm);
    return { packages: [], files: [], problems: problems.list() };
  }
  throw new SeaworthyError('E_FORMAT', 'no lock file of npm: it has neither packages nor dependencies', {
    where: path,
  });
}

/** Only the first form needs the manifests: the others have them in them. */
function join(files: readonly ToldFile[]): readonly ToldFile[] {
  const wants = wantsByLock(files, isLock);
  return files.flatMap(({ path, extraction: { packages, parts } }) => {
    const wanted = wants.get(path);
    const top = field(parts?.[0], 'top') as readonly (readonly [asked: string, told: string])[] | undefined;
    if (top === undefined || wanted === undefined) return [];
    const names = new Set([...wanted.production, ...wanted.development].map(([name]) => name));
    const asked = new Set(top.flatMap(([name, told]) => (names.has(name) ? [told] : [])));
    const told = packages.map((found) => ({ ...found, direct: asked.has(nameAndVersion(found)) }));
    return [{ path, extraction: { packages: told, files: [], problems: [] } }];
  });
}

/** What npm has written down of what it would install (docs.npmjs.com, "package-lock.json"): forms 1 to 3. */
export const packageLock: Extractor = {
  id: 'package-lock',
  version: 1,
  title: 'Lock files of npm (package-lock.json, forms 1 to 3)',
  evidence: 'declared',
  wanted: { anywhere: ['package-lock.json', 'npm-shrinkwrap.json', manifest], accepts: isOfProject },
  gives: ['dependencies', 'licences', 'origins'],
  maxBytes: 64 * 1024 * 1024,
  isDatabase: false,
  extract,
  join,
};
