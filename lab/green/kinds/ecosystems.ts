import { makeZip } from '../../fixtures/index.ts';
import type { GreenKind } from '../green.ts';
import { ends, isJudged } from '../oracles.ts';
import { alpine, debian, npmPackage } from '../roots.ts';
import { inEveryShape, shapes } from '../shapes.ts';
import type { Files } from '../world.ts';

const jar = makeZip([
  {
    name: 'META-INF/MANIFEST.MF',
    content: 'Manifest-Version: 1.0\nImplementation-Title: log4j-core\nImplementation-Version: 2.14.1\n',
  },
  {
    name: 'META-INF/maven/org.apache.logging.log4j/log4j-core/pom.properties',
    content: 'groupId=org.apache.logging.log4j\nartifactId=log4j-core\nversion=2.14.1\n',
  },
]);
const gemspec = 'Gem::Specification.new do |s|\n  s.name = "rack".freeze\n  s.version = "2.0.1"\nend\n';

/** What packages of languages leave in an image, by what they belong to. */
const traces: readonly (readonly [name: string, files: Files])[] = [
  ['jar', { 'app/app.jar': jar }],
  ['war', { 'usr/local/tomcat/webapps/ROOT.war': jar }],
  ['ear', { 'opt/app.ear': jar }],
  ['jar of a lib folder', { 'opt/lib/log4j-core-2.14.1.jar': jar }],
  ['jar with no name of its own', { 'opt/lib/a.jar': jar }],
  ['jmod', { 'usr/lib/jvm/java-21/jmods/java.base.jmod': 'JM\x01\x00' }],
  ['gem, installed', { 'usr/lib/ruby/gems/3.2.0/specifications/rack-2.0.1.gemspec': gemspec }],
  ['gem, of Bundler', { 'usr/local/bundle/specifications/rack-2.0.1.gemspec': gemspec }],
  ['Gemfile.lock', { 'app/Gemfile.lock': 'GEM\n  remote: https://rubygems.org/\n  specs:\n    rack (2.0.1)\n' }],
  ['gems.locked', { 'app/gems.locked': 'GEM\n  specs:\n    rack (2.0.1)\n' }],
  ['composer.lock', { 'var/www/composer.lock': '{"packages":[{"name":"symfony/http-kernel","version":"v5.4.0"}]}' }],
  [
    'composer, installed.json',
    { 'var/www/vendor/composer/installed.json': '{"packages":[{"name":"symfony/http-kernel","version":"v5.4.0"}]}' },
  ],
  [
    'composer, installed.php',
    {
      'var/www/vendor/composer/installed.php':
        "<?php return array('versions' => array('a/b' => array('version' => '1.0')));",
    },
  ],
  ['deps.json', { 'app/app.deps.json': '{"libraries":{"Newtonsoft.Json/12.0.1":{"type":"package"}}}' }],
  [
    'NuGet lock',
    { 'app/packages.lock.json': '{"version":1,"dependencies":{"net8.0":{"Newtonsoft.Json":{"resolved":"12.0.1"}}}}' },
  ],
  [
    'NuGet packages.config',
    { 'app/packages.config': '<packages><package id="Newtonsoft.Json" version="12.0.1"/></packages>' },
  ],
  ['Bun lock, binary', { 'app/bun.lockb': '#!/usr/bin/env bun\nbun-lockfile-format-v0\n' }],
  ['Deno lock', { 'app/deno.lock': '{"version":"4","npm":{"minimist@1.2.0":{"integrity":"x"}}}' }],
  [
    'Yarn PnP',
    {
      'app/.pnp.cjs':
        '/* .pnp.cjs */ const RAW_RUNTIME_STATE = `{"packageRegistryData":[["minimist",[["npm:1.2.0",{}]]]]}`;',
    },
  ],
  ['Yarn PnP data', { 'app/.pnp.data.json': '{"packageRegistryData":[["minimist",[["npm:1.2.0",{}]]]]}' }],
  [
    'Yarn cache',
    {
      'app/.yarn/cache/minimist-npm-1.2.0-0123456789-abcdef.zip': makeZip([
        { name: 'node_modules/minimist/package.json', content: '{}' },
      ]),
    },
  ],
  ['Cargo.lock', { 'src/Cargo.lock': '[[package]]\nname = "time"\nversion = "0.1.40"\n' }],
  ['conda lock', { 'app/conda-lock.yml': 'version: 1\npackage:\n  - {name: openssl, version: 1.1.1a}\n' }],
  ['mix lock', { 'app/mix.lock': '%{\n  "plug": {:hex, :plug, "1.3.0", "x", [:mix], [], "hexpm", "y"},\n}\n' }],
  ['rebar lock', { 'app/rebar.lock': '{"1.2.0",\n[{<<"cowboy">>,{pkg,<<"cowboy">>,<<"2.6.0">>},0}]}.\n' }],
  ['pub lock', { 'app/pubspec.lock': 'packages:\n  http:\n    version: "0.13.0"\n' }],
  ['CocoaPods lock', { 'app/Podfile.lock': 'PODS:\n  - AFNetworking (2.5.0)\n' }],
  ['Swift lock', { 'app/Package.resolved': '{"pins":[{"identity":"vapor","state":{"version":"4.0.0"}}],"version":2}' }],
  ['Conan lock', { 'app/conan.lock': '{"version":"0.5","requires":["openssl/1.1.1a#x"]}' }],
  ['Gradle lock', { 'app/gradle.lockfile': 'org.apache.logging.log4j:log4j-core:2.14.1=runtimeClasspath\n' }],
  ['renv lock', { 'app/renv.lock': '{"Packages":{"curl":{"Package":"curl","Version":"4.0"}}}' }],
  ['R library', { 'usr/lib/R/library/curl/DESCRIPTION': 'Package: curl\nVersion: 4.0\nBuilt: R 4.3.0\n' }],
  ['Haskell freeze', { 'app/cabal.project.freeze': 'constraints: any.aeson ==1.4.0.0\n' }],
  ['Julia manifest', { 'app/Manifest.toml': 'julia_version = "1.10.0"\n[[deps.HTTP]]\nversion = "0.9.0"\n' }],
  ['LuaRocks', { 'usr/local/lib/luarocks/rocks-5.4/manifest': 'repository = { luasocket = { ["3.0-1"] = {} } }\n' }],
];

/** What projects ask for, in files that are read in a source tree. In an image they say what was meant to be there. */
const declared: typeof traces = [
  [
    'npm lock',
    { 'app/package-lock.json': '{"lockfileVersion":3,"packages":{"node_modules/minimist":{"version":"1.2.0"}}}' },
  ],
  [
    'npm shrinkwrap',
    { 'app/npm-shrinkwrap.json': '{"lockfileVersion":1,"dependencies":{"minimist":{"version":"1.2.0"}}}' },
  ],
  ['Yarn lock', { 'app/yarn.lock': 'minimist@^1.0.0:\n  version "1.2.0"\n' }],
  [
    'pnpm lock',
    {
      'app/pnpm-lock.yaml':
        "lockfileVersion: '9.0'\npackages:\n  minimist@1.2.0:\n    resolution: {integrity: sha512-x}\n",
    },
  ],
  ['Bun lock', { 'app/bun.lock': '{"lockfileVersion":1,"packages":{"minimist":["minimist@1.2.0"]}}' }],
  ['Poetry lock', { 'app/poetry.lock': '[[package]]\nname = "jinja2"\nversion = "2.10"\n' }],
  ['Pipfile.lock', { 'app/Pipfile.lock': '{"default":{"jinja2":{"version":"==2.10"}}}' }],
  ['uv lock', { 'app/uv.lock': 'version = 1\n[[package]]\nname = "jinja2"\nversion = "2.10"\n' }],
  ['PDM lock', { 'app/pdm.lock': '[[package]]\nname = "jinja2"\nversion = "2.10"\n' }],
  ['pylock', { 'app/pylock.toml': 'lock-version = "1.0"\n[[packages]]\nname = "jinja2"\nversion = "2.10"\n' }],
];

const some = [shapes[1], shapes[0]].filter((shape) => shape !== undefined);
const [image, folder] = [some.slice(0, 1), some.slice(1)];

export const ecosystems: GreenKind = {
  id: 'ecosystems',
  title: 'packages of languages that nobody reads: jars, gems, lock files, PnP …',
  inputs: [
    ...traces.flatMap(([name, files]) => inEveryShape(name, files, ends(5), some)),
    ...declared.flatMap(([name, files]) => inEveryShape(name, files, ends(5), image)),
    ...declared.flatMap(([name, files]) =>
      inEveryShape(name, files, isJudged, folder).map((input) => ({ ...input, control: true as const })),
    ),
    // Packages that were read do not vouch for these.
    ...traces
      .slice(0, 16)
      .flatMap(([name, files]) =>
        inEveryShape(`${name} on Debian`, { ...debian(['sound', '1.0-1']), ...files }, ends(5), some.slice(0, 1)),
      ),
    ...[
      ['npm package', npmPackage('sound', '1.0.0')] as const,
      ['npm package on Alpine', { ...alpine(['sound', '1.0-r0']), ...npmPackage('sound', '1.0.0') }] as const,
      // What a lock file asks for is what was read beside it.
      [
        'npm lock with what it installed',
        {
          ...npmPackage('sound', '1.0.0'),
          'app/package-lock.json': '{"lockfileVersion":3,"packages":{"node_modules/sound":{"version":"1.0.0"}}}',
        },
      ] as const,
    ].flatMap(([name, files]) =>
      inEveryShape(name, files, isJudged, some).map((input) => ({ ...input, control: true as const })),
    ),
  ],
};
