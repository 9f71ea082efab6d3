import { printable } from '../../../../../core/index.ts';
import { asObject, field, isObject, type JsonObject, parseJson } from '../../../../../foundations/formats/index.ts';
import type { Extraction, FoundPackage } from '../../extractor.ts';
import { Problems } from '../../problems.ts';
import { nugetPackage } from '../package.ts';

/** Members of an entry of a target that are files of the library (.NET, "Runtime configuration files", `.deps.json`). */
const assets = ['runtime', 'native', 'runtimeTargets', 'resources'] as const;

/** Kinds of libraries whose packages are no release of NuGet's: the application itself and its parts, files that were referred to. */
const local: ReadonlySet<string> = new Set(['project', 'msbuildproject', 'reference', 'referenceassembly']);
const runtimePack = 'runtimepack.';
/** A package that only names others puts this in the place of files. */
const placeholder = '_._';

const memberOf = (object: JsonObject | undefined, name: string): JsonObject | undefined => {
  const found = object === undefined ? undefined : field(object, name);
  return isObject(found) ? found : undefined;
};

const namesIn = (object: JsonObject | undefined): readonly string[] =>
  object === undefined ? [] : Object.keys(object);

/** The paths of files that an entry brings; absent where nothing is said of it. */
const filesOf = (entry: JsonObject): readonly string[] =>
  assets.flatMap((asset) => namesIn(memberOf(entry, asset)).filter((file) => !file.endsWith(placeholder)));

const isOfLibrary = (key: string): readonly [name: string, version: string] => {
  const slash = key.lastIndexOf('/');
  return slash < 0 ? [key, ''] : [key.slice(0, slash), key.slice(slash + 1)];
};

/** Where a published application has the file: beside its `.deps.json`, those for several systems and languages in folders. */
function placesOf(entry: JsonObject, folder: string): readonly string[] {
  const at = (file: string): string => (folder === '' ? file : `${folder}/${file}`);
  const base = (file: string): string => file.slice(file.lastIndexOf('/') + 1);
  const flat = ['runtime', 'native'].flatMap((asset) => namesIn(memberOf(entry, asset)).map(base));
  const resources = namesIn(memberOf(entry, 'resources')).map((file) => file.split('/').slice(-2).join('/'));
  const kept = namesIn(memberOf(entry, 'runtimeTargets'));
  return [...flat, ...resources, ...kept]
    .filter((file) => file !== '' && file !== placeholder && !file.split('/').includes('..'))
    .map(at);
}

/** A library that was built brings a list of what it was built with, and not the files. */
const placed = (files: readonly string[]): Pick<FoundPackage, 'files' | 'onlyWithFiles'> =>
  files.length === 0 ? {} : { files, onlyWithFiles: true };

/** `shared/NAME/VERSION/NAME.deps.json` of a runtime that applications share. */
const shared = /(?:^|\/)shared\/([A-Za-z0-9.]+)\/(\d+\.\d+\.\d+[0-9A-Za-z.-]*)\/\1\.deps\.json$/;

/**
 * The libraries that a `.deps.json` names, as far as they are there: what a build needed alone has no files in the target that the host takes. The parts of
 * .NET itself that a self-contained application brings (`runtimepack`) are the packages of NuGet of that name, and so is a runtime that is shared, whose
 * own list calls it differently in each release. Throws `E_FORMAT`.
 */
export function readDeps(path: string, bytes: Uint8Array): Extraction {
  const document = asObject(parseJson(bytes, path), path);
  const targets = memberOf(document, 'targets');
  const named = field(memberOf(document, 'runtimeTarget') ?? {}, 'name');
  const name = typeof named === 'string' ? named : String(field(document, 'runtimeTarget') ?? '');
  const target = memberOf(targets, name);
  const framework = sharedFramework(path, name);
  const problems = new Problems();
  const libraries = memberOf(document, 'libraries') ?? {};
  const keys = new Map(Object.keys(libraries).map((key) => [key.toLowerCase(), key]));
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const packages = Object.keys(libraries).flatMap((key): FoundPackage[] => {
    const library = memberOf(libraries, key);
    const type = String(field(library ?? {}, 'type') ?? '').toLowerCase();
    // In the target that the host takes, else in any.
    const entry = memberOf(target, key);
    if (!local.has(type) && entry !== undefined && filesOf(entry).length === 0) return [];
    const [written, version] = isOfLibrary(key);
    const isPack = type === 'runtimepack' || written.startsWith(runtimePack);
    const own = isPack && written.startsWith(runtimePack) ? written.slice(runtimePack.length) : written;
    const found =
      framework !== undefined && own.toLowerCase().includes(framework.shared.toLowerCase())
        ? nugetPackage(framework.name, framework.version)
        : nugetPackage(own, version);
    if (found === undefined) {
      problems.add(`${printable(key).slice(0, 300)}: no name and version of a library`);
      return [];
    }
    const requires = needsOf(entry, keys);
    return [
      {
        ...found,
        ...(local.has(type) ? { origin: { takenFrom: type } } : {}),
        ...placed(entry === undefined ? [] : placesOf(entry, folder)),
        ...(requires.length > 0 ? { requires } : {}),
        ...(isPack ? { provides: [written, key] } : {}),
      },
    ];
  });
  return { packages, files: [], problems: problems.list(), isSettled: true };
}

/** The runtime that lies at this place: its pack is named after the system that it is for. */
function sharedFramework(path: string, target: string) {
  const [, name, version] = shared.exec(path) ?? [];
  const [, system] = /\/([a-z0-9.-]+)$/.exec(target) ?? [];
  if (name === undefined || version === undefined || system === undefined) return undefined;
  return { shared: name, name: `${name}.Runtime.${system}`, version };
}

/** What an entry names as needed, by the keys of this list; names have no case. */
function needsOf(entry: JsonObject | undefined, keys: ReadonlyMap<string, string>): readonly (readonly string[])[] {
  const needs = memberOf(entry, 'dependencies');
  return namesIn(needs).flatMap((name) => {
    const version = field(needs ?? {}, name);
    const key = keys.get(`${name}/${typeof version === 'string' ? version : ''}`.toLowerCase());
    if (key === undefined) return [];
    const [written, exact] = isOfLibrary(key);
    return [[`${written}@${exact}`, written]];
  });
}
