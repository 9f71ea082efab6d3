/* Syft's words for languages and kinds of packages, and the purl types of what they are about (Syft: `pkg.Language`, `pkg.Type`). */

const languages: Readonly<Record<string, readonly string[]>> = {
  javascript: ['npm'],
  python: ['pypi'],
  go: ['golang'],
  java: ['maven'],
  ruby: ['gem'],
  rust: ['cargo'],
  php: ['composer'],
  dotnet: ['nuget'],
  dart: ['pub'],
  swift: ['swift', 'cocoapods'],
  elixir: ['hex'],
  erlang: ['hex'],
  haskell: ['hackage'],
  'c++': ['conan'],
  r: ['cran'],
  lua: ['luarocks'],
};

const types: Readonly<Record<string, readonly string[]>> = {
  apk: ['apk'],
  deb: ['deb'],
  rpm: ['rpm'],
  alpm: ['alpm'],
  npm: ['npm'],
  python: ['pypi'],
  'go-module': ['golang'],
  'java-archive': ['maven'],
  gem: ['gem'],
  'rust-crate': ['cargo'],
  'php-composer': ['composer'],
  dotnet: ['nuget'],
  'dart-pub': ['pub'],
  swift: ['swift'],
  pod: ['cocoapods'],
  hex: ['hex'],
  hackage: ['hackage'],
  conan: ['conan'],
  conda: ['conda'],
  'r-package': ['cran'],
  'lua-rocks': ['luarocks'],
  bitnami: ['bitnami'],
  binary: ['generic'],
};

/** Undefined for a word that is none of them. */
export const typesOfLanguage = (word: string): readonly string[] | undefined => languages[word.toLowerCase()];
export const typesOfSort = (word: string): readonly string[] | undefined => types[word.toLowerCase()];
