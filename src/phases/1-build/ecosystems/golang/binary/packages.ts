import type { LinkedCode } from '../../../../../core/index.ts';
import type { FoundPackage } from '../../extractor.ts';
import { standardLibrary } from '../code/owners.ts';
import { goPackage, isGoName } from '../go-module.ts';
import type { BuildInfo } from './build-info.ts';
import { linkerVersion } from './linker-version.ts';
import { type Module, type Modules, readModules } from './modules.ts';

/** What a program has of the code of each module, by the path it is imported by. */
export type CodeOf = (read: Modules) => ReadonlyMap<string, LinkedCode> | undefined;

/** The packages of one program: main module, dependencies and the standard library, which has advisories like any other. */
export function packagesOf({ goVersion, modules }: BuildInfo, codeOf: CodeOf): FoundPackage[] {
  const read = readModules(modules);
  const linked = codeOf(read);
  const { main, dependencies, settings } = read;
  const built = builtWithoutModules(read);
  const unversioned = built === undefined || built === nameless ? undefined : { path: built, version: '' };
  const versioned = main ? withLinkerVersion(main, settings.get('-ldflags')) : unversioned;
  const system = systemOf(settings);
  const standard: Module = { path: standardLibrary, version: stdlibVersion(goVersion) };
  const make = (module: Module): FoundPackage => ({
    ...goPackage(module.path, module.version),
    ...system,
    ...(linked ? { code: linked.get(module.importedAs ?? module.path) ?? noCode } : {}),
  });
  const parts = [...dependencies.filter(isNameable), standard].map((one) => ({ ...make(one), form: 'part' as const }));
  if (versioned === undefined || !isNameable(versioned)) return parts;
  // The list of what was built in has no edges but this: all of it came for the main module.
  const requires = parts.map(({ name, version }) => [`${name}@${version}`]);
  const { code, ...own } = make(versioned);
  // Where nothing says which package was built, nothing says what of the main module is there.
  return [{ ...own, ...(main && read.built !== nameless && code ? { code } : {}), form: 'file', requires }, ...parts];
}

/** Nothing of it. */
const noCode: LinkedCode = { parts: [], ways: [] };

/** What the toolchain calls a package that was built from files and not by its path. */
const nameless = 'command-line-arguments';

/** The package that a program was built from where nothing says of which modules; undefined where that is said, and of Go's own tools, which have none. */
function builtWithoutModules({ main, built, dependencies }: Modules): string | undefined {
  const isTold = main !== undefined || dependencies.length > 0;
  return isTold || built === undefined || built.startsWith('cmd/') || !isGoName(built, '') ? undefined : built;
}

/** What is worth knowing of a program that was built without modules (`GOPATH`, as Debian builds). */
export function noteOn({ modules }: BuildInfo): string | undefined {
  const built = builtWithoutModules(readModules(modules));
  return built === undefined
    ? undefined
    : `a Go program that was built without modules, from ${built.slice(0, 200)}: its modules cannot be told`;
}

/** What the program was built for, in Go's words, which are those of image indexes; programs from before Go 1.18 do not say. */
function systemOf(settings: ReadonlyMap<string, string>): Pick<FoundPackage, 'os' | 'architecture'> {
  const [os, architecture] = ['GOOS', 'GOARCH'].map((name) => settings.get(name));
  const isWord = (text: string | undefined): text is string => text !== undefined && /^[a-z0-9]{1,20}$/.test(text);
  return { ...(isWord(os) ? { os } : {}), ...(isWord(architecture) ? { architecture } : {}) };
}

/** Go modules reference, "Pseudo-versions": a commit, after the tag before it or after none. */
const pseudoVersion = /^v\d+\.\d+\.\d+-(?:[0-9A-Za-z.-]+\.)?(?:0\.)?\d{14}-[0-9a-f]{12}(?:\+[0-9A-Za-z.-]+)?$/;

/**
 * The linker's word counts only when the toolchain knew no release: its own comes from the module and is what advisories speak of. A copy without tags has a
 * pseudo-version, whichever release it is.
 */
function withLinkerVersion(main: Module, flags: string | undefined): Module {
  if (main.version !== '' && !pseudoVersion.test(main.version)) return main;
  return { ...main, version: linkerVersion(flags, main.path) ?? main.version };
}

const isNameable = ({ path, version }: Module): boolean => isGoName(path, version);

/**
 * The toolchain's version as modules have it: `v1.22.1` for `go1.22.1`, without what vendors and experiments add (`-fips`, `b7` and ` X:boringcrypto` of
 * BoringCrypto, `_custom`), since advisories speak of the release; `v1.23.0-rc.1` for `go1.23rc1`. A toolchain between releases (`go1.26-devel_…`) keeps its
 * text.
 */
export function stdlibVersion(goVersion: string): string {
  const release =
    /^go(\d{1,4}\.\d{1,6}(?:\.\d{1,6})?)(?:(rc|beta|alpha)(\d{1,4}))?(?![.\d])(?!rc|beta|alpha|.?devel)/.exec(
      goVersion,
    );
  if (release?.[1] === undefined) return goVersion.slice(0, 256).replace(/\s+/g, '-');
  const [, version, stage, number] = release;
  if (stage === undefined) return `v${version}`;
  return `v${version}${version.split('.').length === 2 ? '.0' : ''}-${stage}.${number}`;
}
