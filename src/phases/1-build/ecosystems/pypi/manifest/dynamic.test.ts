import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { pythonManifest } from './index.ts';

before(() => pythonManifest.prepare?.());

const dynamic = '[project]\nname = "x"\nversion = "1"\ndynamic = ["dependencies"]\n';
const problemsOf = (files: Readonly<Record<string, string>>): readonly string[] =>
  (
    pythonManifest.join?.(
      Object.entries(files)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, text]) => ({ path, extraction: pythonManifest.extract(path, Buffer.from(text)) })),
    ) ?? []
  ).flatMap(({ path, extraction: { problems } }) => problems.map((problem) => `${path} ${problem}`));

const rows: readonly (readonly [what: string, files: Readonly<Record<string, string>>, told: RegExp | undefined])[] = [
  ['nothing beside', { 'a/pyproject.toml': dynamic }, /^a\/pyproject\.toml says that what is wanted stands elsewhere/],
  [
    'a list that says the versions',
    { 'a/pyproject.toml': dynamic, 'a/requirements.txt': 'requests==2.0\n' },
    undefined,
  ],
  ['an empty list', { 'a/pyproject.toml': dynamic, 'a/requirements.txt': '\n' }, /stands elsewhere/],
  ['a list further up', { 'a/pyproject.toml': dynamic, 'requirements.txt': 'requests==2.0\n' }, /stands elsewhere/],
  [
    'a program that asks',
    { 'a/pyproject.toml': dynamic, 'a/setup.py': 'setup()' },
    /^a\/setup\.py is a program[^\n]*$/,
  ],
  [
    'a setup.cfg that asks',
    { 'a/pyproject.toml': dynamic, 'a/setup.cfg': '[options]\ninstall_requires = requests\n' },
    /^a\/setup\.cfg asks for 1 package[^\n]*$/,
  ],
  [
    'a setup.cfg that names a file',
    { 'a/setup.cfg': '[options]\ninstall_requires = file: requirements.in\n' },
    /^a\/setup\.cfg says that what is wanted stands elsewhere/,
  ],
  ['only its version', { 'a/pyproject.toml': dynamic.replace('dependencies', 'version') }, undefined],
];
for (const [what, files, told] of rows)
  test(`a project that works out what it needs, with ${what}`, () => {
    const problems = problemsOf(files).join('\n');
    if (told === undefined) assert.equal(problems, '');
    else assert.match(problems, told);
  });
