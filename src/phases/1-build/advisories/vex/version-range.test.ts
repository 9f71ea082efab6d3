import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pack } from './testing/scene.ts';
import { inRange } from './version-range.ts';

const left = pack('pkg:npm/left@1.5.0');
for (const [range, expected] of [
  ['vers:npm/*', true],
  ['vers:npm/1.5.0', true],
  ['vers:npm/=1.5.0', true],
  ['vers:npm/1.4.0|1.5.0|1.6.0', true],
  ['vers:npm/1.4.0|1.6.0', false],
  ['vers:npm/>=1.0.0|<2.0.0', true],
  ['vers:npm/ >=1.0.0 | <2.0.0', true],
  ['vers:npm/<2.0.0|>=1.0.0', true],
  ['vers:npm/>=1.5.0', true],
  ['vers:npm/>1.5.0', false],
  ['vers:npm/<=1.5.0', true],
  ['vers:npm/<1.5.0', false],
  ['vers:npm/>=1.0.0|!=1.5.0|<2.0.0', false],
  ['vers:npm/<1.0.0|>=1.2.0|<1.4.0|>=2.0.0', false],
  ['vers:npm/<1.0.0|>=1.4.0|<1.6.0|>=2.0.0', true],
  ['vers:npm/>2.0.0', false],
  ['vers:npm/<1.0.0', false],
  ['vers:pypi/>=1.0', undefined],
  ['vers:npm/', undefined],
  ['vers:npm/>=', undefined],
  ['vers:npm/>=%ff', undefined],
  ['vers:npm/>=not a version at all', undefined],
  ['>=1.0', undefined],
  ['', undefined],
] as const)
  test(`1.5.0 in ${range || 'nothing'}: ${expected}`, () => {
    assert.equal(inRange(range, left), expected);
  });
