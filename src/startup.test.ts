import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { readSources, root, type SourceFile, sourceFile } from '../tools/house/repository.ts';
import { importsOf } from '../tools/house/source-text.ts';
import { leanText } from '../tools/lean-imports.ts';

/** Everything that is loaded together with a file, in the bundle: our files, packages and built-in modules. */
function loadedWith(entry: string, files: readonly SourceFile[]): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const loaded = new Set<string>();
  const load = (name: string): void => {
    if (loaded.has(name)) return;
    loaded.add(name);
    const file = byPath.get(name);
    if (!file) return;
    for (const { from, kind } of importsOf(file.source)) {
      if (kind === 'static') load(from.startsWith('.') ? path.posix.join(path.posix.dirname(name), from) : from);
    }
  };
  load(entry);
  return [...loaded].sort();
}

/** As the bundle takes them: each name from the file that declares it. */
const files = readSources(['src']).map(({ path: name, text }) =>
  sourceFile(name, leanText(path.join(root, name), text, 'keep')),
);
const isRoom = (name: string): boolean => /^src\/(?:core|foundations|records|phases|flows|report)\//.test(name);
const isPackage = (name: string): boolean => !name.startsWith('src/') && !name.startsWith('node:');

test('--version loads the start of the program, which the build makes one file of', () => {
  assert.deepEqual(loadedWith('src/doors/cli/main.ts', files), [
    'node:url',
    'src/doors/cli/main.ts',
    'src/doors/cli/start/code-folder.ts',
    'src/doors/cli/start/kept-code.ts',
    'src/doors/cli/start/scripts.ts',
    'src/doors/cli/version.ts',
  ]);
});

test('--help loads no package, and of the rooms the words', () => {
  for (const entry of ['src/doors/cli/run.ts', 'src/doors/cli/help/index.ts']) {
    const loaded = loadedWith(entry, files);
    assert.ok(loaded.length > 3, entry);
    const words = loaded.filter((name) => name.startsWith('src/core/'));
    assert.deepEqual(
      loaded.filter((name) => (isRoom(name) && !words.includes(name)) || isPackage(name)),
      [],
      entry,
    );
  }
});

test('until a command runs, only the words and the parser are loaded', () => {
  const loaded = loadedWith('src/doors/cli/run-command.ts', files);
  assert.deepEqual(loaded.filter(isPackage), ['commander']);
  assert.deepEqual(
    loaded.filter((name) => isRoom(name) && !name.startsWith('src/core/')),
    [],
  );
});

test('what is loaded is followed through static imports only', () => {
  const made = [
    sourceFile('src/a.ts', "import './b.ts';\nimport type { C } from './c.ts';\nconst d = () => import('./d.ts');"),
    sourceFile('src/b.ts', "export * from './core/index.ts';"),
  ];
  assert.deepEqual(loadedWith('src/a.ts', made), ['src/a.ts', 'src/b.ts', 'src/core/index.ts']);
});

test('a flow is loaded when it is called: until then nothing but the list of them', () => {
  assert.deepEqual(loadedWith('src/flows/on-demand.ts', files), ['src/flows/on-demand.ts']);
  const called = importsOf(
    files.find(({ path: name }) => name === 'src/flows/on-demand.ts')?.source ?? { withoutComments: '', code: '' },
  );
  assert.ok(called.filter(({ kind }) => kind === 'dynamic').length > 30);
});

for (const flow of ['src/flows/scan.ts', 'src/flows/ship/verify-image.ts', 'src/flows/gate/gate-check.ts']) {
  test(`${flow} loads no package and nothing of reports`, () => {
    const loaded = loadedWith(flow, files);
    assert.ok(loaded.length > 50);
    assert.deepEqual(
      loaded.filter((name) => isPackage(name) || name.startsWith('src/report/')),
      [],
    );
  });
}

test('no file works out a property of Unicode when it is loaded: the engine does that when the expression is made', () => {
  const made = /^(?:export )?const \w+[^=\n]*= (?!.*=>)[^\n]*\/[^\n]*\\p\{/m;
  assert.match('const letter = /^[\\p{L}_]$/u;', made);
  assert.doesNotMatch('const isLetter = (text: string) => /^[\\p{L}_]$/u.test(text);', made);
  const found = files.filter(({ path: name, text }) => !name.endsWith('.test.ts') && made.test(text));
  assert.deepEqual(
    found.map(({ path: name }) => name),
    [],
  );
});
