import assert from 'node:assert/strict';
import { test } from 'node:test';
import { podfileLock } from './cocoapods/lock/index.ts';
import { conanLock } from './conan/lock/index.ts';
import { condaEnvironment } from './conda/environment/index.ts';
import { renvLock } from './cran/renv/index.ts';
import type { Extractor } from './extractor.ts';
import { githubWorkflow } from './githubactions/workflow/index.ts';
import { cabalFreeze } from './hackage/freeze/index.ts';
import { stackLock } from './hackage/stack/index.ts';
import { mixLock } from './hex/mix/index.ts';
import { opamLocked } from './opam/locked/index.ts';
import { pubLock } from './pub/lock/index.ts';
import { pubManifest } from './pub/manifest/index.ts';
import { swiftResolved } from './swift/resolved/index.ts';
import { readDeclared } from './testing/read-declared.ts';

type Case = readonly [extractor: Extractor, path: string, text: string, packages: readonly string[]];
const json = (value: unknown): string => JSON.stringify(value);

const cases: readonly Case[] = [
  [
    conanLock,
    'conan.lock',
    json({
      version: '0.5',
      requires: ['zlib/1.2.13#0%1.5', 'a/cci.20230101@u/c#0'],
      build_requires: ['ninja/1.11.1', 'zlib/1.2.13#0%1.5'],
    }),
    ['a@cci.20230101', 'ninja@1.11.1 development', 'zlib@1.2.13'],
  ],
  [
    conanLock,
    'conan.lock',
    json({
      graph_lock: {
        nodes: {
          0: { requires: ['1'], build_requires: ['2'] },
          1: { ref: 'a/1.0', requires: ['3'] },
          2: { ref: 'b/1.0' },
          3: { ref: 'c/1.0' },
        },
      },
    }),
    ['a@1.0 direct needs c@1.0', 'b@1.0 direct development', 'c@1.0 transitive'],
  ],
  [
    conanLock,
    'conan.lock',
    json({
      graph_lock: { nodes: { 0: { pref: null, requires: { 'a/1.0': '1' } }, 1: { pref: 'a/1.0#0:5ab8#1' } } },
      version: '0.1',
    }),
    ['a@1.0 direct'],
  ],
  [
    mixLock,
    'mix.lock',
    '%{"a": {:hex, :real_a, "1.0.0", "00", [:mix], [{:b, "~> 1.0", [hex: :b, repo: "hexpm"]}], "hexpm", "00"},\n  "b": {:hex, :b, "1.1.0", "00", [:rebar3], [], "acme:private", "00"},\n}',
    ['b@1.1.0 from registry', 'real_a@1.0.0 needs b@1.1.0'],
  ],
  [
    pubLock,
    'pubspec.lock',
    'packages:\n  a:\n    dependency: "direct main"\n    description: {name: a, url: "https://pub.example"}\n    source: hosted\n    version: 1.10.0\n  t:\n    dependency: "direct dev"\n    source: git\n    version: "2.0.0"\n',
    ['a@1.10.0 direct from registry', 't@2.0.0 direct development from git'],
  ],
  [
    swiftResolved,
    'Package.resolved',
    json({
      object: {
        pins: [
          { package: 'NIO', repositoryURL: 'ssh://git@github.com/apple/swift-nio', state: { version: '2.0.0' } },
          { package: 'Here', repositoryURL: '/srv/here', state: { branch: 'x' } },
        ],
      },
      version: 1,
    }),
    ['Here@ from local', 'github.com/apple/swift-nio@2.0.0'],
  ],
  [
    podfileLock,
    'Podfile.lock',
    'PODS:\n  - A/Core (1.10)\n  - B (2.0.0-beta.1):\n    - A/Core (= 1.10)\nDEPENDENCIES:\n  - B (~> 2.0)\n  - Gone\n',
    ['A/Core@1.10 transitive', 'B@2.0.0-beta.1 direct needs A/Core@1.10'],
  ],
  [
    renvLock,
    'renv.lock',
    json({
      Packages: {
        a: { Version: '1.0', Source: 'GitHub', Requirements: ['b', 'R'] },
        b: { Package: 'b', Version: '2.0-1', Source: 'Repository' },
      },
    }),
    ['a@1.0 from git needs b@2.0-1', 'b@2.0-1'],
  ],
  [
    cabalFreeze,
    'cabal.project.freeze',
    'constraints: any.a ==1.0,\n -- any.no ==2\n b +flag,\n any.c-d ==3.0.1\nindex-state: any.x ==9\n',
    ['a@1.0', 'c-d@3.0.1'],
  ],
  [stackLock, 'stack.yaml.lock', 'packages: []\n', []],
  [
    opamLocked,
    'x.opam.locked',
    'opam-version: "2.0"\ndepends: [\n "a" {= "1.0"} # "no"\n "b" {with-test & = "2.0+x"}\n]\ndepopts: ["c" {= "1"}]\n',
    ['a@1.0', 'b@2.0+x development'],
  ],
  [
    condaEnvironment,
    'environment.yml',
    'dependencies:\n  - a=1.2.3=py_0\n  - b==2.0\n  - c=3.1.4\n  - pip:\n    - D==4.0\n',
    ['D@4.0 direct', 'a@1.2.3 direct', 'b@2.0 direct', 'c@3.1.4 direct'],
  ],
  [
    condaEnvironment,
    'conda-lock.yml',
    'package:\n- {name: a, version: "1.10", manager: conda, platform: linux-64}\n- {name: a, version: "1.10", manager: conda, platform: osx-64}\n- {name: t, version: "2", manager: pip, category: dev}\n',
    ['a@1.10', 't@2 development'],
  ],
  [githubWorkflow, '.github/workflows/x.yml', '# on: push\n', []],
  [
    githubWorkflow,
    '.github/workflows/x.yml',
    `jobs:\n  a:\n    uses: o/r/.github/workflows/w.yml@v1\n  b:\n    steps:\n      - uses: o/a@${'0'.repeat(40)}\n      - uses: docker://alpine:3\n      - uses: o/c@1.2.3\n`,
    [`o/a@${'0'.repeat(40)} direct`, 'o/c@1.2.3 direct', 'o/r@ direct'],
  ],
];
for (const [extractor, path, text, packages] of cases)
  test(`${extractor.id}: ${packages.join(', ') || 'nothing'}`, async () => {
    const told = await readDeclared(extractor, { [path]: text });
    assert.deepEqual([told.packages, told.problems], [packages, []]);
  });

const gaps: readonly (readonly [extractor: Extractor, path: string, text: string, problem: RegExp])[] = [
  [conanLock, 'conan.lock', json({ requires: ['zlib'] }), /zlib is no reference/],
  [conanLock, 'conan.lock', json({ graph_lock: { nodes: { 1: {} } } }), /node 1 has no reference/],
  [mixLock, 'mix.lock', '%{\n "a": {:hex, },\n}', /line 2/],
  [pubLock, 'pubspec.lock', 'packages: {a: {source: hosted}}', /a has no name and version/],
  [swiftResolved, 'Package.resolved', json({ pins: [{}] }), /without the place/],
  [podfileLock, 'Podfile.lock', 'PODS:\n  - A\n', /A is no name/],
  [renvLock, 'renv.lock', json({ Packages: { a: {} } }), /a has no name/],
  [stackLock, 'stack.yaml.lock', 'packages: []\nsnapshots:\n- completed: {sha256: x}\n', /snapshot/],
  [opamLocked, 'x.opam.locked', 'opam-version: "2.0"\ndepends: ["a" {>= "1.0"}]', /a is locked in no version/],
  [condaEnvironment, 'environment.yml', 'dependencies: [a, "b>=2", c=3.1]', /no version is said of a, b, c/],
  [githubWorkflow, 'action.yml', 'runs: {using: composite, steps: [{uses: o/r}]}', /o\/r is no action/],
  [pubManifest, 'pubspec.yaml', 'dependencies: {a: ^1.0.0}', /asks for 1 package/],
];
for (const [extractor, path, text, problem] of gaps)
  test(`a gap is told: ${extractor.id}`, async () =>
    assert.match((await readDeclared(extractor, { [path]: text })).problems.join('\n'), problem));

for (const [extractor, path, text] of [
  [conanLock, 'conan.lock', '{}'],
  [mixLock, 'mix.lock', ''],
  [pubLock, 'pubspec.lock', '- a'],
  [swiftResolved, 'Package.resolved', '{}'],
  [podfileLock, 'Podfile.lock', 'a: b'],
  [renvLock, 'renv.lock', '{}'],
  [cabalFreeze, 'cabal.project.freeze', ''],
  [opamLocked, 'x.opam.locked', ''],
  [condaEnvironment, 'environment.yml', 'a: b'],
  [githubWorkflow, '.github/workflows/x.yml', 'a: b'],
] as const)
  test(`${extractor.id} refuses ${text || 'an empty file'}`, () =>
    assert.rejects(readDeclared(extractor, { [path]: text }), { code: 'E_FORMAT' }));

test('white space without end costs no more than its size', async () => {
  const lines = ' \n'.repeat(100_000);
  assert.deepEqual(
    (await readDeclared(cabalFreeze, { 'cabal.project.freeze': `constraints: any.a ==1.0,${lines}any.b ==2.0` }))
      .packages,
    ['a@1.0', 'b@2.0'],
  );
  const opened = 'depends: [\n'.repeat(100_000);
  const cut = await readDeclared(opamLocked, { 'x.opam.locked': `opam-version: "2.0"\n${opened}` });
  assert.match(cut.problems.join(), /cut short/);
});
