import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { SeaworthyError } from '../../../core/index.ts';
import { inflateSteps } from './inflate-steps.ts';

const options = { where: 'x', step: 100, maxStepBytes: 1_000_000, maxInflatedBytes: 10_000_000 };

function run(
  bytes: Uint8Array,
  more: Partial<typeof options> = {},
): { readonly plain: Buffer; readonly steps: number } {
  const parts: Buffer[] = [];
  let steps = 0;
  for (const _ of inflateSteps(bytes, (part) => parts.push(Buffer.from(part)), { ...options, ...more })) steps++;
  return { plain: Buffer.concat(parts), steps };
}

const code =
  (wanted: string) =>
  (error: unknown): boolean =>
    error instanceof SeaworthyError && error.code === wanted;

const plain = Buffer.concat([randomBytes(5_000), Buffer.alloc(300_000, 'ab')]);

for (const [name, packed] of [
  ['gzip', gzipSync(plain)],
  ['zstd', zstdCompressSync(plain)],
  ['zstd of two frames', Buffer.concat([zstdCompressSync(plain.subarray(0, 7)), zstdCompressSync(plain.subarray(7))])],
] as const) {
  test(`inflate in steps: ${name}`, () => {
    for (const step of [1, 7, 100, 1_000_000]) {
      const { plain: found, steps } = run(packed, { step });
      assert.ok(found.equals(plain), `${step}`);
      assert.ok(steps >= packed.length / step);
    }
    assert.throws(() => run(packed.subarray(0, packed.length - 20)), code('E_TRUNCATED'));
    const damaged = Buffer.from(packed);
    for (let at = 40; at < 60; at++) damaged[at] = 0xff;
    damaged[0] = packed[0] ?? 0;
    assert.throws(() => {
      if (run(damaged).plain.equals(plain)) assert.fail('damage goes unseen');
      throw new SeaworthyError('E_FORMAT', 'other bytes');
    }, SeaworthyError);
  });
}

test('inflate in steps: bounds, of a step and of all', () => {
  const bomb = zstdCompressSync(Buffer.alloc(5_000_000));
  assert.throws(() => run(bomb), code('E_LIMIT'));
  assert.throws(() => run(bomb, { maxStepBytes: 9_000_000, maxInflatedBytes: 4_999_999 }), code('E_LIMIT'));
  assert.equal(run(bomb, { maxStepBytes: 9_000_000 }).plain.length, 5_000_000);
});

test('inflate in steps: what is not compressed, and what the sink throws', () => {
  assert.throws(() => run(Buffer.from('hello')), code('E_FORMAT'));
  assert.throws(() => run(new Uint8Array(0)), code('E_FORMAT'));
  const steps = inflateSteps(
    gzipSync(plain),
    () => {
      throw new Error('enough');
    },
    options,
  );
  assert.throws(() => [...steps], /enough/);
});
