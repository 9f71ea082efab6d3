import { type Extraction, type Extractor, nothing } from '../../extractor.ts';
import { Problems } from '../../problems.ts';
import { normalisedName } from '../name.ts';

const line = /^\s*([A-Za-z0-9][A-Za-z0-9._-]{0,213})\s*==\s*([^\s;#]{1,128})\s*(?:[;#].*)?$/;

/**
 * The list of copies that a distribution carries (`pip/_vendor/vendor.txt`, `setuptools/_vendor/vendored.txt`): a pinned requirement a line. Its maker wrote it
 * and made the copies by it; nothing else in the copies tells a version.
 */
function readList(path: string, bytes: Uint8Array): Extraction {
  const problems = new Problems();
  const packages = new TextDecoder()
    .decode(bytes)
    .split('\n')
    .flatMap((text, index) => {
      const said = text.trim();
      if (said === '' || said.startsWith('#') || said.startsWith('-')) return [];
      const [, name, version] = line.exec(said) ?? [];
      if (name === undefined || version === undefined) {
        problems.add(`line ${index + 1} of ${path} pins no version`);
        return [];
      }
      const key = normalisedName(name);
      return [{ name, version, type: 'pypi', versionOrder: 'pep440', purl: { name: key } }];
    });
  return { ...nothing, packages, problems: problems.list() };
}

/** Copies of Python distributions inside others, by the list of who made them. Newer ones have metadata of their own besides, and are told by those. */
export const pythonVendored: Extractor = {
  id: 'python-vendored',
  version: 1,
  title: 'Copies of Python distributions inside others',
  wanted: { anywhere: ['_vendor/vendor.txt', '_vendor/vendored.txt'] },
  gives: [],
  maxBytes: 1024 * 1024,
  isDatabase: false,
  extract: readList,
};
