import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { codeRules, violations } from '../tools/house/code-rules.ts';
import { catalogues, longFiles, maxLines, oddNames, type Registry, unlisted } from '../tools/house/file-rules.ts';
import { filesBelow, readSources, root, type SourceFile, sourceFile } from '../tools/house/repository.ts';

const none: readonly string[] = [];
const files = readSources(['src', 'lab', 'tools']);

/** Folders whose subfolders are modules of one kind. */
const registries: readonly Registry[] = [
  { folder: 'src/phases/1-build/ecosystems', list: 'src/phases/1-build/ecosystems/index.ts', type: 'Extractor' },
  { folder: 'src/phases/1-build/advisories/feeds', list: 'src/phases/1-build/advisories/feeds/index.ts', type: 'Feed' },
  { folder: 'src/foundations/versions', list: 'src/foundations/versions/index.ts', type: 'VersionOrder' },
  {
    folder: 'src/phases/1-build/checks/dockerfile',
    list: 'src/phases/1-build/checks/dockerfile/checks/index.ts',
    type: 'DockerfileCheck',
  },
  {
    folder: 'src/phases/1-build/secrets',
    list: 'src/phases/1-build/secrets/detectors/index.ts',
    type: 'SecretDetector',
  },
  { folder: 'src/report', list: 'src/report/format-list.ts', type: 'ReportFormat' },
  { folder: 'src/doors/cli/commands', list: 'src/doors/cli/commands/index.ts', type: 'Command' },
];

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

for (const registry of registries) {
  test(`every module in ${registry.folder} is in its list`, () => {
    assert.ok(existsSync(path.join(root, registry.list)), `${registry.list} is gone`);
    assert.deepEqual(unlisted(registry, files), none);
  });
}

test('a module that is not in its list is found', () => {
  const registry = { folder: 'src/x', list: 'src/x/index.ts', type: 'Part' };
  const module = (name: string): SourceFile => sourceFile(`src/x/${name}/index.ts`, `export const ${name}: Part = {};`);
  const list = sourceFile(
    'src/x/index.ts',
    "import { two } from './two/index.ts';\nexport const parts: readonly Part[] = [one];",
  );
  assert.match(unlisted(registry, [list, module('one'), module('two')]).join(), /^src\/x\/two\/index.ts exports two/);
});
