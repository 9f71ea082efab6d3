import { SeaworthyError } from '../../../../../core/index.ts';
import { field, isObject, parseJson } from '../../../../../foundations/formats/index.ts';
import { spdxLicence } from '../../../../../foundations/sbom/index.ts';
import { type Extraction, type Extractor, nothing, type ToldFile } from '../../extractor.ts';

const place = /^(?:(?:.*\/)?)Cellar\/([^/]+)\/([^/]+)\/(INSTALL_RECEIPT\.json|\.brew\/[^/]+\.rb)$/s;

/** Far more needs than any formula has. */
const maxNeeds = 2_000;

/** The folder of a keg: all below it is the package's. */
export function kegOf(path: string): string | undefined {
  const file = place.exec(path)?.[3];
  return file === undefined ? undefined : path.slice(0, -file.length - 1);
}

/** Names of what a receipt says that it needs; of other taps they have the tap before them. */
function needsOf(receipt: unknown): readonly (readonly string[])[] {
  const needs = field(receipt, 'runtime_dependencies');
  if (!Array.isArray(needs)) return [];
  return needs.slice(0, maxNeeds).flatMap((need) => {
    const name = field(need, 'full_name');
    return typeof name === 'string' && name !== '' ? [[name.slice(name.lastIndexOf('/') + 1)]] : [];
  });
}

/** The licence of a formula where it names one in a text; what is put together of several is not told. */
function licenceOf(formula: string): readonly string[] {
  const said = /^ {0,8}license "([^"\n]{1,200})"\s*$/m.exec(formula)?.[1];
  return said === undefined ? [] : [spdxLicence(said)];
}

function readReceipt(path: string, name: string, version: string, bytes: Uint8Array): Extraction {
  const receipt = parseJson(bytes, path);
  if (!isObject(receipt))
    throw new SeaworthyError('E_FORMAT', 'not the receipt of a package', { where: path, why: 'it is no JSON object' });
  const tap = field(field(receipt, 'source'), 'tap');
  const isOfOthers = typeof tap === 'string' && tap !== '' && tap !== 'homebrew/core';
  const found = {
    name,
    version,
    type: 'brew',
    // Nobody publishes by versions of formulae; stretches of digits and letters are what they mostly are.
    versionOrder: 'rpm',
    purl: { name, ...(isOfOthers ? { namespace: tap.slice(0, 200) } : {}) },
    requires: needsOf(receipt),
  };
  return { ...nothing, packages: [found] };
}

/** Each receipt with the licence of the formula beside it. */
function join(files: readonly ToldFile[]): readonly ToldFile[] {
  const licences = new Map(
    files.flatMap(({ path, extraction }) => {
      const said = (extraction.parts ?? []) as readonly string[];
      return said.length === 0 ? [] : [[kegOf(path), said] as const];
    }),
  );
  return files.flatMap(({ path, extraction }) => {
    const own = licences.get(kegOf(path));
    if (own === undefined || extraction.packages.length === 0) return [];
    const packages = extraction.packages.map((found) => ({ ...found, licences: own }));
    return [{ path, extraction: { ...extraction, problems: [], packages } }];
  });
}

/** Homebrew, on Linux too: a folder for each package and version, with a receipt and the formula it was made by. */
export const brewCellar: Extractor = {
  id: 'brew',
  version: 1,
  title: 'Packages installed by Homebrew',
  gives: ['dependencies', 'licences'],
  wanted: { anywhere: ['Cellar/*/*/INSTALL_RECEIPT.json', 'Cellar/*/*/.brew/*.rb'] },
  maxBytes: 4 * 1024 * 1024,
  isDatabase: false,
  extract(path, bytes) {
    const [, name = '', version = '', file = ''] = place.exec(path) ?? [];
    if (file.endsWith('.rb')) return { ...nothing, parts: licenceOf(new TextDecoder().decode(bytes)) };
    return readReceipt(path, name, version, bytes);
  },
  join,
  requirements: { scope: (path) => path.slice(0, path.lastIndexOf('Cellar/')) },
};
