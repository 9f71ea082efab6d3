import { SeaworthyError } from '../../../../../core/index.ts';
import { field, isObject, parseJson } from '../../../../../foundations/formats/index.ts';
import { spdxLicence } from '../../../../../foundations/sbom/index.ts';
import { type Extraction, type FoundPackage, nothing } from '../../extractor.ts';
import { fixtureNote } from '../../not-for-use.ts';
import { isNpmName, maxVersion, npmPackage } from '../npm-package.ts';
import { originOf } from './maker.ts';
import { bundledIn, installedName, isFixture } from './places.ts';

/**
 * Reads a manifest (docs.npmjs.com, "package.json"). The name in it counts and not that of the directory, which an alias (`npm i x@npm:y`) chooses.
 * Throws `E_FORMAT` when it is no JSON object.
 */
export function readManifest(path: string, bytes: Uint8Array): Extraction {
  if (isFixture(path)) return only(fixtureNote);
  const manifest = parseJson(wellFormed(bytes), path);
  if (!isObject(manifest)) throw new SeaworthyError('E_FORMAT', 'the manifest is no JSON object', { where: path });
  const told = [field(manifest, 'name'), field(manifest, 'version')];
  const [name = installedName(path), version] = told.map((value) => (typeof value === 'string' ? value.trim() : value));
  if (typeof name !== 'string' || !isNpmName(name)) {
    return only('the manifest has no valid name');
  }
  // Node loads a package whatever its manifest says: without a version it is there all the same, and nobody can compare it. Private ones have none.
  if (version === undefined || version === null) {
    return { ...only(`${name} has no version`), packages: [toPackage(name, '', manifest)] };
  }
  // None that was published says a version that is none: npm refuses it, so whoever wrote this one has made it say so, and what it is nobody can tell.
  if (typeof version !== 'string' || version === '' || version.length > maxVersion) {
    return {
      ...nothing,
      unidentified: [{ what: `Node package ${name}, with a version that is none` }],
      isSettled: true,
    };
  }
  // Unity's package manager has manifests of the same name, told by the Unity version they ask for.
  const unity = field(manifest, 'unity');
  if (typeof unity === 'string' && /^\d+\.\d+$/.test(unity)) {
    return only(`${name} ${version} is a manifest of Unity's package manager, not of npm`);
  }
  return { packages: [{ ...toPackage(name, version, manifest), ...originOf(manifest) }], files: [], problems: [] };
}

/**
 * A manifest outside of any `node_modules`. It proves a package where it has all that the registry asks for: a name, a version, and no word that it is
 * private. Others are settings of a folder, or of a program that was never published and that nobody publishes about; templates of a manifest are no JSON.
 */
export function readUnpacked(path: string, bytes: Uint8Array): Extraction {
  let manifest: unknown;
  try {
    manifest = parseJson(wellFormed(bytes), path);
  } catch (cause) {
    if (!(cause instanceof SeaworthyError)) throw cause;
    return only(`a manifest outside of any node_modules that cannot be read: ${cause.message}`);
  }
  const [name, version] = [field(manifest, 'name'), field(manifest, 'version')];
  if (!isObject(manifest) || field(manifest, 'private') === true || isOfOtherManager(manifest)) return nothing;
  if (typeof name !== 'string' || !isNpmName(name)) return nothing;
  if (typeof version !== 'string' || version.length > maxVersion || !/^v?\d+\.\d+\.\d/.test(version)) return nothing;
  return { packages: [toPackage(name, version, manifest)], files: [], problems: [] };
}

/** Packages of Unity, and extensions of editors that are built upon VS Code, which have a market of their own. */
const isOfOtherManager = (manifest: unknown): boolean =>
  field(manifest, 'unity') !== undefined || field(field(manifest, 'engines'), 'vscode') !== undefined;

/**
 * A manifest that another package brought inside it. It proves a copy of a package where it has a name of its own and a version, and no word that it is
 * private: what only says `type` for a folder, or gives a folder's name as its own, proves none.
 */
export function readBundled(path: string, bytes: Uint8Array): Extraction {
  const { packages, problems, files } = readUnpacked(path, bytes);
  const owner = bundledIn(path);
  return {
    packages: packages.filter(({ name }) => name !== owner?.name && (owner?.isExact !== true || name === owner.copy)),
    problems,
    files,
  };
}

const only = (...notes: readonly string[]): Extraction => ({ packages: [], files: [], problems: [], notes });

/** Node reads a manifest with bytes that are no UTF-8, so we do: they become U+FFFD. */
function wellFormed(bytes: Uint8Array): Uint8Array {
  return new TextEncoder().encode(new TextDecoder().decode(bytes));
}

function toPackage(name: string, version: string, manifest: unknown): FoundPackage {
  const licences = licencesOf(manifest);
  return {
    ...npmPackage(name, version),
    ...(licences.length > 0 ? { licences } : {}),
    requires: requiresOf(manifest).map((one) => [one]),
  };
}

/** Far more than any package has. */
const maxDependencies = 2_000;

/** What it loads by name; packages that it can do without count where they are there. What is only needed to develop it was not installed for it. */
function requiresOf(manifest: unknown): string[] {
  const names = ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((member) => {
    const wanted = field(manifest, member);
    return isObject(wanted) ? Object.keys(wanted).slice(0, maxDependencies) : [];
  });
  return [...new Set(names)].filter(isNpmName).sort();
}

/** `license` as text or, long ago, as `{type}`; `licenses` as a list of either. */
function licencesOf(manifest: unknown): string[] {
  const one = (value: unknown): string[] => {
    const text = isObject(value) ? field(value, 'type') : value;
    return typeof text === 'string' && text.trim() !== '' ? [text.trim()] : [];
  };
  const license = field(manifest, 'license');
  const licenses = field(manifest, 'licenses');
  const all = [license, licenses].flatMap((value) =>
    Array.isArray(value) ? value.slice(0, 32).flatMap(one) : one(value),
  );
  return [...new Set(all.map(spdxLicence))];
}
