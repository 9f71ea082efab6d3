import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InUsePackage } from '../../records/index.ts';
import { joinUse } from './join-use.ts';

const one = (name: string, over: Partial<InUsePackage>): InUsePackage => ({
  ...{ purl: `pkg:npm/${name}@1`, name, version: '1', strongest: 'open', exec: 0, map: 0, open: 1 },
  ...{ first: '2026-01-01T10:00:00.000000000Z', last: '2026-01-01T10:00:00.000000000Z', files: [`/${name}`] },
  ...over,
});
const seen = (first: string, last: string, packages: readonly InUsePackage[], limits: readonly string[] = []) => ({
  observation: { first, last, observedFor: 5, events: 7, containers: [first] },
  ...{ limits, packages, unownedFiles: 3 },
});

test('what either observation saw was in use, from the first to the last, as strongly as either saw it', () => {
  const joined = joinUse(
    seen('b', 'c', [one('x', { last: 'c' }), one('y', {})], ['lost']),
    seen(
      'a',
      'b',
      [one('x', { strongest: 'exec', exec: 2, open: 0, first: 'a', last: 'b', files: ['/x', '/z'] })],
      ['lost'],
    ),
  );
  assert.deepEqual(joined, {
    observation: { first: 'a', last: 'c', observedFor: 10, events: 14, containers: ['b', 'a'] },
    limits: ['lost'],
    packages: [
      one('x', {
        strongest: 'exec',
        exec: 2,
        open: 1,
        first: '2026-01-01T10:00:00.000000000Z',
        last: 'c',
        files: ['/x', '/z'],
      }),
      one('y', {}),
    ],
    unownedFiles: 3,
  });
});

test('what is told of one package stays bounded', () => {
  const files = (from: number) => Array.from({ length: 8 }, (_, index) => `/${from + index}`);
  const joined = joinUse(
    seen('a', 'a', [one('x', { files: files(0) })]),
    seen('b', 'b', [one('x', { files: files(8) })]),
  );
  assert.equal(joined.packages[0]?.files.length, 10);
});
