import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { codeRules, violations } from '../tools/house/code-rules.ts';
import {
  catalogues,
  longFiles,
  maxLines,
  misplacedTestAids,
  oddNames,
  registriesIn,
  sharedTypeNames,
  unlisted,
} from '../tools/house/file-rules.ts';
import { filesBelow, readSources, root, type SourceFile, sourceFile } from '../tools/house/repository.ts';

const none: readonly string[] = [];
const files = readSources(['src', 'lab', 'tools']);

const registries = registriesIn(files);

/** What must be among the lists that are found, or finding them has become blind. */
const knownTypes = [
  'Command',
  'DockerfileCheck',
  'Ecosystem',
  'Feed',
  'ReportFormat',
  'SecretDetector',
  'VersionOrder',
];

/** What is shipped, and what writes the documentation from it. */
const entries = ['doors/cli/main.ts', 'doors/cli/index.ts', 'flows/index.ts', 'core/index.ts', 'report/index.ts'];

for (const rule of codeRules) {
  test(`house rule ${rule.id} holds`, () => {
    assert.deepEqual(
      files.flatMap((file) => violations(file, rule)),
      none,
    );
  });

  test(`house rule ${rule.id} finds its own examples`, () => {
    for (const line of rule.violates) assert.notDeepEqual(violations(sourceFile('src/x/x.ts', line), rule), none, line);
    for (const line of rule.keeps) assert.deepEqual(violations(sourceFile('src/x/x.ts', line), rule), none, line);
  });

  test(`house rule ${rule.id} excepts only what exists`, () => {
    for (const file of Object.keys(rule.except)) {
      if (!file.endsWith('/')) assert.ok(existsSync(path.join(root, file)), `${file} is gone: take it off the list`);
    }
  });
}

test('files stay small', () => {
  assert.deepEqual(longFiles(files), none);
  for (const file of Object.keys(catalogues))
    assert.ok(existsSync(path.join(root, file)), `${file} is gone: take it off the list`);
  const long = sourceFile('src/x.ts', 'a;\n'.repeat(maxLines + 1));
  assert.equal(longFiles([long]).length, 1);
  assert.deepEqual(longFiles([long], { 'src/x.ts': 'a table' }), none);
});

test('names are kebab-case', () => {
  assert.deepEqual(oddNames(['src', 'lab', 'tools'].flatMap(filesBelow)), none);
  assert.deepEqual(oddNames(['src/a-b/c-d.test.ts', 'lab/x1.json']), none);
  assert.equal(oddNames(['src/aB.ts', 'src/a_b.ts', 'src/A/b.ts', 'src/a--b.ts']).length, 4);
});

/** Documents of others have words of their own. */
const mirrorsStandard = (file: string): boolean => /^src\/(?:report|foundations\/sbom)\/.*types\.ts$/.test(file);

test('no two exported types have one name', () => {
  const shipped = files.filter((file) => file.path.startsWith('src/'));
  assert.deepEqual(sharedTypeNames(shipped, mirrorsStandard), none);
  const few = [
    sourceFile('src/a.ts', 'export interface Known {}\n'),
    sourceFile('src/b.ts', 'export type Known = 1;\n// export type Other = 1;\n'),
    sourceFile('src/c.ts', 'export class Other {}\n'),
    sourceFile('src/testing/d.ts', 'export class Other {}\n'),
  ];
  assert.deepEqual(
    sharedTypeNames(few, () => false).map((line) => line.split(' ')[0]),
    ['Known'],
  );
});

test('what only tests use lies in a folder of that name', () => {
  const ours = files.filter((file) => file.path.startsWith('src/'));
  const doors = entries.map((entry) => `src/${entry}`);
  assert.deepEqual(misplacedTestAids(ours, doors), none);
  const file = (path: string, text = ''): SourceFile => sourceFile(path, text);
  const few = [
    file('src/a/index.ts', "import { b } from './b.ts';\nimport { c } from './testing/c.ts';"),
    file('src/a/b.ts'),
    file('src/a/testing/c.ts'),
    file('src/a/helper.ts'),
    file('src/a/a.test.ts', "import { helper } from './helper.ts';"),
    file('src/a/m/example.ts'),
    file('src/a/testing/d.ts'),
  ];
  const told = misplacedTestAids(few, ['src/a/index.ts']);
  assert.deepEqual(
    told.map((line) => line.split(' ')[0]),
    ['src/a/testing/c.ts', 'src/a/helper.ts'],
  );
});

for (const registry of registries) {
  test(`every ${registry.type} below ${registry.list} is in its list ${registry.name}`, () => {
    assert.deepEqual(unlisted(registry, files), none);
  });
}

test('lists of modules are found by their type, and so is a module that is missing from one', () => {
  const types = new Set(registries.map(({ type }) => type));
  assert.deepEqual(
    knownTypes.filter((type) => !types.has(type)),
    none,
  );
  const module = (name: string): SourceFile => sourceFile(`src/x/${name}/index.ts`, `export const ${name}: Part = {};`);
  const list = sourceFile(
    'src/x/index.ts',
    "import { one } from './one/index.ts';\nexport const parts: readonly Part[] = [one];\nexport const words: readonly string[] = [a];",
  );
  const aid = sourceFile('src/x/testing/three.ts', 'export const three: Part = {};');
  const few = [list, module('one'), module('two'), aid];
  const [found, ...others] = registriesIn(few);
  assert.deepEqual([found?.type, found?.members, others], ['Part', ['one'], none]);
  assert.match(found ? unlisted(found, few).join() : '', /^src\/x\/two\/index.ts exports two/);
});
