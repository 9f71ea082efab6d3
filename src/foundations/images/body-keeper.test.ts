import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { SeaworthyError } from '../../core/index.ts';
import { type ByteSource, wholeOf } from '../formats/index.ts';
import { BodyKeeper } from './body-keeper.ts';

const MiB = 1024 * 1024;

/** Hands a body over in pieces of so many bytes. */
function keep(keeper: BodyKeeper, body: Uint8Array, piece: number): ByteSource {
  for (let at = 0; ; at += piece) {
    const bytes = Uint8Array.from(body.subarray(at, at + piece));
    const source = keeper.add(bytes, Math.max(0, body.length - at - piece));
    // What was lent for the call is not relied upon.
    if (at + piece < body.length) bytes.fill(0);
    if (source !== undefined) return source;
  }
}

const sizes: [title: string, size: number, piece: number][] = [
  ['nothing', 0, 100],
  ['in one piece', 1000, 1000],
  ['in small pieces', 1000, 7],
  ['a block to the byte', MiB, 1000],
  ['several blocks', 3 * MiB + 17, 300_000],
  ['as much as is held', 16 * MiB, 256 * 1024],
  ['one byte more, in a file', 16 * MiB + 1, 256 * 1024],
  ['blocks to the byte, in a file', 18 * MiB, 3 * MiB],
];

test('bodies come back as they came, one after another', () => {
  const keeper = new BodyKeeper('layer 1');
  for (const [title, size, piece] of [...sizes, ...sizes.toReversed()]) {
    const body = randomBytes(size);
    const source = keep(keeper, body, piece);
    assert.equal(source.size, size, title);
    assert.ok(body.equals(wholeOf(source)), title);
    for (const [offset, length] of [
      [0, 10],
      [MiB - 5, 10],
      [MiB - 5, 2 * MiB + 10],
      [size - 5, 10],
      [size, 1],
    ] as const)
      assert.ok(body.subarray(offset, offset + length).equals(source.read(offset, length)), `${title} at ${offset}`);
  }
  keeper.close();
});

test('where half of the free space is too little, a body that would go there is held, and a larger one refused', () => {
  const keeper = new BodyKeeper('layer 1', () => ({ descriptor: -1, room: 100 }));
  const body = randomBytes(17 * MiB);
  assert.ok(body.equals(wholeOf(keep(keeper, body, MiB))));
  assert.throws(() => keeper.add(new Uint8Array(10), 600 * MiB), { code: 'E_LIMIT' });
});

test('without a folder for temporary files a large body is held, and a larger one refused', () => {
  const keeper = new BodyKeeper('layer 1', () => {
    throw new SeaworthyError('E_WRITE', 'a temporary file cannot be made');
  });
  const body = randomBytes(17 * MiB);
  assert.ok(body.equals(wholeOf(keep(keeper, body, MiB))));
  assert.throws(() => keeper.add(new Uint8Array(10), 600 * MiB), { code: 'E_WRITE' });
  assert.ok(body.subarray(0, 100).equals(wholeOf(keep(keeper, body.subarray(0, 100), 9))), 'the next body is taken');
  keeper.close();
});
