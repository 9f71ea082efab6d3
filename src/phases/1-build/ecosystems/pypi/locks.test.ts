import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Extractor } from '../extractor.ts';
import { readDeclared } from '../testing/read-declared.ts';
import { pythonManifest } from './manifest/index.ts';
import { pdmLock } from './pdm/index.ts';
import { pipfileLock } from './pipenv/index.ts';
import { poetryLock } from './poetry/index.ts';
import { pylock } from './pylock/index.ts';
import { readRequirement } from './requirement.ts';
import { requirements } from './requirements/index.ts';
import { uvLock } from './uv/index.ts';

type Files = Readonly<Record<string, string>>;
const entry = (name: string, version: string, more = ''): string =>
  `[[package]]\nname = "${name}"\nversion = "${version}"\n${more}\n`;
const project = `[project]
dependencies = ["Flask_Login>=1"]
[project.optional-dependencies]
s3 = ["boto"]
[dependency-groups]
dev = ["pytest", {include-group = "lint"}]
lint = ["ruff"]
`;

const cases: readonly (readonly [what: string, extractor: Extractor, files: Files, packages: readonly string[]])[] = [
  [
    'Poetry 1, by category',
    poetryLock,
    {
      'poetry.lock': [
        entry('a', '1.0', 'category = "main"\n[package.dependencies]\nB = "*"\nGone = "*"'),
        entry('b', '2.0', 'category = "main"'),
        entry('t', '1.0', 'category = "dev"'),
      ].join(''),
    },
    ['a@1.0 needs b@2.0', 'b@2.0', 't@1.0 development'],
  ],
  [
    'Poetry 2, by groups, in the light of the project',
    poetryLock,
    {
      'poetry.lock': [
        entry('flask-login', '1.0', 'groups = ["main"]\n[package.dependencies]\nb = "*"'),
        entry('b', '2.0', 'groups = ["main", "dev"]'),
        entry('pytest', '1.0', 'groups = ["dev"]'),
        entry('c', '1.0', 'groups = ["dev"]'),
      ].join(''),
      'pyproject.toml': `${project}[tool.poetry.group.dev.dependencies]\npytest = "^1"\n`,
    },
    [
      'b@2.0 transitive',
      'c@1.0 transitive development',
      'flask-login@1.0 direct needs b@2.0',
      'pytest@1.0 direct development',
    ],
  ],
  [
    'PDM, where the project says which groups are for development',
    pdmLock,
    {
      'pdm.lock': [
        entry('boto', '1.0', 'groups = ["s3"]\ndependencies = ["b<3; python_version > \'3\'"]'),
        entry('b', '2.0', 'groups = ["s3", "dev"]'),
        entry('ruff', '1.0', 'groups = ["lint"]'),
        entry('x', '1.0', 'groups = ["dev"]\npath = "./x"'),
      ].join(''),
      'pyproject.toml': project,
    },
    [
      'b@2.0 transitive',
      'boto@1.0 direct needs b@2.0',
      'ruff@1.0 direct development',
      'x@1.0 transitive development from local',
    ],
  ],
  [
    'uv, a workspace',
    uvLock,
    {
      'uv.lock': [
        entry(
          'root',
          '0.1',
          'source = { editable = "." }\ndependencies = [{ name = "a" }, { name = "member" }]\n[package.optional-dependencies]\ns3 = [{ name = "c", version = "2.0" }]\n[package.dev-dependencies]\ndev = [{ name = "t" }]',
        ),
        entry('member', '0.2', 'source = { virtual = "m" }\ndependencies = [{ name = "b" }]'),
        entry('a', '1.0', 'source = { registry = "x" }\ndependencies = [{ name = "c", version = "1.0" }]'),
        entry('b', '1.0', 'source = { git = "https://h.example/b?rev=0#0" }'),
        entry('c', '1.0'),
        entry('c', '2.0'),
        entry('t', '1.0', 'dependencies = [{ name = "u" }, { name = "a" }]'),
        entry('u', '1.0'),
      ].join(''),
    },
    [
      'a@1.0 direct needs c@1.0',
      'b@1.0 direct from git',
      'c@1.0 transitive',
      'c@2.0 direct',
      'member@0.2 direct from local',
      'root@0.1 transitive from local',
      't@1.0 direct development needs a@1.0 u@1.0',
      'u@1.0 transitive development',
    ],
  ],
  [
    'Pipenv, where the Pipfile says who asks',
    pipfileLock,
    {
      'Pipfile.lock': JSON.stringify({
        _meta: {},
        default: { a: { version: '==1.0' }, b: { version: '==2.0' }, p: { path: '.', editable: true } },
        develop: { a: { version: '==1.0' }, t: { version: '===3.0' } },
      }),
      Pipfile: '[packages]\nA = "*"\n[dev-packages]\nt = "*"\n',
    },
    ['a@1.0 direct', 'b@2.0 transitive', 'p@ transitive from local', 't@3.0 direct development'],
  ],
  [
    'the lock file that tools share',
    pylock,
    {
      'pylock.dev.toml': `[[packages]]\nname = "a"\nversion = "1.0"\ndependencies = [{ name = "b", version = "2.0" }]\n[[packages]]\nname = "b"\nversion = "1.0"\n[[packages]]\nname = "b"\nversion = "2.0"\n[[packages]]\nname = "x"\n[packages.directory]\npath = "x"\n`,
    },
    ['a@1.0 needs b@2.0', 'b@1.0', 'b@2.0', 'x@ from local'],
  ],
  [
    'a list for pip, of every kind of line',
    requirements,
    {
      'requirements.txt': `-i https://user:secret@pypi.example/simple
--extra-index-url=https://other.example
A.B == 1.0  # why
c[extra1,extra2]===2.0+local ; python_version < "3"
d (==3.0)
e>=1,==4.0
f==5.0 --hash=sha256:00 \\
  --hash=sha256:11
git+https://h.example/g.git@v1#egg=g
-e git+ssh://git@h.example/h.git#egg=h&subdirectory=x
-e .
./wheels/i-6.0-py3-none-any.whl
j @ https://h.example/j-1.tar.gz ; os_name == "nt"
`,
    },
    [
      'A.B@1.0 direct',
      'c@2.0+local direct',
      'd@3.0 direct',
      'e@4.0 direct',
      'f@5.0 direct',
      'g@ direct from git',
      'h@ direct from git',
      'i@6.0 direct from local',
      'j@ direct from url',
    ],
  ],
  [
    'a list for pip with ends of lines that Python knows and people do not see',
    requirements,
    {
      'requirements.txt':
        'a==1.0\r# x\rb==2.0\vc==3.0\fd==4.0\x1ce==5.0\x85f==6.0\u2028g==7.0 # y\u2029h==8.0\r\ni==9.0 # y\\\rj==0\n',
    },
    [
      'a@1.0 direct',
      'b@2.0 direct',
      'c@3.0 direct',
      'd@4.0 direct',
      'e@5.0 direct',
      'f@6.0 direct',
      'g@7.0 direct',
      'h@8.0 direct',
      'i@9.0 direct',
    ],
  ],
  [
    'a list for pip whose lines go on without anything between',
    requirements,
    { 'requirements.txt': 'a\\\nb==1\\\n.0\nc==2.0 \\\n # why\nd==3\\\\\n.0\n# x\\\ne==4.0\\' },
    ['ab@1.0 direct', 'c@2.0 direct', 'd@3.0 direct', 'e@4.0 direct'],
  ],
  [
    'lists that include one another, and constraints',
    requirements,
    {
      'requirements.txt': '-r requirements/base.txt\n-c constraints.txt\nb\n',
      'requirements/base.txt': 'a\n-r ../requirements.txt\n',
      'requirements/dev.txt': '-r base.txt\n--requirement=../requirements.txt\npytest==8.0\n',
      'constraints.txt': 'a==1.0\nB==2.0\nunused==3.0\n',
    },
    ['b@2.0 direct', 'requirements/base.txt: a@1.0 direct', 'requirements/dev.txt: pytest@8.0 direct development'],
  ],
];
for (const [what, extractor, files, packages] of cases)
  test(what, async () => {
    const told = await readDeclared(extractor, files);
    assert.deepEqual(told.packages, packages);
    assert.deepEqual(told.problems, []);
  });

const gaps: readonly (readonly [what: string, extractor: Extractor, files: Files, problem: RegExp])[] = [
  [
    'a range',
    requirements,
    { 'requirements.txt': 'a>=1\nb~=2.0\nc==3.*\nd==1.0' },
    /^asks for 3 packages without saying/,
  ],
  ['a list that is not there', requirements, { 'requirements.txt': '-r gone.txt' }, /names the list gone\.txt/],
  ['a list elsewhere', requirements, { 'requirements.txt': '-r https://h.example/x.txt' }, /names the list https/],
  ['a list outside', requirements, { 'requirements.txt': '-r ../../x.txt' }, /names the list/],
  ['a line that is none', requirements, { 'requirements.txt': 'a==1.0\n{{ jinja }}\n' }, /line 2 asks/],
  ['no lock file', pythonManifest, { 'pyproject.toml': project }, /asks for 4 packages, and no lock file/],
  ['a program as manifest', pythonManifest, { 'setup.py': 'setup(install_requires=["a"])' }, /is a program/],
  ['a package without a name', uvLock, { 'uv.lock': '[[package]]\nversion = "1"' }, /without the name/],
];
for (const [what, extractor, files, problem] of gaps)
  test(`a gap is told: ${what}`, async () =>
    assert.match((await readDeclared(extractor, files)).problems.join('\n'), problem));

test('what is only called like a list is none, and is told', async () => {
  const told = await readDeclared(requirements, {
    'list_constraints.txt': 'env GO=1\ngo list -f {{.}}\n! stdout x\n',
    'requirements/a.txt': 'a==1.0',
  });
  assert.deepEqual([told.packages, told.problems], [['requirements/a.txt: a@1.0 direct'], []]);
  assert.match(told.notes.join(), /is called like a list for pip and is none: 3 lines/);
  await assert.rejects(readDeclared(requirements, { 'requirements.txt': '<<<<<<< HEAD\n=======\n' }), {
    code: 'E_FORMAT',
  });
});

test('a range among tests is a note', async () => {
  const told = await readDeclared(requirements, { 'tests/requirements.txt': 'a>=1' });
  assert.deepEqual([told.problems, told.notes.length], [[], 1]);
});

test('lists beside the project lock it where they name what it asks for', async () => {
  for (const lock of ['uv.lock', 'requirements.txt', 'pylock.x.toml'])
    assert.deepEqual(
      (await readDeclared(pythonManifest, { 'a/pyproject.toml': project, [lock]: 'flask-login==1.0' })).problems,
      [],
      lock,
    );
});

test('white space and repetition without end cost no more than their size', async () => {
  const blanks = ' '.repeat(200_000);
  const long = await readDeclared(requirements, { 'requirements.txt': `a==1.0${blanks}x\n-r${blanks}\n` });
  assert.ok(long.problems.length > 0);
  const many = `a==1.0\n    # via b\nb==1.0\n    # via a\n`.repeat(20_000);
  const told = await readDeclared(requirements, { 'requirements.txt': many });
  assert.deepEqual(told.packages, ['a@1.0 transitive needs b@1.0', 'b@1.0 transitive needs a@1.0']);
});

for (const text of ['', '==1', 'a b', '-r x', 'a @', '{}', 'é==1']) {
  test(`no requirement with a version: ${text}`, () => assert.equal(readRequirement(text)?.version, undefined));
}

for (const [extractor, file, text] of [
  [poetryLock, 'poetry.lock', 'package = 1'],
  [pdmLock, 'pdm.lock', '{'],
  [uvLock, 'uv.lock', '<<<<<<<'],
  [pylock, 'pylock.toml', 'a = 1'],
  [pipfileLock, 'Pipfile.lock', '{}'],
] as const)
  test(`${extractor.id} refuses ${text}`, () =>
    assert.rejects(readDeclared(extractor, { [file]: text }), { code: 'E_FORMAT' }));
