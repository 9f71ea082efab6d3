import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defined } from './defined.ts';

test('members without a value are left out', () => {
  const members = defined({ a: undefined, b: null, c: false, d: 0, e: '', f: [], g: Number.NaN });
  assert.deepEqual(Object.keys(members), ['b', 'c', 'd', 'e', 'f', 'g']);
  assert.deepEqual(defined({ a: undefined }), {});
  assert.equal('a' in defined({ a: undefined }), false);
});

test('members keep their order', () => {
  assert.deepEqual(Object.keys({ x: 1, ...defined({ z: 1, none: undefined, y: 2 }) }), ['x', 'z', 'y']);
  const named = defined({ constructor: 'c' as string | undefined });
  assert.equal(Object.getPrototypeOf(named), Object.prototype);
  assert.equal(named.constructor, 'c');
});
