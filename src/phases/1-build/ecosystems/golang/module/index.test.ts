import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDeclared } from '../../testing/read-declared.ts';
import { goMod } from './index.ts';

const cases: readonly (readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  packages: readonly string[],
])[] = [
  [
    'what is asked for, and what that leads to',
    {
      'go.mod':
        'module m\ngo 1.21\ntoolchain go1.22.3\nrequire a.example/b v1.0.0 // indirect\nrequire (\n c.example/d v2.0.0+incompatible // why\n "e.example/f" v0.0.0-20200101000000-0123456789ab\n)\nexclude c.example/d v1.0.0\nretract v0.1.0',
    },
    [
      'a.example/b@v1.0.0 transitive',
      'c.example/d@v2.0.0+incompatible direct',
      'e.example/f@v0.0.0-20200101000000-0123456789ab direct',
      'stdlib@v1.22.3 direct',
    ],
  ],
  [
    'what is replaced, in one version or in all',
    {
      'go.mod':
        'require (\n a.example v1.0.0\n b.example v1.0.0\n c.example v1.0.0\n)\nreplace (\n a.example v1.0.0 => f.example v9.0.0\n b.example v2.0.0 => f.example v8.0.0\n c.example => ./c\n)',
    },
    ['b.example@v1.0.0 direct', 'c.example@ direct from local', 'f.example@v9.0.0 direct'],
  ],
  [
    'the replacements of the workspace come first, for its members alone',
    {
      'm/go.mod': 'module m\nrequire a.example v1.0.0\nreplace a.example => x.example v1.0.0',
      'n/go.mod': 'module n\nrequire a.example v1.0.0',
      'go.work': 'go 1.22\nuse (\n ./m\n)\nreplace a.example => y.example v2.0.0',
    },
    ['n/go.mod: a.example@v1.0.0 direct', 'y.example@v2.0.0 direct'],
  ],
  [
    'before Go 1.17 the sums name the rest',
    {
      'go.mod': 'module m\ngo 1.16\nrequire a.example v1.0.0',
      'go.sum':
        'a.example v0.9.0 h1:x=\nb.example v1.2.0 h1:x=\nb.example v1.10.0 h1:x=\nb.example v1.11.0/go.mod h1:x=\n',
    },
    ['a.example@v1.0.0 direct', 'b.example@v1.10.0 transitive', 'stdlib@v1.16 direct'],
  ],
  [
    'since then they do not',
    { 'go.mod': 'module m\ngo 1.17\nrequire a.example v1.0.0', 'go.sum': 'b.example v1.2.0 h1:x=\n' },
    ['a.example@v1.0.0 direct', 'stdlib@v1.17 direct'],
  ],
];
for (const [what, files, packages] of cases)
  test(what, async () => {
    const told = await readDeclared(goMod, files);
    assert.deepEqual([told.packages, told.problems], [packages, []]);
  });

for (const [text, problem] of [
  ['require a.example', /without a version/],
  ['require (\n a.example v1.0.0', /cut short/],
  ['nonsense', /line 1/],
  ['module m\nrequire ( a.example v1.0.0 )', /line 2 is not understood/],
  ['require (\n a.example v1.0.0 )\n)', /line 2 is not understood/],
  ['require a.example latest', /a\.example is required in latest, which is no version/],
  ['require a.example v1.0.0\nreplace a.example => b.example main', /b\.example in main, which is no version/],
  ['replace a.example b.example', /the replacement a\.example b\.example is not understood/],
] as const)
  test(`a gap is told: ${text}`, async () =>
    assert.match((await readDeclared(goMod, { 'go.mod': text })).problems.join(), problem));

test('what stands in parentheses on one line names no package', async () =>
  assert.deepEqual((await readDeclared(goMod, { 'go.mod': 'require ( a.example v1.0.0 )' })).packages, []));

for (const text of ['require ()', 'require()', 'require(\n)', 'retract [v1.0.0, v1.1.0]'])
  test(`no gap: ${text}`, async () => assert.deepEqual((await readDeclared(goMod, { 'go.mod': text })).problems, []));

test('members of a workspace that are not there are told', async () => {
  const told = await readDeclared(goMod, {
    'w/go.work': 'go 1.22\nuse (\n .\n ./m\n ./gone\n ../../out\n /abs\n)',
    'w/go.mod': 'module w',
    'w/m/go.mod': 'module m',
  });
  assert.equal(told.problems.length, 3);
  for (const problem of [
    /uses \.\/gone, where no go\.mod is/,
    /uses \.\.\/\.\.\/out, .*outside/,
    /uses \/abs, .*outside/,
  ])
    assert.match(told.problems.join('\n'), problem);
});

const sums = 'a.example v1.0.0 h1:x=\n';
for (const [what, files, isTold] of [
  ['sums alone', { 'go.sum': sums }, true],
  ['sums of another folder', { 'go.mod': 'module m', 'x/go.sum': sums }, true],
  ['sums of a workspace alone', { 'go.work.sum': sums }, true],
  ['a list of copies alone', { 'x/vendor/modules.txt': '# a.example v1.0.0\n' }, true],
  ['sums of nothing', { 'go.sum': '\n' }, false],
  ['sums beside their module', { 'x/go.mod': 'module m', 'x/go.sum': sums }, false],
  ['sums beside their workspace', { 'go.work': 'go 1.22', 'go.work.sum': sums }, false],
  ['copies of a module', { 'x/go.mod': 'module m', 'x/vendor/modules.txt': '# a.example v1.0.0\n' }, false],
  ['copies of a workspace', { 'go.work': 'go 1.22', 'vendor/modules.txt': '# a.example v1.0.0\n' }, false],
] as const)
  test(`${what}: ${isTold ? 'told' : 'not told'}`, async () => {
    const { problems } = await readDeclared(goMod, files);
    assert.deepEqual(
      problems.map((problem) => /no go\.mod is beside it/.test(problem)),
      isTold ? [true] : [],
    );
  });
