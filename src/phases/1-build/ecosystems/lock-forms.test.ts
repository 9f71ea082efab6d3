import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declaredExtractors } from './index.ts';
import { readDeclared } from './testing/read-declared.ts';

/** A file of each kind that says its form: with the newest that is known, and without saying any where that is a form of before. */
const files: Readonly<
  Record<string, readonly [path: string, text: (form: string) => string, known: readonly string[]]>
> = {
  'package-lock': [
    'package-lock.json',
    (form) => `{"lockfileVersion":${form},"packages":{"node_modules/a":{"version":"1.0.0"}}}`,
    ['2', '3'],
  ],
  'package-lock, nested': [
    'package-lock.json',
    (form) => `{"lockfileVersion":${form},"dependencies":{"a":{"version":"1.0.0"}}}`,
    ['1'],
  ],
  'package-lock, of nothing': ['package-lock.json', (form) => `{"lockfileVersion":${form}}`, ['1', '3']],
  'yarn-lock': [
    'yarn.lock',
    (form) =>
      `__metadata:\n  version: ${form}\n  cacheKey: 10c0\n\n"a@npm:^1.0.0":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n`,
    ['4', '8', '10'],
  ],
  'pnpm-lock': ['pnpm-lock.yaml', (form) => `lockfileVersion: '${form}'\npackages:\n  a@1.0.0: {}\n`, ['9.0', '9.9']],
  'bun-lock': ['bun.lock', (form) => `{"lockfileVersion":${form},"packages":{"a":["a@1.0.0","",{},""]}}`, ['0', '1']],
  'deno-lock': ['deno.lock', (form) => `{"version":"${form}","npm":{"a@1.0.0":{}}}`, ['4', '5']],
  'poetry-lock': [
    'poetry.lock',
    (form) => `[[package]]\nname = "a"\nversion = "1.0"\n[metadata]\nlock-version = "${form}"\n`,
    ['1.1', '2.1'],
  ],
  'pipfile-lock': [
    'Pipfile.lock',
    (form) => `{"_meta":{"pipfile-spec":${form}},"default":{"a":{"version":"==1.0"}}}`,
    ['6'],
  ],
  'uv-lock': ['uv.lock', (form) => `version = ${form}\nrevision = 9\n[[package]]\nname = "a"\nversion = "1"\n`, ['1']],
  'pdm-lock': [
    'pdm.lock',
    (form) => `[metadata]\nlock_version = "${form}"\n[[package]]\nname = "a"\nversion = "1"\n`,
    ['4.5.0'],
  ],
  pylock: [
    'pylock.toml',
    (form) => `lock-version = "${form}"\n[[packages]]\nname = "a"\nversion = "1"\n`,
    ['1.0', '1.1'],
  ],
  'cargo-lock': ['Cargo.lock', (form) => `version = ${form}\n[[package]]\nname = "a"\nversion = "1.0.0"\n`, ['3', '4']],
  'nuget-lock': [
    'packages.lock.json',
    (form) => `{"version":${form},"dependencies":{"net8.0":{"A":{"type":"Direct","resolved":"1.0.0"}}}}`,
    ['1', '2', '3'],
  ],
  'nuget-assets': [
    'obj/project.assets.json',
    (form) => `{"version":${form},"targets":{"net8.0":{"A/1.0.0":{"type":"package"}}}}`,
    ['3', '4'],
  ],
  'swift-resolved': [
    'Package.resolved',
    (form) => `{"version":${form},"pins":[{"location":"https://x.example/a","state":{"version":"1.0.0"}}]}`,
    ['2', '3'],
  ],
  'conan-lock': ['conan.lock', (form) => `{"version":"${form}","requires":["a/1.0"]}`, ['0.4', '0.5']],
  'conda-environment': [
    'conda-lock.yml',
    (form) => `version: ${form}\npackage:\n  - name: a\n    version: 1.0.0\n    manager: conda\n`,
    ['1'],
  ],
  'sbt-lock': [
    'build.sbt.lock',
    (form) => `{"lockVersion":${form},"dependencies":[{"org":"o","name":"a","version":"1"}]}`,
    ['1'],
  ],
  'opam-locked': ['x.opam.locked', (form) => `opam-version: "${form}"\ndepends: ["a" {= "1"}]\n`, ['2.0']],
};

/** Files that say no form: there was only ever one, or a word that is no number tells another. */
const formless: ReadonlySet<string> = new Set([
  'requirements',
  'go-mod',
  'gemfile-lock',
  'composer-lock',
  'packages-config',
  'nuget-project',
  'maven-pom',
  'gradle-lock',
  'mix-lock',
  'pub-lock',
  'podfile-lock',
  'cabal-freeze',
  'stack-lock',
  'renv-lock',
  'github-workflow',
]);

test('every kind of lock file is in the table of forms, or said to have none', () => {
  const tested = new Set(Object.keys(files).map((name) => name.replace(/,.*/, '')));
  const open = declaredExtractors
    .map(({ id }) => id)
    .filter((id) => !id.endsWith('-manifest') && !tested.has(id) && !formless.has(id));
  assert.deepEqual(open, []);
});

for (const [name, [path, text, known]] of Object.entries(files))
  test(`the form of a lock file is held against what is known: ${name}`, async () => {
    const extractor = declaredExtractors.find(({ id }) => id === name.replace(/,.*/, ''));
    assert.ok(extractor);
    const read = (form: string) => readDeclared(extractor, { [path]: text(form) });
    for (const form of known) {
      const { packages, problems } = await read(form);
      assert.deepEqual([packages.length, problems], [name.endsWith('nothing') ? 0 : 1, []], form);
    }
    const { problems } = await read(known.at(-1)?.includes('.') ? '99.0' : '99');
    assert.match(problems.join('\n'), /^format version 99 is newer than what is known \(≤ \d+\)/);
  });

test('a form that is no number is none that is known', async () => {
  const extractor = declaredExtractors.find(({ id }) => id === 'package-lock');
  assert.ok(extractor);
  for (const form of ['"next"', '{}', '[3]', '""', 'true', '-1']) {
    const { problems } = await readDeclared(extractor, { 'package-lock.json': `{"lockfileVersion":${form}}` });
    assert.match(problems.join('\n'), /^the format version is none that is known \(≤ 3\)$/, form);
  }
});

test('a form that only begins with a number is none that is known', async () => {
  const extractor = declaredExtractors.find(({ id }) => id === 'pnpm-lock');
  assert.ok(extractor);
  for (const form of ['9 x', '9x', '-1', '9e1']) {
    const text = `lockfileVersion: '${form}'\npackages:\n  a@1.0.0: {}\n`;
    const { problems } = await readDeclared(extractor, { 'pnpm-lock.yaml': text });
    assert.match(problems.join('\n'), /^the format version is none that is known \(≤ 9\)/, form);
  }
});
