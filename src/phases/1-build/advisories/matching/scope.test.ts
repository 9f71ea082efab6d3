import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Advisory, defined, formatPurl } from '../../../../core/index.ts';
import { advisory, ecosystemFeed, fixedIn, golang, judgeAll, testPackage } from './testing/samples.ts';

/** Records of a part or a system: which programs they are told of, and what is said. */
const scopes: [
  title: string,
  only: Advisory['only'],
  program: { os?: string; architecture?: string },
  isTold: boolean,
  said: RegExp | undefined,
][] = [
  ['another system', [{ os: ['windows'] }], { os: 'linux' }, false, undefined],
  ['the same system', [{ os: ['windows', 'linux'] }], { os: 'linux' }, true, /only programs on windows, linux have/i],
  ['a system that is not known', [{ os: ['windows'] }], {}, true, /only programs on windows have/i],
  ['another processor', [{ architectures: ['s390x'] }], { os: 'linux', architecture: 'amd64' }, false, undefined],
  ['a processor that is not known', [{ architectures: ['s390x'] }], { os: 'linux' }, true, /on s390x/],
  [
    'parts, one of them for this system',
    [{ part: 'm/a', os: ['windows'] }, { part: 'm/b' }],
    { os: 'linux' },
    true,
    /only 2 packages have the flaw: m\/a, m\/b/,
  ],
  ['a part', [{ part: 'm/a' }], { os: 'linux' }, true, /only 1 package has the flaw: m\/a/],
  ['a part on another system', [{ part: 'm/a', os: ['windows'] }], { os: 'linux' }, false, undefined],
  ['nothing', undefined, { os: 'linux' }, true, undefined],
  ['an empty list', [], { os: 'linux' }, true, undefined],
];
for (const [title, only, program, isTold, said] of scopes) {
  test(`a record limited to ${title}`, () => {
    const limited = fixedIn('GO-1', '2.0.0', only === undefined ? {} : { only });
    const judged = judgeAll([testPackage('golang', 'm', 'v1.0.0', program)], [golang], {
      'golang/all': { m: [limited] },
    });
    assert.equal(judged.findings.length, isTold ? 1 : 0);
    const noted = judged.coverage.problems.filter(({ message }) => message.includes('GO-1 of m v1.0.0'));
    assert.deepEqual(
      noted.map(({ incomplete }) => incomplete),
      isTold ? [] : [false],
    );
    const statements = judged.findings.flatMap(({ evidence }) => evidence.map(({ statement }) => statement)).join('\n');
    if (said) assert.match(statements, said);
    else assert.doesNotMatch(statements, /the flaw[:.]/);
  });
}

test('a record of another system leaves standing what another record of the flaw says', () => {
  const records = [
    fixedIn('GO-1', '2.0.0', { aliases: ['CVE-2024-1'], only: [{ os: ['windows'] }] }),
    fixedIn('GHSA-1', '2.0.0', { aliases: ['CVE-2024-1'] }),
  ];
  const found = testPackage('golang', 'm', 'v1.0.0', { os: 'linux' });
  assert.equal(judgeAll([found], [golang], { 'golang/all': { m: records } }).findings.length, 1);
});

const taken: [takenFrom: string | undefined, spoken: boolean, findings: number, unjudged: number][] = [
  [undefined, true, 1, 0],
  ['git', true, 0, 1],
  ['local', true, 0, 1],
  ['local', false, 0, 0],
];
for (const [takenFrom, spoken, findings, unjudged] of taken) {
  test(`taken from ${takenFrom ?? 'the registry'}, ${spoken ? 'of a name that is' : 'of a name that is not'} known there`, () => {
    const found = testPackage('golang', 'm', 'v1.0.0', takenFrom === undefined ? {} : { origin: { takenFrom } });
    const judged = judgeAll([found], [golang], { 'golang/all': { [spoken ? 'm' : 'n']: [fixedIn('GO-1', '2.0.0')] } });
    assert.deepEqual([judged.findings.length, judged.coverage.unjudged.length], [findings, unjudged]);
  });
}

/** Streams of modules: the label of a package, its release, what a record is limited to, and whether it is told. */
const streams: [
  title: string,
  label: string | undefined,
  release: string,
  only: Advisory['only'],
  isTold: boolean,
  said?: RegExp,
][] = [
  [
    'the same stream',
    'nodejs:18:80:c0',
    '1-1.module+el8+1',
    [{ module: 'nodejs:18' }],
    true,
    /for the module nodejs:18/,
  ],
  ['another stream', 'nodejs:20:80:c0', '1-1.module+el8+1', [{ module: 'nodejs:18' }], false],
  ['a stream whose name begins the same', 'nodejs:1', '1-1.module+el8+1', [{ module: 'nodejs:18' }], false],
  ['another module', 'npm:18', '1-1.module+el8+1', [{ module: 'nodejs:18' }], false],
  ['builds outside of all modules, and in one', 'nodejs:18', '1-1.module+el8+1', [{ module: '' }], false],
  ['a stream, and outside of all modules', undefined, '1-1.el8', [{ module: 'nodejs:18' }], false],
  ['builds outside of all modules', undefined, '1-1.el8', [{ module: '' }], true, /outside of all modules/],
  ['nothing, and in a module', 'nodejs:18', '1-1.module+el8+1', undefined, true],
  ['a stream, and in a module that is not known', undefined, '1-1.module_el8+1', [{ module: 'nodejs:18' }], true],
  ['a stream that nobody named, and in one', 'nodejs:18', '1-1.module+el8', [{ module: '?' }], true, /does not name/],
  ['a stream that nobody named, and in none', undefined, '1-1.el8', [{ module: '?' }], false],
  ['builds outside, and in a module that is not known', undefined, '1-1.module_el8+1', [{ module: '' }], false],
  ['one of several streams', 'php:8.0', '1-1.module+el8', [{ module: 'php:7.4' }, { module: 'php:8.0' }], true],
  [
    'its stream on another processor',
    'php:8.0',
    '1-1.module+el8',
    [{ module: 'php:8.0', architectures: ['s390x'] }, { module: 'php:7.4' }],
    false,
  ],
];
for (const [title, label, release, only, isTold, said] of streams) {
  test(`a record limited to ${title}`, () => {
    const qualifiers = defined({ arch: 'x86_64', rpmmod: label });
    const purl = formatPurl({ type: 'rpm', name: 'p', version: release, qualifiers });
    const found = testPackage('rpm', 'p', release, { purl, versionOrder: 'rpm', architecture: 'x86_64' });
    const records = [fixedIn('X-1', '2', only === undefined ? {} : { only })];
    const judged = judgeAll([found], [ecosystemFeed('rpm', 'rpm/all', 'rpm')], { 'rpm/all': { p: records } });
    assert.equal(judged.findings.length, isTold ? 1 : 0);
    const statements = judged.findings.flatMap(({ evidence }) => evidence.map(({ statement }) => statement)).join('\n');
    if (said) assert.match(statements, said);
    assert.doesNotMatch(statements, /Only programs/);
    // A record of another stream is not worth a word: there is one for each flaw of each stream.
    const notes = judged.coverage.problems.filter(({ message }) => message.includes('X-1'));
    assert.equal(notes.length, only?.some(({ architectures }) => architectures) ? 1 : 0);
  });
}

test('a record of another stream does not speak for the flaw: the next source is asked', () => {
  const purl = formatPurl({ type: 'rpm', name: 'p', version: '1', qualifiers: { rpmmod: 'm:2' } });
  const found = testPackage('rpm', 'p', '1', { purl, versionOrder: 'rpm' });
  const [first, second] = [ecosystemFeed('a', 'a/all', 'rpm'), ecosystemFeed('b', 'b/all', 'rpm')];
  const never = advisory('X-1', { status: 'unaffected', only: [{ module: 'm:1' }] });
  const world = { 'a/all': { p: [never] }, 'b/all': { p: [fixedIn('X-1', '2')] } };
  assert.equal(judgeAll([found], [first, second], world).findings.length, 1);
});

const processors: [own: string | undefined, limits: readonly string[], isTold: boolean][] = [
  ['noarch', ['x86_64'], true],
  ['x86_64', ['noarch'], true],
  ['all', ['amd64'], true],
  [undefined, ['x86_64'], true],
  ['aarch64', ['x86_64', 'noarch'], true],
  ['aarch64', ['x86_64'], false],
];
for (const [architecture, architectures, isTold] of processors) {
  test(`a package for ${architecture ?? 'nobody knows what'} and a record about ${architectures.join(', ')}`, () => {
    const found = testPackage('rpm', 'p', '1', { versionOrder: 'rpm', ...defined({ architecture }) });
    const world = { 'rpm/all': { p: [fixedIn('X-1', '2', { only: [{ architectures }] })] } };
    const judged = judgeAll([found], [ecosystemFeed('rpm', 'rpm/all', 'rpm')], world);
    assert.equal(judged.findings.length, isTold ? 1 : 0);
  });
}
