import { SeaworthyError } from '../../../../../core/index.ts';
import type { Extraction, Extractor } from '../../extractor.ts';
import { Problems } from '../../problems.ts';
import { hackagePackage } from '../hackage-package.ts';

const pin = /^any\.([A-Za-z0-9-]{1,128})\s*==\s*([0-9.]{1,128})$/;

function extract(path: string, bytes: Uint8Array): Extraction {
  const text = new TextDecoder().decode(bytes).replace(/^[ \t]*--.*$/gm, '');
  const start = text.indexOf('constraints:');
  if (start < 0)
    throw new SeaworthyError('E_FORMAT', 'no file of frozen versions of Cabal: it has no constraints', { where: path });
  const problems = new Problems();
  // The next field ends them; its name stands at the beginning of a line.
  const rest = text.slice(start + 'constraints:'.length);
  const [constraints = ''] = rest.split(/^[A-Za-z][A-Za-z0-9-]*:/m, 1);
  const packages = constraints.split(',').flatMap((part) => {
    const [, name, version] = pin.exec(part.trim()) ?? [];
    // The rest sets flags (`NAME +flag`), or limits what is not qualified, which Cabal does not write when it freezes.
    if (name === undefined || version === undefined) return [];
    const found = hackagePackage(name, version);
    if (found === undefined) problems.add(`${part.trim().slice(0, 100)} is no name and version of a package`);
    return found ?? [];
  });
  return { packages, files: [], problems: problems.list() };
}

/** What `cabal freeze` has written down. Who asks and what needs what it does not say. */
export const cabalFreeze: Extractor = {
  id: 'cabal-freeze',
  version: 1,
  title: 'Frozen versions of Cabal (cabal.project.freeze)',
  evidence: 'declared',
  wanted: { anywhere: ['cabal.project.freeze'] },
  gives: [],
  maxBytes: 8 * 1024 * 1024,
  isDatabase: false,
  extract,
};
