import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPrerelease, offeredText, offeredVersions, upgradeDistance } from './upgrade-choice.ts';

test('pre-releases by their usual words, and what is none', () => {
  const early =
    '1.27.0-rc.3 1.27rc3 2.0.0-alpha 2.0.0-beta.1 3.0.0-canary.12 1.0a1 1.0b2 1.0.dev3 1.0.0.pre2 7.0.0.beta1 1.0-SNAPSHOT 1.0-M2 6.0.0-next.4 1.2_rc1-r0 1.0~rc1-1 5.0.0-preview.7 2.0.0.CR1 1.0.0-milestone.1';
  for (const version of early.split(' ')) assert.ok(isPrerelease(version), version);
  const released =
    '1.27.0 1.0.2a 1.1.1w-0+deb11u1 3.0.14-1~deb12u1 9.9p1-r2 1:2.36.1-8+deb11u1 2.1.0+cpu 1.0.0+dev.5 1.0.post1 4.18.0-553.el8_10 2.4.57-r0 0.0.0-20240102030405-0123456789ab 1.3.0-r8 33.2.1-jre 5.4.0.Final 2024b 1.0.0-1ubuntu2~22.04.1 20230311ubuntu0.22.04.1';
  for (const version of released.split(' ')) assert.ok(!isPrerelease(version), version);
});

test('a pre-release is offered to whoever has one, or where nothing else is there, and then it is said', () => {
  const both = ['1.26.2', '1.27.0-rc.3'];
  assert.deepEqual(offeredVersions(both, '1.26.1'), ['1.26.2']);
  assert.deepEqual(offeredVersions(both, '1.27.0-rc.1'), both);
  assert.deepEqual(offeredVersions(['1.27.0-rc.3'], '1.26.1'), ['1.27.0-rc.3']);
  assert.deepEqual([], offeredVersions([], '1'));
  assert.deepEqual(both.map(offeredText), ['1.26.2', '1.27.0-rc.3 (a pre-release)']);
});

test('how far an upgrade goes', () => {
  for (const [installed, version, distance] of [
    ['0.1.7', '0.1.9', 0],
    ['0.1.7', '0.2.0', 1],
    ['0.1.7', '1.9.0', 2],
    ['v1.26.1', '1.26.2', 0],
    ['1:2.36.1-8', '1:2.36.1-9', 0],
    ['1:2.36.1-8', '2.36.1-9', 2],
    ['2', '2.0.1', 0],
    ['9.04', '9.4', 0],
    ['r5', 'r6', 2],
  ] as const)
    assert.equal(upgradeDistance(installed, version), distance, `${installed} → ${version}`);
});
