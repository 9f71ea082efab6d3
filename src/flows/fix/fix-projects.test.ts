import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type FixtureFlaw,
  flawFiles,
  inTemporaryDirectory,
  putFiles,
  testServer,
  textsBelow,
} from '../../../lab/fixtures/index.ts';
import { parseConditions } from '../../core/index.ts';
import { scan } from '../scan.ts';
import type { Settings } from '../settings.ts';
import { fix } from './index.ts';
import { knowing } from './testing/world.ts';

type Files = Readonly<Record<string, string>>;

const flaws: readonly FixtureFlaw[] = [
  { ecosystem: 'npm', name: 'sail', id: 'GHSA-1', ranges: [['0', '1.2.0']] },
  { ecosystem: 'npm', name: 'rope', id: 'GHSA-2', ranges: [['0', '1.0.1']] },
  {
    ecosystem: 'PyPI',
    name: 'harbour',
    id: 'PYSEC-1',
    ranges: [
      ['0', '1.2.5'],
      ['2.0', '2.0.1'],
    ],
  },
  { ecosystem: 'PyPI', name: 'anchor', id: 'PYSEC-2', ranges: [['0', '3.1']] },
  { ecosystem: 'Go', name: 'example.com/mast', id: 'GO-1', ranges: [['0', '1.1.0']] },
  { ecosystem: 'Go', name: 'example.com/boom', id: 'GO-2', ranges: [['0', '0.3.0']] },
  { ecosystem: 'crates.io', name: 'hull', id: 'RUSTSEC-1', ranges: [['0', '0.1.5']] },
  { ecosystem: 'Maven', name: 'org.keel:keel', id: 'GHSA-3', ranges: [['0', '1.1']] },
  { ecosystem: 'RubyGems', name: 'oar', id: 'GHSA-4', ranges: [['0', '2.0']] },
  { ecosystem: 'Packagist', name: 'sea/chart', id: 'GHSA-5', ranges: [['0', '2.0.1']] },
];

/** What a registry of npm has. */
const published: Readonly<Record<string, Readonly<Record<string, Files>>>> = {
  sail: { '1.0.0': { rope: '^1.0.0' }, '1.2.0': { rope: '^1.0.0' }, '1.2.3': { rope: '^1.0.0' }, '2.0.0': {} },
  rope: { '1.0.0': {}, '1.0.1': {}, '1.0.9': {} },
};

const integrity = (version: string): string => `sha512-${Buffer.alloc(64, version).toString('base64')}`;

function packument(name: string, origin: string): string | undefined {
  const versions = published[name];
  if (versions === undefined) return undefined;
  const of = ([version, dependencies]: readonly [string, Files]) => [
    version,
    {
      name,
      version,
      dependencies,
      dist: { tarball: `${origin}/${name}/-/${name}-${version}.tgz`, integrity: integrity(version) },
    },
  ];
  const all = Object.entries(versions);
  return JSON.stringify({ name, 'dist-tags': { latest: all.at(-1)?.[0] }, versions: Object.fromEntries(all.map(of)) });
}

const npmLock = (sail: string, rope: string, range = '^1.0.0'): string =>
  `${JSON.stringify(
    {
      name: 'shop',
      version: '1.0.0',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { name: 'shop', version: '1.0.0', dependencies: { sail: range } },
        'node_modules/rope': { version: rope, integrity: integrity(rope) },
        'node_modules/sail': { version: sail, integrity: integrity(sail), dependencies: { rope: '^1.0.0' } },
      },
    },
    undefined,
    2,
  )}\n`;
const npmManifest = (range: string): string =>
  `{\n    "name": "shop",\n    "version": "1.0.0",\n    "dependencies": { "sail": "${range}" }\n}\n`;

const crate = (name: string, rest: string): string => `[package]\nname = "${name}"\nversion = "0.1.0"\n\n${rest}`;
const cargoLock = (hull: string): string =>
  [
    'version = 3',
    ...[
      ['a', '0.1.0'],
      ['b', '0.1.0'],
    ].map(([name, version]) => `[[package]]\nname = "${name}"\nversion = "${version}"\ndependencies = [\n "hull",\n]`),
    `[[package]]\nname = "hull"\nversion = "${hull}"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "00"`,
    '',
  ].join('\n\n');
const keelVersion = `\${${'keel.version'}}`;
const module = (name: string): string =>
  `<project>\n\t<parent><groupId>org.sea</groupId><artifactId>root</artifactId><version>1</version></parent>\n\t<artifactId>${name}</artifactId>\n\t<dependencies><dependency><groupId>org.keel</groupId><artifactId>keel</artifactId><version>${keelVersion}</version></dependency></dependencies>\n</project>\n`;
const root = (version: string): string =>
  `<?xml version="1.0"?>\r\n<!-- keel 1.0 -->\r\n<project>\r\n  <groupId>org.sea</groupId><artifactId>root</artifactId><version>1</version><packaging>pom</packaging>\r\n  <properties><keel.version>${version}</keel.version></properties>\r\n  <modules><module>a</module><module>b</module></modules>\r\n</project>\r\n`;
const gems =
  'GEM\n  remote: https://rubygems.org/\n  specs:\n    oar (1.0)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  oar\n';
const composerLock = JSON.stringify({
  packages: [{ name: 'sea/chart', version: '2.0.0', type: 'library' }],
  'packages-dev': [],
});
const uvLock =
  'version = 1\n\n[[package]]\nname = "shop"\nversion = "1"\nsource = { virtual = "." }\ndependencies = [{ name = "harbour" }]\n\n[[package]]\nname = "harbour"\nversion = "1.0"\nsource = { registry = "https://pypi.org/simple" }\n';

interface Case {
  readonly what: string;
  readonly files: Files;
  /** Files that change. */
  readonly become?: Files;
  readonly before: readonly string[];
  /** What a scan of the written tree finds. */
  readonly after: readonly string[];
  /** Words of what is told. */
  readonly told?: RegExp;
  readonly needsNpm?: true;
  readonly offline?: true;
}

const cases: readonly Case[] = [
  {
    what: 'npm: manifest and lock file, also of what others bring',
    files: { 'package.json': npmManifest('^1.0.0'), 'package-lock.json': npmLock('1.0.0', '1.0.0') },
    become: { 'package.json': npmManifest('^1.2.0'), 'package-lock.json': npmLock('1.2.3', '1.0.9', '^1.2.0') },
    before: ['GHSA-1', 'GHSA-2'],
    after: [],
    needsNpm: true,
  },
  {
    what: 'npm: without a network the manifest alone, and in words what to run',
    files: { 'package.json': npmManifest('^1.0.0'), 'package-lock.json': npmLock('1.0.0', '1.0.1') },
    become: { 'package.json': npmManifest('^1.2.0') },
    before: ['GHSA-1'],
    after: ['GHSA-1'],
    told: /npm install --package-lock-only/,
    offline: true,
  },
  {
    what: 'npm: a project that says itself where packages come from is left to its user',
    files: {
      'package.json': npmManifest('^1.0.0'),
      'package-lock.json': npmLock('1.0.0', '1.0.1'),
      '.npmrc': 'registry=http://127.0.0.1:9/\ngit=./evil\n',
    },
    become: { 'package.json': npmManifest('^1.2.0') },
    before: ['GHSA-1'],
    after: ['GHSA-1'],
    told: /\.npmrc says where packages come from/,
    needsNpm: true,
  },
  {
    what: 'pip: lists, what they include, and constraints',
    files: {
      'requirements.txt':
        '\ufeff-r requirements/base.txt\r\n-c constraints.txt\r\nanchor==3.0 ; python_version > "3" # why\r\n',
      'requirements/base.txt': 'harbour\n',
      'constraints.txt': '# one place\nHarbour==2.0\n',
    },
    become: {
      'requirements.txt':
        '\ufeff-r requirements/base.txt\r\n-c constraints.txt\r\nanchor==3.1 ; python_version > "3" # why\r\n',
      'constraints.txt': '# one place\nHarbour==2.0.1\n',
    },
    before: ['PYSEC-1', 'PYSEC-2'],
    after: [],
  },
  {
    what: 'pip: hashes cannot be kept, so nothing changes',
    files: { 'requirements.txt': 'harbour==1.0 \\\n    --hash=sha256:00\n' },
    before: ['PYSEC-1'],
    after: ['PYSEC-1'],
    told: /hashes of the old version, which cannot be kept/,
  },
  {
    what: 'go: what is required, indirectly and as a replacement',
    files: {
      'go.mod':
        'module example.com/shop\n\ngo 1.22.0\n\nrequire (\n\texample.com/mast v1.0.0 // why\n\texample.com/wood v0.1.0 // indirect\n)\n\nreplace example.com/wood => example.com/boom v0.2.0\n',
    },
    become: {
      'go.mod':
        'module example.com/shop\n\ngo 1.22.0\n\nrequire (\n\texample.com/mast v1.1.0 // why\n\texample.com/wood v0.1.0 // indirect\n)\n\nreplace example.com/wood => example.com/boom v0.3.0\n',
    },
    before: ['GO-1', 'GO-2'],
    after: [],
    told: /go mod tidy/,
  },
  {
    what: 'cargo: a workspace, whose lock file is made anew by its tool',
    files: {
      'Cargo.toml': '[workspace]\nmembers = ["a", "b"]\n\n[workspace.dependencies]\nhull = "0.1.0" # shared\n',
      'a/Cargo.toml': crate('a', '[dependencies]\nhull.workspace = true\n'),
      'b/Cargo.toml': crate('b', '[dependencies]\nhull = { workspace = true }\n'),
      'Cargo.lock': cargoLock('0.1.0'),
    },
    become: {
      'Cargo.toml': '[workspace]\nmembers = ["a", "b"]\n\n[workspace.dependencies]\nhull = "0.1.5" # shared\n',
    },
    before: ['RUSTSEC-1'],
    after: ['RUSTSEC-1'],
    told: /cargo update -p hull@0\.1\.0 --precise 0\.1\.5/,
  },
  {
    what: 'maven: modules whose parent holds the version',
    files: { 'pom.xml': root('1.0'), 'a/pom.xml': module('a'), 'b/pom.xml': module('b') },
    become: { 'pom.xml': root('1.1') },
    before: ['GHSA-3'],
    after: [],
  },
  {
    what: 'gem: a lock file alone is left to its tool',
    files: { Gemfile: 'source "https://rubygems.org"\ngem "oar"\n', 'Gemfile.lock': gems },
    before: ['GHSA-4'],
    after: ['GHSA-4'],
    told: /bundle lock --conservative --update oar/,
  },
  {
    what: 'composer: a lock file alone is left to its tool',
    files: { 'composer.json': '{"require":{"sea/chart":"^2.0"}}', 'composer.lock': composerLock },
    before: ['GHSA-5'],
    after: ['GHSA-5'],
    told: /composer update --no-install --with-dependencies sea\/chart/,
  },
  {
    what: 'uv: a lock file alone is left to its tool',
    files: {
      'pyproject.toml': '[project]\nname = "shop"\nversion = "1"\ndependencies = ["harbour"]\n',
      'uv.lock': uvLock,
    },
    before: ['PYSEC-1'],
    after: ['PYSEC-1'],
    told: /uv lock --upgrade-package harbour==1\.2\.5/,
  },
];

const conditions = [parseConditions('fixable')];
const ids = (all: readonly { readonly id: string }[]): readonly string[] =>
  [...new Set(all.map(({ id }) => id))].sort();
const programPath = '/usr/local/bin:/usr/bin:/bin';
const hasNpm = spawnSync('npm', ['--version'], { env: { PATH: programPath } }).status === 0;

for (const { what, files, become = {}, before, after, told, needsNpm, offline = false } of cases)
  test(`${what}`, { skip: needsNpm === true && !hasNpm && 'npm is not there' }, () =>
    inTemporaryDirectory(async (work) => {
      await using server = await testServer((request, response) => {
        const body = packument(decodeURIComponent(request.url.slice(1)), `http://${request.headers.host}`);
        response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
        response.end(body ?? '{}');
      });
      const project = join(work, 'project');
      mkdirSync(project);
      putFiles(project, files);
      putFiles(work, flawFiles(flaws));
      const settings: Settings = knowing(work, {
        offline,
        programPath,
        programEnvironment: {
          PATH: programPath,
          HOME: join(work, 'home'),
          npm_config_registry: server.url,
          npm_config_cache: join(work, 'npm'),
          npm_config_omit_lockfile_registry_resolved: 'true',
        },
      });
      assert.deepEqual(ids((await scan(project, settings)).findings), before);
      await fix(project, { conditions, write: false }, settings);
      assert.deepEqual(textsBelow(project), files, 'nothing is written without being asked to');
      const { result, report } = await fix(project, { conditions, write: true }, settings);
      assert.deepEqual(textsBelow(project), { ...files, ...become }, JSON.stringify(result, null, 1));
      if (told !== undefined) assert.match(JSON.stringify(result), told);
      const now = await scan(project, settings);
      assert.deepEqual(ids(now.findings), after);
      assert.deepEqual(ids(report.findings), after, 'what it says is left is what a scan finds');
      const promised = new Set(result.packages.flatMap(({ clears, lock }) => (lock === undefined ? clears : [])));
      assert.deepEqual(
        before.filter((id) => !promised.has(id)),
        after,
        'what was promised, and nothing else',
      );
      const again = await fix(project, { conditions, write: true }, settings);
      assert.deepEqual(again.result.files, []);
      assert.deepEqual(textsBelow(project), { ...files, ...become }, 'running it twice changes nothing');
    }),
  );

test('a Dockerfile in the folder is told as not judged, with what judges it', () =>
  inTemporaryDirectory(async (work) => {
    const project = join(work, 'project');
    mkdirSync(project);
    putFiles(project, {
      'package.json': '{"name":"shop"}',
      Dockerfile: 'FROM debian:10\n',
      'odd name.dockerfile': 'FROM debian:10\n',
      'dockerfile.go': 'package x\n',
      'below/Dockerfile': 'FROM debian:10\n',
    });
    putFiles(work, flawFiles(flaws));
    const { result } = await fix(project, { conditions, write: false }, knowing(work, { offline: true, programPath }));
    assert.deepEqual(result.notTaken, [
      {
        path: 'Dockerfile',
        why: 'what it builds is not judged with a folder: `seaworthy fix IMAGE --dockerfile Dockerfile`',
      },
      {
        path: 'odd name.dockerfile',
        why: 'what it builds is not judged with a folder: `seaworthy fix IMAGE --dockerfile FILE`',
      },
    ]);
  }));
