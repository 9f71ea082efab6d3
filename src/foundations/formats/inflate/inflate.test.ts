import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { SeaworthyError } from '../../../core/index.ts';
import { detectCompression } from './compression.ts';
import { DirectInflater } from './direct-inflater.ts';
import { type InflateOptions, type InflateResult, inflate } from './inflate.ts';
import type { ByteSink, Inflater } from './inflater.ts';
import { PooledInflater } from './pooled-inflater.ts';
import { StreamInflater } from './stream-inflater.ts';

const options: InflateOptions = { where: 'test', maxBytes: 10_000_000, maxInflatedBytes: 10_000_000, hash: 'sha256' };
const digest = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

async function* chunks(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const cut of [...cuts, bytes.length].sort((a, b) => a - b)) {
    const to = Math.min(cut, bytes.length);
    yield bytes.subarray(from, to);
    from = to;
  }
}

async function run(
  bytes: Uint8Array,
  cuts: readonly number[] = [],
  extra: Partial<InflateOptions> = {},
): Promise<InflateResult & { readonly plain: Buffer }> {
  const parts: Buffer[] = [];
  const result = await inflate(chunks(bytes, cuts), (part) => parts.push(Buffer.from(part)), { ...options, ...extra });
  return { ...result, plain: Buffer.concat(parts) };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof SeaworthyError, String(error));
    return error.code;
  }
  return 'none';
}

const plain = Buffer.from(Array.from({ length: 700_000 }, (_, index) => (index * index) >> 7));
const small = Buffer.from('a second part');
/** More than a chunk even when it is compressed. */
const noise = randomBytes(1_000_000);
const skippable = Buffer.from('502a4d180400000061626364', 'hex');
const both = Buffer.concat([plain, small]);

const good: readonly (readonly [string, Uint8Array, Uint8Array])[] = [
  ['plain', plain, plain],
  ['empty', new Uint8Array(0), new Uint8Array(0)],
  ['shorter than a magic', Buffer.from('ab'), Buffer.from('ab')],
  ['gzip', gzipSync(plain), plain],
  ['gzip, two members', Buffer.concat([gzipSync(plain), gzipSync(small)]), both],
  ['gzip, zeros behind', Buffer.concat([gzipSync(small), Buffer.alloc(600)]), small],
  ['gzip of nothing', gzipSync(''), new Uint8Array(0)],
  ['zstd', zstdCompressSync(plain), plain],
  ['zstd, two frames', Buffer.concat([zstdCompressSync(plain), zstdCompressSync(small)]), both],
  [
    'zstd, skippable frames',
    Buffer.concat([skippable, zstdCompressSync(plain), skippable, zstdCompressSync(small), skippable]),
    both,
  ],
];

const bad: readonly (readonly [string, Uint8Array, string])[] = [
  ['gzip cut', gzipSync(plain).subarray(0, -5), 'E_TRUNCATED'],
  ['gzip cut in its header', gzipSync(plain).subarray(0, 7), 'E_TRUNCATED'],
  ['gzip cut in a second member', Buffer.concat([gzipSync(small), gzipSync(plain).subarray(0, 4000)]), 'E_TRUNCATED'],
  ['gzip with garbage behind', Buffer.concat([gzipSync(small), Buffer.from('garbage')]), 'E_FORMAT'],
  ['gzip damaged', Buffer.from(gzipSync(plain)).fill(0x55, 2000, 2100), 'E_FORMAT'],
  ['zstd cut', zstdCompressSync(plain).subarray(0, -3), 'E_TRUNCATED'],
  [
    'zstd cut in a second frame',
    Buffer.concat([zstdCompressSync(small), zstdCompressSync(plain).subarray(0, 9)]),
    'E_TRUNCATED',
  ],
  ['zstd with garbage behind', Buffer.concat([zstdCompressSync(small), Buffer.from('garbage')]), 'E_FORMAT'],
  ['xz', Buffer.from('fd377a585a00000004e6d6b446', 'hex'), 'E_FORMAT'],
  ['bzip2', Buffer.from('BZh91AY&SY'), 'E_FORMAT'],
];

for (const [name, stored, expected] of good) {
  test(`inflates: ${name}`, async () => {
    for (const cuts of [[], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [stored.length - 1], [stored.length >> 1]]) {
      const result = await run(stored, cuts, { inflatedHash: 'sha256' });
      assert.ok(result.plain.equals(expected), `${cuts}`);
      assert.deepEqual([result.bytes, result.inflatedBytes], [stored.length, expected.length]);
      assert.deepEqual([result.digest, result.inflatedDigest], [digest(stored), digest(expected)]);
    }
  });
}

for (const [name, stored, code] of bad) {
  test(`refuses: ${name}`, async () => {
    for (const cuts of [[], [1, 5, 20], [stored.length >> 1]])
      assert.equal(await codeOf(run(stored, cuts)), code, `${cuts}`);
  });
}

test('any cutting into chunks gives the same bytes', async () => {
  const stored = Buffer.concat([gzipSync(plain.subarray(0, 5000)), gzipSync(small), gzipSync(plain.subarray(0, 900))]);
  const whole = await run(stored);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(stored.length), { maxLength: 30 }), async (cuts) => {
      assert.deepEqual(await run(stored, cuts), whole);
    }),
    { numRuns: 40 },
  );
});

test('any bytes behind a magic give bytes or a typed error', async () => {
  const magics = ['1f8b08', '28b52ffd', '502a4d18', '1f8b0800000000000003'].map((hex) => Buffer.from(hex, 'hex'));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...magics), fc.uint8Array({ maxLength: 300 }), async (magic, rest) => {
      await codeOf(run(Buffer.concat([magic, rest])));
    }),
    { numRuns: 200 },
  );
});

test('all inflaters give the same, in bytes and in errors', async () => {
  const drive = async (
    inflater: Inflater | undefined,
    stored: Uint8Array,
    cut: number,
    parts: Buffer[],
  ): Promise<string> => {
    assert.ok(inflater !== undefined, 'this Node has the native object');
    try {
      await inflater.push(stored.subarray(0, cut));
      await inflater.push(stored.subarray(cut));
      await inflater.end();
      return String(createHash('sha256').update(Buffer.concat(parts)).digest('hex'));
    } catch (error) {
      assert.ok(error instanceof SeaworthyError, String(error));
      return error.code;
    } finally {
      inflater.close();
    }
  };
  for (const [name, stored] of [...good, ...bad]) {
    const kind = detectCompression(stored);
    if (kind !== 'gzip' && kind !== 'zstd') continue;
    for (const cut of [0, 9, 18, stored.length >> 1, stored.length - 1]) {
      const [one, two, three]: [Buffer[], Buffer[], Buffer[]] = [[], [], []];
      const into =
        (parts: Buffer[]): ByteSink =>
        (bytes) =>
          void parts.push(Buffer.from(bytes));
      const direct = await drive(DirectInflater.open(kind, into(one)), stored, cut, one);
      const stream = await drive(new StreamInflater(kind, into(two)), stored, cut, two);
      assert.equal(direct, stream, `${name}, cut at ${cut}`);
      if (kind === 'zstd') continue;
      const pooled = await drive(await PooledInflater.open(into(three)), stored, cut, three);
      assert.equal(pooled, stream, `${name}, cut at ${cut}, in another thread`);
    }
  }
});

test('an error of the sink reaches the caller, from either inflater', async () => {
  const sink = (): void => {
    throw new SeaworthyError('E_FORMAT', 'not a tar');
  };
  await assert.rejects(inflate(chunks(gzipSync(plain), []), sink, options), { code: 'E_FORMAT', where: 'test' });
  await assert.rejects(new StreamInflater('gzip', sink).push(gzipSync(plain)), { message: 'not a tar' });
  const beside = { ...options, beside: true };
  const large = gzipSync(noise);
  await assert.rejects(inflate(chunks(large, [300_000]), sink, beside), { code: 'E_FORMAT', where: 'test' });
});

test('bounds on stored and inflated bytes, and the signal', async () => {
  const bomb = gzipSync(Buffer.alloc(3_000_000));
  assert.equal(await codeOf(run(bomb, [], { maxInflatedBytes: 1_000_000 })), 'E_LIMIT');
  assert.equal(await codeOf(run(plain, [], { maxBytes: 1000 })), 'E_LIMIT');
  assert.equal(await codeOf(run(plain, [], { signal: AbortSignal.abort() })), 'E_INTERRUPTED');
  const late = AbortSignal.abort(new SeaworthyError('E_TIMEOUT', 'too long'));
  assert.equal(await codeOf(run(plain, [], { signal: late })), 'E_TIMEOUT');
});

test('verify sees all stored bytes, also when they cannot be inflated or the sink refuses them', async () => {
  const damaged = Buffer.from(gzipSync(plain)).fill(0x55, 2000, 2100);
  const seen: unknown[] = [];
  const verify: NonNullable<InflateOptions['verify']> = (stored) => {
    seen.push([stored.bytes, stored.digest]);
    if (stored.digest === digest(damaged)) throw new SeaworthyError('E_DIGEST_MISMATCH', 'other bytes');
  };
  assert.equal(await codeOf(run(damaged, [100, 3000, 5000], { verify })), 'E_DIGEST_MISMATCH');
  const refusing = inflate(
    chunks(plain, [1000]),
    () => {
      throw new SeaworthyError('E_FORMAT', 'not a tar');
    },
    { ...options, verify },
  );
  assert.equal(await codeOf(refusing), 'E_FORMAT');
  await run(gzipSync(plain), [], { verify });
  assert.deepEqual(seen, [
    [damaged.length, digest(damaged)],
    [plain.length, digest(plain)],
    [gzipSync(plain).length, digest(gzipSync(plain))],
  ]);
});

const stored = gzipSync(plain);
const spoilt: readonly (readonly [string, Uint8Array])[] = [
  ['something behind it', Buffer.concat([stored, Buffer.from('something')])],
  ['a checksum that does not fit', Buffer.concat([stored.subarray(0, -8), Buffer.alloc(8)])],
  ['half of its checksum', stored.subarray(0, -6)],
];

for (const [name, bytes] of spoilt) {
  test(`gzip with ${name}: all that was in it is handed on, then the error`, async () => {
    for (const cuts of [[], [100, 5000, 5001], [bytes.length - 3]]) {
      const parts: Buffer[] = [];
      await assert.rejects(
        inflate(chunks(bytes, cuts), (part) => parts.push(Buffer.from(part)), options),
        SeaworthyError,
      );
      assert.ok(Buffer.concat(parts).equals(plain), `cut at ${cuts.join()}`);
    }
  });
}

test('in another thread the same comes out, whatever the chunks', async () => {
  const long = Buffer.concat([gzipSync(noise), gzipSync(plain), gzipSync(noise.subarray(0, 300)), Buffer.alloc(700)]);
  const expected = Buffer.concat([noise, plain, noise.subarray(0, 300)]);
  for (const cuts of [[], [70_000], [70_000, 70_001, 500_000], [long.length - 702], [999_000, long.length - 1]]) {
    const result = await run(long, cuts, { beside: true, inflatedHash: 'sha256' });
    assert.ok(result.plain.equals(expected), `cut at ${cuts}`);
    assert.deepEqual([result.digest, result.inflatedDigest], [digest(long), digest(expected)]);
  }
  for (const [damaged, code] of [
    [long.subarray(0, 900_000), 'E_TRUNCATED'],
    [Buffer.from(long).fill(0x55, 1_001_000, 1_003_000), 'E_FORMAT'],
    [Buffer.concat([gzipSync(noise), Buffer.from('garbage')]), 'E_FORMAT'],
  ] as const)
    assert.equal(await codeOf(run(damaged, [100_000, 800_000], { beside: true })), code);
});
