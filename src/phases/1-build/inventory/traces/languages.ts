import type { Trace } from './trace.ts';

const software = (what: string, ...places: string[]): Trace => ({ kind: 'software', what, places });

/** Software of languages that lies there to be run. */
export const languages: readonly Trace[] = [
  software(
    'Java archives',
    ...['jar', 'war', 'ear', 'par', 'sar', 'nar', 'jpi', 'hpi', 'aar'].map((end) => `*.${end}`),
  ),
  software('Java modules', '*.jmod'),
  software('Java libraries laid open', 'META-INF/maven/*/*/pom.properties', 'WEB-INF/web.xml'),
  software('Android apps', 'classes.dex'),
  { ...software('.NET applications', '*.deps.json'), covers: true },
  software('NuGet packages', '*.nupkg', 'packages/*/*/*.nuspec', '.nuget/packages/*/*/*.nuspec'),
  software('Ruby gems', 'specifications/*.gemspec', 'specifications/default/*.gemspec', '*.gem'),
  software('PHP packages of Composer', 'composer/installed.json', 'composer/installed.php'),
  software('PHP packages of PEAR', '.registry/*.reg', '.registry/*/*.reg'),
  software('PHP archives', '*.phar'),
  software('WordPress', 'wp-includes/version.php'),
  {
    ...software(
      'Node packages without their manifest',
      ...['*', '@*/*'].flatMap((name) => ['index.js', 'README.md'].map((file) => `node_modules/${name}/${file}`)),
    ),
    beside: true,
  },
  {
    ...software(
      'Python distributions without their metadata',
      ...['RECORD', 'WHEEL', 'INSTALLER', 'top_level.txt'].map((file) => `*.dist-info/${file}`),
      ...['SOURCES.txt', 'top_level.txt', 'installed-files.txt'].map((file) => `*.egg-info/${file}`),
    ),
    beside: true,
  },
  software('Python wheels', '*.whl'),
  software('Python eggs', '*.egg'),
  software('Python zip applications', '*.pyz', '*.pex', '*.pyzw'),
  software('packages in zip archives (Yarn)', '.yarn/cache/*.zip', '.yarn/unplugged/'),
  software('npm packages in archives', '*.asar'),
  software('maps of Yarn Plug and Play', '.pnp.cjs', '.pnp.js', '.pnp.data.json', '.pnp.loader.mjs'),
  software('Bower packages', 'bower_components/*/.bower.json', 'bower_components/*/bower.json'),
  software('Deno modules', 'deno/deps/', 'deno-dir/deps/', '.deno/deps/'),
  software('Erlang and Elixir applications', 'ebin/*.app'),
  software('R packages', 'library/*/DESCRIPTION', 'site-library/*/DESCRIPTION'),
  software(
    'Perl distributions',
    'auto/*/.packlist',
    'auto/*/*/.packlist',
    'auto/*/*/*/.packlist',
    '.meta/*/install.json',
  ),
  software('Lua rocks', 'rocks-5.*/manifest', 'rocks-5.*/*/*/*.rockspec', 'rocks/*/*/*.rockspec', '*.rock'),
  software('Haskell packages', 'package.conf.d/*.conf', 'package.db/*.conf'),
  software('OCaml packages', '.opam-switch/switch-state', 'opam/switch-state'),
  software('Julia packages', 'packages/*/*/Project.toml', 'environments/*/Manifest.toml'),
  software('Nim packages', '.nimble/pkgs/', '.nimble/pkgs2/'),
  software('Racket packages', 'racket/*/pkgs/'),
  software('Emacs packages', 'elpa/*/*-pkg.el'),
  software('Go modules (source)', 'pkg/mod/cache/download/'),
  software('Rust crates (source)', '.cargo/registry/src/', 'cargo/registry/src/', 'registry/cache/*/*.crate'),
  software(
    'packages left whole',
    ...['rpm', 'ipk', 'pkg.tar.zst', 'pkg.tar.xz', 'xbps', 'snap', 'flatpak', 'conda'].map((end) => `*.${end}`),
  ),
  // Caches of what is installed; where nothing of the kind is, they are software that nobody has looked into.
  { ...software('Debian packages left whole', '*.deb', '*.udeb'), types: ['deb'], reach: 'image' },
  { ...software('Alpine packages left whole', '*.apk'), types: ['apk'], reach: 'image' },
];
