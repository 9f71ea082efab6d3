import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { planEdits, prepareWriters } from './index.ts';
import type { WantedVersion } from './plan-edits.ts';

before(prepareWriters);

const orders = { pypi: 'pep440', golang: 'go', npm: 'semver', cargo: 'semver', maven: 'maven' } as const;

function wanted(
  type: keyof typeof orders,
  name: string,
  version: string,
  to: string,
  path: string,
  more: Partial<WantedVersion['found']> = {},
): WantedVersion {
  return { found: { type, name, version, versionOrder: orders[type], paths: [path], ...more }, to };
}

interface Case {
  readonly what: string;
  readonly path: string;
  readonly proof?: string;
  readonly text: string;
  readonly wish: readonly [keyof typeof orders, string, string, string];
  /** The text afterwards, or why it stays. */
  readonly becomes?: string;
  readonly why?: RegExp;
  readonly direct?: false;
}

/** How a pom names one of its properties. */
const property = (name: string): string => `\${${name}}`;
const json = (members: string): string => `{\n\t"name": "a",\n\t"dependencies": {${members}}\n}`;
const inGo = (lines: string): string => `module example.com/a\n\ngo 1.22.0\n\n${lines}\n`;
const inPom = (inner: string, properties = ''): string =>
  `<project>\n  <modelVersion>4.0.0</modelVersion>\n  <properties>${properties}</properties>\n  ${inner}\n</project>\n`;
const dependency = (group: string, name: string, version: string): string =>
  `<dependency>\n<groupId>${group}</groupId><artifactId>${name}</artifactId>\n<version>${version}</version></dependency>`;
const ofProperty = dependency('commons-io', 'commons-io', property('io.version'));
const dependencies = (...all: string[]): string => `<dependencies>${all.join('')}</dependencies>`;

const [list, go, manifest, lock, crate, crateLock, pom] = [
  'requirements.txt',
  'go.mod',
  'web/package.json',
  'web/package-lock.json',
  'Cargo.toml',
  'Cargo.lock',
  'pom.xml',
];
const py = ['pypi', 'Django', '4.2.1', '4.2.30'] as const;
const net = ['golang', 'golang.org/x/net', 'v0.16.0', 'v0.17.0'] as const;
const js = ['npm', 'lodash', '4.17.15', '4.17.21'] as const;
const rs = ['cargo', 'smallvec', '1.6.0', '1.6.1'] as const;
const mvn = ['maven', 'commons-io:commons-io', '2.4', '2.14.0'] as const;

const pypi = (what: string, text: string, becomes?: string, why?: RegExp): Case => ({
  what: `requirements: ${what}`,
  path: list,
  text,
  wish: py,
  ...(becomes === undefined ? { why: why ?? /./ } : { becomes }),
});
const golang = (what: string, text: string, becomes?: string, why?: RegExp, wish: Case['wish'] = net): Case => ({
  what: `go.mod: ${what}`,
  path: go,
  text: inGo(text),
  wish,
  ...(becomes === undefined ? { why: why ?? /./ } : { becomes: inGo(becomes) }),
});
const npm = (what: string, members: string, becomes?: string, why?: RegExp, wish: Case['wish'] = js): Case => ({
  what: `package.json: ${what}`,
  path: manifest,
  proof: lock,
  text: json(members),
  wish,
  ...(becomes === undefined ? { why: why ?? /./ } : { becomes: json(becomes) }),
});
const cargo = (what: string, text: string, becomes?: string, why?: RegExp): Case => ({
  what: `Cargo.toml: ${what}`,
  path: crate,
  proof: crateLock,
  text,
  wish: rs,
  ...(becomes === undefined ? { why: why ?? /./ } : { becomes }),
});
const maven = (what: string, text: string, becomes?: string, why?: RegExp): Case => ({
  what: `pom.xml: ${what}`,
  path: pom,
  text,
  wish: mvn,
  ...(becomes === undefined ? { why: why ?? /./ } : { becomes }),
});

const cases: readonly Case[] = [
  pypi(
    'comments, line ends and no last line feed stay',
    '# Django==4.2.1\r\nDjango==4.2.1  # Django==4.2.1\r\nflask',
    '# Django==4.2.1\r\nDjango==4.2.30  # Django==4.2.1\r\nflask',
  ),
  pypi('a byte order mark', '\ufeffDjango==4.2.1\n', '\ufeffDjango==4.2.30\n'),
  pypi(
    'extras, markers, another spelling',
    'django[argon2, bcrypt] == 4.2.1 ; python_version<"3.13"\n',
    'django[argon2, bcrypt] == 4.2.30 ; python_version<"3.13"\n',
  ),
  pypi('parentheses and ===', 'Django (===4.2.1)\n', 'Django (===4.2.30)\n'),
  pypi(
    'twice',
    'Django==4.2.1; python_version<"3.9"\nDjango==4.2.1; python_version>="3.9"\n',
    'Django==4.2.30; python_version<"3.9"\nDjango==4.2.30; python_version>="3.9"\n',
  ),
  pypi(
    'names that only begin so',
    'Django-x==4.2.1\nDjango==4.2.1\nxDjango==4.2.1\n',
    'Django-x==4.2.1\nDjango==4.2.30\nxDjango==4.2.1\n',
  ),
  pypi('hashes', 'Django==4.2.1 \\\n    --hash=sha256:00\n', undefined, /hashes/),
  pypi('more than the version', 'Django==4.2.1,!=4.2.0\n', undefined, /more than that/),
  pypi('constraints elsewhere', 'Django\nflask==1\n', undefined, /no line of it pins/),
  pypi('a line that goes on before it', 'flask==1 \\\nDjango==4.2.1\n', undefined, /no line of it pins/),
  golang(
    'blocks, comments and tabs stay',
    'require (\n\tgolang.org/x/net  v0.16.0 // v0.16.0\n\tgolang.org/x/netx v0.16.0\n)',
    'require (\n\tgolang.org/x/net  v0.17.0 // v0.16.0\n\tgolang.org/x/netx v0.16.0\n)',
  ),
  golang('one line, in quotes', 'require "golang.org/x/net" v0.16.0', 'require "golang.org/x/net" v0.17.0'),
  golang(
    'what other modules ask for',
    'require golang.org/x/net v0.16.0 // indirect',
    'require golang.org/x/net v0.17.0 // indirect',
  ),
  golang(
    'a replacement',
    'require example.com/net v1.0.0\nreplace example.com/net => golang.org/x/net v0.16.0',
    'require example.com/net v1.0.0\nreplace example.com/net => golang.org/x/net v0.17.0',
  ),
  golang(
    'an excluded version',
    'require golang.org/x/net v0.16.0\nexclude golang.org/x/net v0.17.0',
    undefined,
    /excluded/,
  ),
  golang('only in a comment', '// require golang.org/x/net v0.16.0', undefined, /does not name/),
  golang('another major version', 'require example.com/m v1.2.0', undefined, /by another path/, [
    'golang',
    'example.com/m',
    'v1.2.0',
    'v2.0.1',
  ]),
  golang(
    'a major version in the path',
    'require example.com/m/v2 v2.1.0',
    'require example.com/m/v2 v2.1.1',
    undefined,
    ['golang', 'example.com/m/v2', 'v2.1.0', 'v2.1.1'],
  ),
  golang(
    'incompatible',
    'require example.com/m v2.1.0+incompatible',
    'require example.com/m v2.1.1+incompatible',
    undefined,
    ['golang', 'example.com/m', 'v2.1.0+incompatible', 'v2.1.1'],
  ),
  {
    what: 'go.mod: the Go of go',
    path: go,
    text: inGo(''),
    wish: ['golang', 'stdlib', 'v1.22.0', 'v1.22.7'],
    becomes: inGo('').replace('1.22.0', '1.22.7'),
  },
  {
    what: 'go.mod: the Go of toolchain',
    path: go,
    text: inGo('toolchain go1.22.5'),
    wish: ['golang', 'stdlib', 'v1.22.5', 'v1.22.7'],
    becomes: inGo('toolchain go1.22.7'),
  },
  npm('a range keeps its form', ' "lodash" :  "^4.17.15", "x":"1" ', ' "lodash" :  "^4.17.21", "x":"1" '),
  npm('exact', '"lodash": "4.17.15"', '"lodash": "4.17.21"'),
  npm('tilde', '"lodash": "~4.17"', '"lodash": "~4.17.21"'),
  npm('any patch', '"lodash": "4.17.x"', '"lodash": "~4.17.21"'),
  npm('any minor', '"lodash": "4"', '"lodash": "^4.17.21"'),
  npm('between, where it fits', '"lodash": ">=4.0.0 <5"', '"lodash": ">=4.17.21 <5"'),
  npm('between, where it does not', '"lodash": ">=4.0.0 <4.17.20"', '"lodash": "^4.17.21"'),
  npm('by another name', '"old": "npm:lodash@^4.17.15"', '"old": "npm:lodash@^4.17.21"'),
  npm('a tag', '"lodash": "latest"', undefined, /no range that can be raised/),
  npm('several ranges', '"lodash": "^3.0.0 || ^4.17.15"', undefined, /no range that can be raised/),
  npm('a repository', '"lodash": "git+https://example.com/lodash#v4.17.15"', undefined, /no range/),
  npm('members that only look so', '"x": "1.0.0"}, "config": {"lodash": "4.17.15"', undefined, /does not ask for it/),
  npm('scopes', '"@a/b": "^1.0.0"', '"@a/b": "^1.0.1"', undefined, ['npm', '@a/b', '1.0.0', '1.0.1']),
  cargo(
    'forms of a version',
    '[dependencies]\nsmallvec = "1.6" # 1.6\n[dev-dependencies]\nsmallvec = { features = ["union"], version = "=1.6.0" }\n',
    '[dependencies]\nsmallvec = "1.6.1" # 1.6\n[dev-dependencies]\nsmallvec = { features = ["union"], version = "=1.6.1" }\n',
  ),
  cargo(
    'a table of its own',
    "[dependencies.smallvec]\r\nversion = '1.6.0'\r\n",
    "[dependencies.smallvec]\r\nversion = '1.6.1'\r\n",
  ),
  cargo(
    'targets and workspaces',
    '[target.\'cfg(unix)\'.dependencies]\nsmallvec = "^1"\n[workspace.dependencies]\nsmallvec = ">=1.2, <2"',
    '[target.\'cfg(unix)\'.dependencies]\nsmallvec = "^1.6.1"\n[workspace.dependencies]\nsmallvec = ">=1.6.1, <2"',
  ),
  cargo(
    'by another name',
    '[dependencies]\nvec = { package = "smallvec", version = "1.6.0" }\nsmallvec = { package = "other", version = "1.6.0" }\n',
    '[dependencies]\nvec = { package = "smallvec", version = "1.6.1" }\nsmallvec = { package = "other", version = "1.6.0" }\n',
  ),
  cargo('of a workspace', '[dependencies]\nsmallvec.workspace = true\n', undefined, /does not ask for it in a version/),
  cargo(
    'in a text that spans lines',
    '[package]\ndescription = """\n[dependencies]\nsmallvec = "1.6.0"\n"""\n',
    undefined,
    /would still not ask|same packages/,
  ),
  maven(
    'written out',
    inPom(
      `<!-- 2.4 ${dependency('commons-io', 'commons-io', '2.4')} -->${dependencies(dependency('commons-io', 'commons-io', ' 2.4 '))}`,
    ),
    inPom(
      `<!-- 2.4 ${dependency('commons-io', 'commons-io', '2.4')} -->${dependencies(dependency('commons-io', 'commons-io', ' 2.14.0 '))}`,
    ),
  ),
  maven(
    'a property',
    inPom(dependencies(ofProperty), '<io.version>2.4</io.version>'),
    inPom(dependencies(ofProperty), '<io.version>2.14.0</io.version>'),
  ),
  maven(
    'a property that others share',
    inPom(dependencies(ofProperty, dependency('x', 'y', property('io.version'))), '<io.version>2.4</io.version>'),
    undefined,
    /the same text says the version of x:y/,
  ),
  maven(
    'managed',
    inPom(
      `<dependencyManagement>${dependencies(dependency('commons-io', 'commons-io', '2.4'))}</dependencyManagement>${dependencies('<dependency><groupId>commons-io</groupId><artifactId>commons-io</artifactId></dependency>')}`,
    ),
    inPom(
      `<dependencyManagement>${dependencies(dependency('commons-io', 'commons-io', '2.14.0'))}</dependencyManagement>${dependencies('<dependency><groupId>commons-io</groupId><artifactId>commons-io</artifactId></dependency>')}`,
    ),
  ),
  maven(
    'a parent says it',
    inPom(dependencies('<dependency><groupId>commons-io</groupId><artifactId>commons-io</artifactId></dependency>')),
    undefined,
    /a parent or an imported model/,
  ),
  maven(
    'only a plug-in has it',
    inPom(
      `<build><plugins><plugin>${dependencies(dependency('commons-io', 'commons-io', '2.4'))}</plugin></plugins></build>`,
    ),
    undefined,
    /./,
  ),
];

for (const { what, path, proof = path, text, wish, becomes, why } of cases) {
  test(what, () => {
    const [type, name, version, to] = wish;
    const isLocked = proof !== path;
    const one = wanted(type, name, version, to, proof, { direct: true });
    const { outcomes, files } = planEdits([{ path, text }], [one]);
    const [outcome] = outcomes;
    if (becomes === undefined) {
      assert.equal(outcome?.state, 'kept');
      assert.deepEqual(files, []);
      assert.match(outcome.why ?? '', why ?? /./);
      return;
    }
    assert.equal(files[0]?.text, becomes, outcome?.why);
    assert.equal(outcome?.state, 'edited');
    assert.equal(outcome.lock !== undefined, isLocked);
    // What is read of it the next time asks for nothing more.
    const again = planEdits(
      [{ path, text: becomes }],
      [isLocked ? one : { ...one, found: { ...one.found, version: to } }],
    );
    assert.deepEqual(again.files, []);
  });
}

test('only plain versions are written, whatever an advisory names', () => {
  for (const to of [
    '4.3"\nevil==1',
    '4.3; os',
    '4.3 --index-url=http://x',
    "4.3'",
    property('x'),
    '<v>4</v>',
    '',
    'latest',
    '4.3#',
    '9'.repeat(200),
  ]) {
    const { outcomes, files } = planEdits(
      [{ path: list, text: 'Django==4.2.1\n' }],
      [wanted('pypi', 'Django', '4.2.1', to, list)],
    );
    assert.equal(outcomes[0]?.state, 'kept', to);
    assert.deepEqual(files, []);
  }
});

test('what a project does not ask for itself is told by way of whom it comes', () => {
  const more = { direct: false, byWayOf: ['a@1.0.0', 'b@2.0.0'] };
  const { outcomes, files } = planEdits(
    [{ path: manifest, text: json('"a": "^1.0.0"') }],
    [wanted('npm', 'lodash', '4.17.15', '4.17.21', lock, more)],
  );
  assert.deepEqual(files, []);
  assert.match(outcomes[0]?.why ?? '', /a@1\.0\.0 does, by way of b@2\.0\.0, so that is what to raise/);
});

test('a lock file is made anew by the tool that wrote it, and no name of the input is put before a shell', () => {
  const texts = [
    { path: 'web/package.json', text: json('"lodash": "^4.17.15"') },
    { path: crate, text: '[dependencies]\nsmallvec = "1.6.0"\n' },
  ];
  const command = (one: WantedVersion): string | undefined => planEdits(texts, [one]).outcomes[0]?.lock;
  const told = ['package-lock.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'deno.lock'].map((name) =>
    command(wanted(...js, `web/${name}`)),
  );
  assert.deepEqual(told, [
    'npm install --package-lock-only',
    'yarn install',
    'pnpm install --lockfile-only',
    'bun install --lockfile-only',
    'make web/deno.lock anew with the tool that wrote it',
  ]);
  assert.equal(command(wanted(...rs, crateLock)), 'cargo update -p smallvec@1.6.0 --precise 1.6.1');
  assert.match(
    command(wanted('cargo', 'smallvec', '1.6.0;reboot', '1.6.1', crateLock)) ?? '',
    /^make Cargo\.lock anew/,
  );
});

test('of several manifests below a lock file one that keeps its range keeps the flaw; one that does not ask for it does not', () => {
  const raised = { path: 'web/package.json', text: json('"lodash": "^4.17.15"') };
  for (const [other, state] of [
    ['"x": "1.0.0"', 'edited'],
    ['"lodash": "*"', 'kept'],
    ['"lodash": "^4.17.21"', 'edited'],
  ] as const) {
    const { outcomes } = planEdits([raised, { path: 'web/b/package.json', text: json(other) }], [wanted(...js, lock)]);
    assert.equal(outcomes[0]?.state, state, other);
  }
});

test('all files that pin it move, or it counts as kept', () => {
  const both = { ...wanted('pypi', 'Django', '4.2.1', '4.2.30', list) };
  const found = { ...both.found, paths: [list, 'requirements-dev.txt'] };
  const texts = [
    { path: list, text: 'Django==4.2.1\n' },
    { path: 'requirements-dev.txt', text: 'Django==4.2.1 --hash=sha256:0\n' },
  ];
  const { outcomes, files } = planEdits(texts, [{ ...both, found }]);
  assert.equal(outcomes[0]?.state, 'kept');
  assert.deepEqual(files, []);
});

test('long lines and broken files cost little and change nothing', () => {
  const start = performance.now();
  for (const [path, text, wish] of [
    [list, `Django${' '.repeat(2_000_000)}==4.2.1`, py],
    [list, `${'Django['.repeat(300_000)}\n`, py],
    [go, `require ${'('.repeat(1_000_000)}`, net],
    [pom, '<dependency>'.repeat(100_000), mvn],
    [pom, `<project>${'<!--'.repeat(100_000)}`, mvn],
  ] as const) {
    const [type, name, version, to] = wish;
    assert.deepEqual(planEdits([{ path, text }], [wanted(type, name, version, to, path)]).files, []);
  }
  for (const [path, proof, text, wish] of [
    [manifest, lock, `{"dependencies": ${'{"a":'.repeat(100_000)}`, js],
    [manifest, lock, '{"dependencies": {"lodash": "^4.17.15"', js],
    [crate, crateLock, `[dependencies]\nsmallvec = ${'{'.repeat(1_000_000)}`, rs],
  ] as const) {
    const [type, name, version, to] = wish;
    assert.deepEqual(planEdits([{ path, text }], [wanted(type, name, version, to, proof)]).files, []);
  }
  assert.ok(performance.now() - start < 20_000);
});
