import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { missingProgram } from '../../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../../core/index.ts';
import { xzSteps } from './xz-steps.ts';

const MiB = 1024 * 1024;

function inflate(bytes: Uint8Array): Buffer {
  const parts: Buffer[] = [];
  for (const _ of xzSteps(bytes, (part) => parts.push(Buffer.from(part)), 'x.xz'));
  return Buffer.concat(parts);
}

/** `hello hello hello hello\n`, with CRC-64, with CRC-32 and with SHA-256, as xz 5.4 writes it. */
const hello = [
  '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AAXAAxdADQZSe6N6VYKwSGwAABsFO0bO2i7kQABKBjXg7duH7bzfQEAAAAABFla',
  '/Td6WFoAAAFpIt42AgAhARYAAAB0L+Wj4AAXAAxdADQZSe6N6VYKwSGwAAAAiFkLAAEkGNvMAsKQQpkNAQAAAAABWVo=',
  '/Td6WFoAAArh+wyhAgAhARYAAAB0L+Wj4AAXAAxdADQZSe6N6VYKwSGwAABm2vy93xJlpTbHzU3EWLUN48EJztwIls23cEFhbJigAwABQBh4YpPDGJtLmgEAAAAAClla',
].map((one) => Buffer.from(one, 'base64'));
const text = 'hello hello hello hello\n';

test('xz: the checksums that it has, streams one after the other, and padding', () => {
  for (const one of hello) assert.equal(inflate(one).toString(), text);
  assert.equal(inflate(Buffer.concat([...hello, Buffer.alloc(8)])).toString(), text.repeat(hello.length));
});

test('xz: what is cut or something else', () => {
  const [one = Buffer.alloc(0)] = hello;
  for (let length = 0; length < one.length; length++)
    assert.throws(() => inflate(one.subarray(0, length)), { code: 'E_TRUNCATED', where: 'x.xz' }, String(length));
  assert.throws(() => inflate(Buffer.from('hello world')), { code: 'E_FORMAT' });
  assert.throws(() => inflate(Buffer.concat([one, Buffer.from('x')])), { code: 'E_TRUNCATED' });
});

test('xz: whatever is damaged is refused, never read as something else', () => {
  for (const one of hello)
    for (let at = 0; at < one.length * 8; at++) {
      const bytes = Buffer.from(one);
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
      let read: string;
      try {
        read = inflate(bytes).toString();
      } catch (error) {
        assert.ok(error instanceof SeaworthyError, String(error));
        continue;
      }
      // The footer repeats what is known by then.
      assert.equal(read, text, String(at));
    }
});

const skip = (await missingProgram([['xz', '--version', 'the program xz is not here']])) ?? false;
test('xz: what the program packs is read back', { skip }, () => {
  const check = (bytes: Uint8Array, ...options: readonly string[]): void => {
    const packed = execFileSync('xz', ['-c', ...options], { input: bytes, maxBuffer: 64 * MiB });
    assert.ok(inflate(packed).equals(Buffer.from(bytes)), options.join(' '));
  };
  const lines = Buffer.from(Array.from({ length: 120_000 }, (_, at) => `line ${at % 977} of ${at}\n`).join(''));
  check(lines, '-9');
  check(lines, '-0', '--check=crc32');
  check(lines, '-1', '--block-size=1000000');
  check(lines, '--lzma2=preset=1,dict=64KiB,lc=2,lp=2,pb=0', '--check=none');
  check(Buffer.from(Array.from({ length: MiB }, (_, at) => (at * at * 7919) >> 5)), '-6');
  check(Buffer.alloc(3 * MiB, 'ab'), '-6');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.uint8Array({ maxLength: 20 }), fc.nat(400)), { maxLength: 12 }), (runs) => {
      check(
        Buffer.concat(runs.flatMap(([bytes, count]) => Array.from({ length: count % 30 }, () => Buffer.from(bytes)))),
      );
    }),
    { numRuns: 8 },
  );
});
