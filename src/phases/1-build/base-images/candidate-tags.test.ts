import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidateTags } from './index.ts';

const python = [
  '3.11.4',
  '3.11.9',
  '3.12.1',
  '3.12.1-slim',
  '3.11.4-slim',
  '3.11.4-alpine3.18',
  '3.13.0rc1',
  '3.13-rc',
];
const debian = ['bookworm', 'bookworm-slim', 'bookworm-backports', 'trixie', '12', '12-slim', '13', '13-slim', '12.5'];

const cases: readonly (readonly [current: string, tags: readonly string[], expected: readonly string[]])[] = [
  [
    '3.11.4',
    python,
    [
      '3.11.4 moved',
      '3.11.9 newer',
      '3.11.4-alpine3.18 sibling',
      '3.12.1 newer',
      '3.12.1-slim newer-sibling',
      '3.11.4-slim sibling',
    ],
  ],
  ['3.11.4-slim', python, ['3.11.4-slim moved', '3.11.4-alpine3.18 sibling', '3.12.1-slim newer']],
  ['12', debian, ['12 moved', '12-slim sibling', '13 newer', '13-slim newer-sibling']],
  ['13-slim', debian, ['13-slim moved']],
  ['bookworm', debian, ['bookworm moved', 'bookworm-slim sibling']],
  ['latest', ['latest', 'latest-alpine', 'edge'], ['latest moved', 'latest-alpine sibling']],
  ['v1.2', ['v1.2', 'v1.10', 'v1.9', '1.11', 'v2.0-beta'], ['v1.2 moved', 'v1.10 newer']],
  [
    '18.1.0',
    ['18.1.0', '18.1.3', '18.20.1', '22.0.0'],
    ['18.1.0 moved', '18.1.3 newer', '18.20.1 newer', '22.0.0 newer'],
  ],
  // Nothing to compare a hash with, and nothing that is older or told less exactly.
  ['sha-0badc0de', ['sha-0badc0de', 'sha-1'], ['sha-0badc0de moved']],
  ['2.0', ['1.9', '2', '2.0', '1.9-slim'], ['2.0 moved']],
  ['gone', ['1', '2'], []],
];

for (const [current, tags, expected] of cases)
  test(`bases beside ${current}`, () => {
    const told = (list: readonly string[]): readonly string[] =>
      candidateTags(current, list, 10).map(({ tag, reason }) => `${tag} ${reason}`);
    assert.deepEqual(told(tags), expected);
    assert.deepEqual(told(tags.toReversed()), expected, 'whatever the order of the registry');
    assert.deepEqual(
      candidateTags(current, tags, 2).map(({ tag }) => tag),
      expected.slice(0, 2).map((one) => one.split(' ')[0]),
    );
  });
