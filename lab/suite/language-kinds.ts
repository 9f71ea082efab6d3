/** Kinds of the suite that are evidence of installed packages of languages, and the extractors of such that it has no case of. */
export const languageOfKind: Readonly<Record<string, string>> = {
  'conda-meta': 'conda',
  gemspec: 'gem',
};

export const languageWithoutCases: readonly string[] = [
  'asar',
  'composer',
  'cpan',
  'erlang-app',
  'ghc-pkg',
  'julia-depot',
  'luarocks',
  'npm-bundled',
  'opam',
  'pear',
  'phar',
  'pub-cache',
  'python-vendored',
  'r-library',
  'sbom-inside',
  'wordpress',
  'yarn-pnp',
];
