import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Advisory } from '../../../../core/index.ts';
import { fixedIn, golang, judgeAll, testPackage } from './testing/samples.ts';

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
