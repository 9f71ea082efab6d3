import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cargoManifest } from './cargo/manifest/index.ts';
import { composerManifest } from './composer/manifest/index.ts';
import type { Extractor } from './extractor.ts';
import { gemManifest } from './gem/manifest/index.ts';
import { hexManifest } from './hex/manifest/index.ts';
import { gradleManifest } from './maven/gradle-manifest/index.ts';
import { npmManifest } from './npm/manifest/index.ts';
import { pythonManifest } from './pypi/manifest/index.ts';
import { readDeclared } from './testing/read-declared.ts';

const pyproject = '[project]\nname = "x"\ndependencies = ["Djan.go==1.2", "win; sys_platform == \'win32\'"]\n';
const node = '{"name": "x", "dependencies": {"a": "1", "@s/b": "1", "l": "file:./l"}, "peerDependencies": {"p": "1"}}';
const crate =
  '[package]\nname = "x"\n[dependencies]\nserde = "1"\ntime = "0.1"\n[workspace.dependencies]\nrare = "1"\n';

type Case = readonly [what: string, extractor: Extractor, files: Readonly<Record<string, string>>, gap?: RegExp];

const cases: readonly Case[] = [
  ['an empty list', pythonManifest, { 'pyproject.toml': pyproject, 'requirements.txt': '' }, /asks for djan-go,/],
  [
    'a list of comments',
    pythonManifest,
    { 'pyproject.toml': pyproject, 'requirements.txt': '# djan-go==1\n' },
    /djan-go/,
  ],
  ['another list', pythonManifest, { 'pyproject.toml': pyproject, 'requirements-dev.txt': 'pytest==1.0' }, /djan-go/],
  [
    'two lists',
    pythonManifest,
    { 'pyproject.toml': pyproject, 'requirements.txt': 'DJAN_GO==1', 'requirements-dev.txt': '' },
  ],
  ['an empty list above', pythonManifest, { 'a/pyproject.toml': pyproject, 'requirements.txt': '' }, /no lock file/],
  [
    'an empty list for Pipfile',
    pythonManifest,
    { Pipfile: '[packages]\nflask = "*"', 'requirements.txt': '' },
    /asks for flask,/,
  ],
  ['a program above which is a list', pythonManifest, { 'a/setup.py': '', 'requirements.txt': 'a==1' }, /is a program/],
  ['a program and an empty list', pythonManifest, { 'setup.py': '', 'requirements.txt': '' }, /is a program/],
  ['a program and a list', pythonManifest, { 'setup.py': '', 'requirements.txt': 'a==1' }],
  ['uv, a member', pythonManifest, { 'w/a/pyproject.toml': pyproject, 'uv.lock': '[[package]]\nname = "djan-go"\n' }],
  [
    'Poetry',
    pythonManifest,
    {
      'pyproject.toml': '[tool.poetry.dependencies]\npython = "3"\nflask = "1"\ndjango = "1"',
      'poetry.lock': 'name = "flask"',
    },
    /asks for django, and the lock file beside it/,
  ],
  ['another list of Conda', pythonManifest, { 'pyproject.toml': pyproject, 'conda-lock.yml': 'package: []' }],
  [
    'npm, stale',
    npmManifest,
    { 'package.json': node, 'package-lock.json': '{"node_modules/a": {}}' },
    /asks for @s\/b, and/,
  ],
  [
    'npm, in step',
    npmManifest,
    { 'package.json': node, 'package-lock.json': '{"node_modules/a": {}, "node_modules/@s/b": {}}' },
  ],
  [
    'npm, another project above',
    npmManifest,
    { 'w/x/package.json': node, 'package-lock.json': '{"a": {}}' },
    /no lock file/,
  ],
  ['npm, a member', npmManifest, { 'w/x/package.json': node, 'yarn.lock': 'a@1:\n"@s/b@1":\n' }],
  [
    'npm, a digest is no name',
    npmManifest,
    { 'package.json': '{"dependencies": {"a": "1"}}', 'yarn.lock': 'x@1:\n  integrity sha512-q/a/b+c==\n' },
    /asks for a,/,
  ],
  [
    'npm, what only tests ask for',
    npmManifest,
    { 'package.json': '{"devDependencies": {"t": "1"}}', 'yarn.lock': '' },
    /asks for t,/,
  ],
  ['npm, peers alone', npmManifest, { 'package.json': '{"peerDependencies": {"p": "1"}}', 'yarn.lock': '' }],
  ['Bun, whose old form is no text', npmManifest, { 'package.json': node, 'bun.lockb': '' }],
  ['Cargo, stale', cargoManifest, { 'Cargo.toml': crate, 'Cargo.lock': 'name = "serde"' }, /asks for time,/],
  [
    'Cargo, emptied',
    cargoManifest,
    { 'Cargo.toml': crate, 'Cargo.lock': 'version = 3' },
    /asks for serde, time,.*name them/,
  ],
  ['Cargo, a member', cargoManifest, { 'a/Cargo.toml': crate, 'Cargo.lock': 'name = "serde"\nname = "time"' }],
  [
    'Composer, stale',
    composerManifest,
    {
      'composer.json': '{"require": {"php": ">=8", "a/b": "1", "a/c": "1"}}',
      'composer.lock': '{"packages": [{"name": "a/b"}]}',
    },
    /asks for a\/c,/,
  ],
  [
    'Bundler, stale',
    gemManifest,
    { Gemfile: 'gem "rack"\ngem \'rails\', "4"\n', 'Gemfile.lock': '    rack (2)' },
    /asks for rails,/,
  ],
  [
    'Bundler, conditions',
    gemManifest,
    { Gemfile: 'gem "a" if X\nif Y\n  gem "b"\nend\n', 'Gemfile.lock': '    rack (2)' },
  ],
  ['Gradle, for each project', gradleManifest, { 'x/build.gradle': '', 'gradle.lockfile': 'a:b:1=c' }, /is a program/],
  ['Gradle, beside it', gradleManifest, { 'build.gradle': '', 'gradle/dependency-locks/x.lockfile': 'a:b:1' }],
  ['Mix, an umbrella', hexManifest, { 'apps/a/mix.exs': '', 'mix.lock': '%{"a": {}}' }],
  ['Mix, another folder', hexManifest, { 'a/mix.exs': '', 'mix.lock': '%{"a": {}}' }, /is a program/],
];
for (const [what, extractor, files, gap] of cases)
  test(`what a lock file covers: ${what}`, async () => {
    const { problems } = await readDeclared(extractor, files);
    if (gap === undefined) assert.deepEqual(problems, []);
    else {
      assert.equal(problems.length, 1);
      assert.match(problems.join(), gap);
    }
  });

test('what is not locked is told without a version, and the rest is for the lock file to tell', async () => {
  const told = await readDeclared(cargoManifest, { 'Cargo.toml': crate, 'Cargo.lock': 'name = "serde"' });
  assert.deepEqual(told.packages, ['time@ direct']);
});
