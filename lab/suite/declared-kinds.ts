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
export const declaredWithoutCases: readonly string[] = ['npm-manifest', 'python-manifest', 'requirements', 'uv-lock'];
