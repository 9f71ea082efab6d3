import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { missingProgram } from '../../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../../core/index.ts';
import { inflateBzip2 } from './inflate-bzip2.ts';

const MiB = 1024 * 1024;
const inflate = (bytes: Uint8Array, max = MiB): string => Buffer.from(inflateBzip2(bytes, max, 'x.bz2')).toString();

/** `hello hello hello hello\n` and nothing, as bzip2 1.0.8 writes them. */
const hello = Buffer.from('QlpoOTFBWSZTWW9PEPMAAAXRAAAQQAACRKAAMMACqDRxDa2HDxdyRThQkG9PEPM=', 'base64');
const nothing = Buffer.from('QlpoORdyRThQkAAAAAA=', 'base64');

const refusal =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof SeaworthyError && error.code === code && error.where === 'x.bz2';

test('bzip2: one stream, several, and an empty one', () => {
  assert.equal(inflate(hello), 'hello hello hello hello\n');
  assert.equal(inflate(nothing), '');
  assert.equal(inflate(Buffer.concat([hello, nothing, hello])), 'hello hello hello hello\n'.repeat(2));
});

test('bzip2: what is cut, changed, longer than allowed or something else', () => {
  for (let length = 4; length < hello.length; length++)
    assert.throws(() => inflate(hello.subarray(0, length)), refusal('E_TRUNCATED'), String(length));
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from('BZ'),
    Buffer.from('hello'),
    Buffer.concat([hello, Buffer.from('x')]),
  ])
    assert.throws(() => inflate(bytes), refusal('E_FORMAT'));
  assert.throws(() => inflate(hello, 23), refusal('E_LIMIT'));
  assert.equal(inflate(hello, 24).length, 24);
});

test('bzip2: whatever is damaged is refused, never read as something else', () => {
  for (let at = 0; at < hello.length * 8; at++) {
    const bytes = Buffer.from(hello);
    bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
    let text: string;
    try {
      text = inflate(bytes);
    } catch (error) {
      assert.ok(error instanceof SeaworthyError, String(error));
      continue;
    }
    // Its level says only how large blocks may be, and the last bits are padding.
    assert.equal(text, 'hello hello hello hello\n', String(at));
  }
});

const skip = await missingProgram([['bzip2', '--help', 'the program bzip2 is not here']]);
test('bzip2: what the program packs is read back', { skip }, () => {
  const pack = (bytes: Uint8Array, level: number): Buffer =>
    execFileSync('bzip2', [`-${level}`, '-c'], { input: bytes, maxBuffer: 64 * MiB });
  const check = (bytes: Uint8Array, level = 9): void =>
    assert.ok(Buffer.from(inflateBzip2(pack(bytes, level), 8 * MiB, 'x')).equals(Buffer.from(bytes)));
  check(Buffer.alloc(3 * MiB, 'a'), 1);
  check(Buffer.from(Array.from({ length: MiB }, (_, at) => (at * at * 7919) >> 5)), 1);
  check(Buffer.from(Array.from({ length: 300_000 }, (_, at) => `line ${at % 977} of ${at}\n`).join('')), 3);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(255), fc.nat(600)), { maxLength: 12 }), (runs) => {
      check(Buffer.concat(runs.map(([byte, count]) => Buffer.alloc(count, byte))));
    }),
    { numRuns: 40 },
  );
});
