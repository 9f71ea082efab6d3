import type { FoundPackage } from '../../src/phases/1-build/ecosystems/index.ts';

/** Which extractor reads each kind of lock file of `package-dbs`. */
export const declaredOfKind: Readonly<Record<string, string>> = {
  bunlock: 'bun-lock',
  cabal: 'cabal-freeze',
  cargolock: 'cargo-lock',
  composerlock: 'composer-lock',
  conanlock: 'conan-lock',
  gemfilelock: 'gemfile-lock',
  gomod: 'go-mod',
  gradlelockfile: 'gradle-lock',
  mixlock: 'mix-lock',
  packagelockjson: 'package-lock',
  packagesconfig: 'packages-config',
  pdmlock: 'pdm-lock',
  pipfilelock: 'pipfile-lock',
  pnpmlock: 'pnpm-lock',
  podfilelock: 'podfile-lock',
  poetrylock: 'poetry-lock',
  pubspec: 'pub-lock',
  pylock: 'pylock',
  renvlock: 'renv-lock',
  yarnlock: 'yarn-lock',
};

/** Those who read what is declared, of which the suite has no case. */
export const declaredWithoutCases: readonly string[] = [
  'cargo-manifest',
  'composer-manifest',
  'conda-environment',
  'deno-lock',
  'gem-manifest',
  'github-workflow',
  'hex-manifest',
  'opam-locked',
  'pod-manifest',
  'pub-manifest',
  'stack-lock',
  'swift-manifest',
  'swift-resolved',
  'gradle-manifest',
  'maven-pom',
  'npm-manifest',
  'nuget-assets',
  'nuget-lock',
  'nuget-project',
  'sbt-lock',
  'sbt-manifest',
  'python-manifest',
  'requirements',
  'uv-lock',
];

/** How the tool that a kind of cases comes from spells a package that we found, where that differs; undefined for one that it leaves out. */
const spellings: Readonly<Record<string, (found: FoundPackage) => string | undefined>> = {
  // It takes the `v` off that versions of Go begin with.
  gomod: ({ name, version }) => `${name} ${version.replace(/^v/, '')}`,
  // Packages of Bioconductor are none of CRAN, and it reads those of CRAN alone.
  renvlock: ({ name, version, origin }) => (origin?.takenFrom === 'bioconductor' ? undefined : `${name} ${version}`),
};

/** A package as the expectation of a case spells it; undefined where it leaves such packages out. */
export function spelledIn(kind: string, found: FoundPackage): string | undefined {
  const { name, version } = found;
  return Object.hasOwn(spellings, kind) ? spellings[kind]?.(found) : `${name} ${version}`;
}
