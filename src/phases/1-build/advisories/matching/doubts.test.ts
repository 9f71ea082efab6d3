import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advisory, fixedIn, golang, judgeAll, testPackage } from './testing/samples.ts';

const commits: [version: string, said: RegExp | undefined][] = [
  ['v0.0.0-20240601000000-abcdefabcdef', /cannot be told/],
  ['v1.2.3-0.20240101000000-abcdefabcdef', /cannot be told/],
  ['v1.2.3-0.20240701000000-abcdefabcdef', /may well have the fix/],
  ['v1.2.3-rc.1.0.20240701000000-abcdefabcdef+dirty', /may well have the fix/],
  ['v1.2.3-20240701', undefined],
  ['v1.2.2', undefined],
];
for (const [version, said] of commits) {
  test(`go: ${version} is ${said ? 'a commit, and doubted' : 'no commit'}`, () => {
    const records = { m: [fixedIn('GO-1', '1.2.3', { published: '2024-06-01T00:00:00Z' })] };
    const [found] = judgeAll([testPackage('golang', 'm', version)], [golang], { 'golang/all': records }).findings;
    const doubts = found?.evidence.filter(({ statement }) => statement.includes('names no release')) ?? [];
    assert.equal(doubts.length, said ? 1 : 0);
    if (said) assert.match(doubts[0]?.statement ?? '', said);
  });
}

test('go: a commit without a tag is told as not judged where records begin at a later release', () => {
  const unjudged = (version: string, introduced?: string) =>
    judgeAll([testPackage('golang', 'm', version)], [golang], {
      'golang/all': { m: [advisory('GO-1', { ranges: [{ ...(introduced ? { introduced } : {}), fixed: '1.5.0' }] })] },
    }).coverage.unjudged.length;
  const untagged = 'v0.0.0-20240601000000-abcdefabcdef';
  assert.equal(unjudged(untagged, '1.2.0'), 1);
  assert.equal(unjudged(untagged, '0.0.0-0'), 0);
  assert.equal(unjudged(untagged), 0);
  assert.equal(unjudged('v1.1.0', '1.2.0'), 0);
  assert.equal(unjudged('v1.1.1-0.20240601000000-abcdefabcdef', '1.2.0'), 0);
});
