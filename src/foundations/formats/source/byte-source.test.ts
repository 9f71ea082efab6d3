import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { marksIn, partOf, sourceOf, wholeOf } from './byte-source.ts';

const range = fc.tuple(fc.integer({ min: -10, max: 60 }), fc.integer({ min: -10, max: 60 }));

test('a range outside of a source is cut to what is there', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), range, range, (bytes, [from, size], [offset, length]) => {
      const cut = (all: Uint8Array, start: number, count: number): Uint8Array => {
        const first = Math.max(start, 0);
        return all.slice(first, Math.max(start + count, first));
      };
      const part = cut(bytes, from, size);
      assert.deepEqual(wholeOf(partOf(sourceOf(bytes), from, size)), part);
      assert.deepEqual(partOf(sourceOf(bytes), from, size).read(offset, length), cut(part, offset, length));
    }),
  );
});

test('marks are found where they stand, also across what is read at once, and each once', () => {
  const mark = Buffer.from('0123456789');
  const bytes = new Uint8Array(600_000);
  const places = [0, 20, 262_140, 262_144 + 30, 524_280, bytes.length - mark.length];
  for (const place of places) bytes.set(mark, place);
  assert.deepEqual([...marksIn(sourceOf(bytes), mark)], places);
  assert.deepEqual([...marksIn(sourceOf(bytes), mark, 20, 262_150)], [20, 262_140]);
  assert.deepEqual([...marksIn(sourceOf(bytes), mark, 21, 262_149)], []);
});
