import { SeaworthyError } from '../../../../../core/index.ts';
import { readHeaders } from '../../../../../foundations/formats/index.ts';
import { spdxLicence } from '../../../../../foundations/sbom/index.ts';
import { type Extraction, type Extractor, nothing } from '../../extractor.ts';

const validName = /^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/;
const maxNeeds = 2_000;

function readRegistration(path: string, bytes: Uint8Array): Extraction {
  // Empty lines part nothing here.
  const lines = new TextDecoder().decode(bytes).split('\n');
  const headers = readHeaders(lines.filter((line) => line.trim() !== '').join('\n'));
  const one = (name: string): string | undefined => headers.find((header) => header.name === name)?.value.trim();
  // A library inside a package is registered under a name of its own, and says whose it is.
  const [name, version] = [one('package-name') ?? one('name'), one('version')];
  if (!name || !validName.test(name) || !version || !/^\d[0-9.]{0,127}$/.test(version)) {
    throw new SeaworthyError('E_FORMAT', 'not the registration of a Haskell package', {
      where: path,
      why: 'no name or no version',
    });
  }
  const licence = one('license');
  const id = one('id');
  const found = {
    name,
    version,
    type: 'hackage',
    versionOrder: 'hackage',
    purl: { name },
    ...(licence ? { licences: [spdxLicence(licence)] } : {}),
    requires: (one('depends') ?? '')
      .split(/\s+/)
      .filter((need) => need !== '')
      .slice(0, maxNeeds)
      .map((need) => [need]),
    ...(id ? { provides: [id] } : {}),
  };
  return { ...nothing, packages: [found] };
}

/** Haskell packages that are registered with a compiler, a file each (GHC User's Guide, "InstalledPackageInfo"). */
export const haskellPackages: Extractor = {
  id: 'ghc-pkg',
  version: 1,
  title: 'Haskell packages in package databases of GHC',
  wanted: { anywhere: ['package.conf.d/*.conf', 'package.db/*.conf'] },
  gives: ['dependencies', 'licences'],
  maxBytes: 4 * 1024 * 1024,
  isDatabase: false,
  requirements: { scope: () => '' },
  extract: readRegistration,
};
