import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Advisory, type Finding, HashedNames, type LinkedCode, setAsideBy } from '../../../../core/index.ts';
import { wayTo } from './reach.ts';
import { fixedIn, golang, judgeAll, testNow, testPackage } from './testing/samples.ts';

/** Of a flaw; malware has none. */
const reachIn = (finding: Finding | undefined) => (finding?.kind === 'vulnerability' ? finding.reach : undefined);

const names = (...all: string[]): string => HashedNames.encode(all);
const way = 'main.main → example.org/tool.Run → a.org/m/http.(*Server).Serve';
const code: LinkedCode = {
  parts: [
    { name: '', functions: [`-:${names('Open')}`] },
    { name: 'http', functions: [`0:${names('Server.Serve', 'parse')}`, `+:${names('Dial')}`, `-:${names('Idle')}`] },
    { name: 'large' },
  ],
  ways: [way],
};

type Only = NonNullable<Advisory['only']>;
const of = (part: string, ...symbols: string[]): Only[number] => ({ part, ...(symbols.length > 0 ? { symbols } : {}) });
const [http, large, gone] = ['a.org/m/http', 'a.org/m/large', 'a.org/m/gone'] as const;

/** What a record names, what becomes of it, and what its evidence says. `elsewhere`: no finding, told in the coverage. */
const cases: [title: string, only: Only | undefined, state: string | undefined, said: RegExp][] = [
  [
    'a function that is reached',
    [of(http, 'Server.Serve')],
    'reachable',
    /comes to code that has the flaw: main\.main → example\.org\/tool\.Run → a\.org\/m\/http\.\(\*Server\)\.Serve\./,
  ],
  ['one behind it', [of(http, 'parse')], 'reachable', /\(\*Server\)\.Serve → … → a\.org\/m\/http\.parse\./],
  [
    'one whose way was not kept',
    [of(http, 'Dial')],
    'reachable',
    /comes to code that has the flaw: a\.org\/m\/http\.Dial\./,
  ],
  // What is called from within its package alone is where the flaw is; what is exported leads there.
  [
    'one that is exported, and one that is not',
    [of(http, 'Server.Serve', 'parse')],
    'reachable',
    /→ … → a\.org\/m\/http\.parse; of what/,
  ],
  ['several, one of them reached', [of(http, 'Gone', 'Idle', 'parse')], 'reachable', /http\.parse\./],
  ['one that is there', [of(http, 'Idle')], 'present', /a\.org\/m\/http\.Idle; no way there .* was seen/],
  ['one of the module itself', [of('a.org/m', 'Open')], 'present', /a\.org\/m\.Open; no way/],
  [
    'one that is not there',
    [of(http, 'Gone')],
    'absent',
    /No code that has the flaw is in the program.* a\.org\/m\/http\.Gone/,
  ],
  [
    'one of a package that is not there, beside one that is not',
    [of(gone, 'A'), of(http, 'Gone')],
    'absent',
    /gone\.A, a\.org\/m\/http\.Gone/,
  ],
  [
    'one of a package that is not there',
    [of(gone, 'A')],
    'elsewhere',
    /not told, about parts of a package that are not in the program: GO-1/,
  ],
  ['a package without functions that is there', [of(http)], 'present', /a\.org\/m\/http; no way/],
  // What is no function (data that is built in) could be what has the flaw.
  ['a package without functions that is not there', [of(gone)], 'absent', /looked through for a\.org\/m\/gone/],
  ['functions that were not kept', [of(large, 'A')], undefined, /was not looked at/],
  [
    'functions that were not kept, beside one that is reached',
    [of(large, 'A'), of(http, 'parse')],
    'reachable',
    /http\.parse/,
  ],
  [
    'functions that were not kept, beside one that is absent',
    [of(large, 'A'), of(http, 'Gone')],
    undefined,
    /was not looked at/,
  ],
  ['a package of another module', [of('b.org/x', 'A')], undefined, /was not looked at/],
  ['what is no name of a function', [of(http, 'F.func1')], undefined, /was not looked at/],
  ['what every package has', [of(gone, 'init')], undefined, /was not looked at/],
  ['a package and everything', [of(http, 'Gone'), { os: ['linux'] }], undefined, /was not looked at/],
  [
    'a function for another system beside one that is absent',
    [{ ...of(http, 'parse'), os: ['windows'] }, of(http, 'Gone')],
    'absent',
    /No code/,
  ],
  ['no code', undefined, undefined, /affected/],
];
for (const [title, only, state, said] of cases) {
  test(`a record names ${title}`, () => {
    const found = testPackage('golang', 'a.org/m', 'v1.0.0', { code, os: 'linux', path: 'usr/bin/tool' });
    const record = fixedIn('GO-1', '2.0.0', { package: 'a.org/m', ...(only ? { only } : {}) });
    const { findings, coverage } = judgeAll([found], [golang], { 'golang/all': { 'a.org/m': [record] } });
    const [finding] = findings;
    assert.equal(findings.length, state === 'elsewhere' ? 0 : 1);
    const text = [
      ...(finding?.evidence.map(({ statement }) => statement) ?? []),
      ...coverage.problems.map(({ message }) => message),
    ].join('\n');
    assert.match(text, said);
    if (state === 'elsewhere') return assert.ok(coverage.problems.every(({ incomplete }) => !incomplete));
    assert.equal(reachIn(finding)?.state, state);
    assert.equal(finding && setAsideBy(finding, testNow) !== undefined, state === 'absent');
    assert.equal(
      finding?.risk.factors.some(({ name }) => name === 'reach'),
      state !== undefined,
    );
  });
}

test('nothing is said of a program that was not looked through', () => {
  const found = testPackage('golang', 'a.org/m', 'v1.0.0');
  const record = fixedIn('GO-1', '2.0.0', { package: 'a.org/m', only: [of(gone, 'A')] });
  const [finding] = judgeAll([found], [golang], { 'golang/all': { 'a.org/m': [record] } }).findings;
  assert.ok(finding);
  assert.deepEqual([reachIn(finding), finding.suppression], [undefined, undefined]);
});

test('a record that names no code is silent about it: another one of the same flaw speaks for both', () => {
  const records = [
    fixedIn('GO-1', '2.0.0', { package: 'a.org/m', aliases: ['CVE-2024-1'], only: [of(gone, 'A')] }),
    fixedIn('GHSA-1', '2.0.0', { package: 'a.org/m', aliases: ['CVE-2024-1'] }),
  ];
  const found = testPackage('golang', 'a.org/m', 'v1.0.0', { code });
  assert.deepEqual(judgeAll([found], [golang], { 'golang/all': { 'a.org/m': records } }).findings, []);
  const withdrawn = records.map((one, at): Advisory => (at === 0 ? { ...one, status: 'withdrawn' } : one));
  assert.equal(judgeAll([found], [golang], { 'golang/all': { 'a.org/m': withdrawn } }).findings.length, 1);
});

test('two programs of one module are told apart', () => {
  const record = fixedIn('GO-1', '2.0.0', { package: 'a.org/m', only: [of(http, 'Gone')] });
  const programs = [
    testPackage('golang', 'a.org/m', 'v1.0.0', { code, path: 'a' }),
    testPackage('golang', 'a.org/m', 'v1.0.0', { path: 'b' }),
  ];
  const { findings } = judgeAll(programs, [golang], { 'golang/all': { 'a.org/m': [record] } });
  assert.deepEqual(
    findings.map((one) => [one.location.kind === 'file' && one.location.path, reachIn(one)?.state]),
    [
      ['b', undefined],
      ['a', 'absent'],
    ],
  );
});

const ways: [way: string, name: string, told: string][] = [
  ['main.main → a/b.F', 'a/b.F', 'main.main → a/b.F'],
  ['main.main → a/b.(*T).M', 'a/b.T.M', 'main.main → a/b.(*T).M'],
  ['main.main → a/b.F', 'a/b.G', 'main.main → a/b.F → … → a/b.G'],
  ['main.main', 'main.main', 'main.main'],
];
for (const [known, name, told] of ways) test(`the way to ${name}`, () => assert.equal(wayTo(known, name), told));
