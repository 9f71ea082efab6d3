import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { unmapped } from './mapped-addresses.ts';
import { readNumber } from './parameter-value.ts';

const edges = [
  0n,
  1n,
  -1n,
  2n ** 31n,
  -(2n ** 31n),
  2n ** 32n - 1n,
  2n ** 53n - 1n,
  2n ** 53n,
  -(2n ** 53n) + 1n,
  2n ** 63n - 1n,
  -(2n ** 63n),
];

test('numbers of eight bytes are what they are, in either byte order and with or without a sign', () => {
  const wide = fc.oneof(
    fc.constantFrom(...edges),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.maxSafeInteger().map(BigInt),
  );
  fc.assert(
    fc.property(wide, fc.boolean(), fc.boolean(), (number, little, signed) => {
      const view = new DataView(new ArrayBuffer(11));
      view.setBigInt64(3, number, little);
      const expected = signed ? number : BigInt.asUintN(64, number);
      const read = readNumber(signed ? 'signed' : 'unsigned', view, 3, 8, little);
      assert.equal(BigInt(read as number | bigint), expected);
      if (Number.isSafeInteger(Number(expected))) assert.equal(typeof read, 'number');
    }),
  );
});

const v6 = (...bytes: readonly number[]): Uint8Array =>
  Uint8Array.from([...Array(16 - bytes.length).fill(0), ...bytes]);
const ends = (...addresses: readonly Uint8Array[]) => addresses.map((address) => ({ address, port: 7 }));
const four = (last: number): Uint8Array => v6(255, 255, 10, 0, 0, last);

const mapped: readonly (readonly [
  name: string,
  before: readonly Uint8Array[],
  after: readonly (readonly number[])[],
])[] = [
  [
    'both',
    [four(1), four(2)],
    [
      [10, 0, 0, 1],
      [10, 0, 0, 2],
    ],
  ],
  [
    'one, and the other not known',
    [v6(), four(2)],
    [
      [0, 0, 0, 0],
      [10, 0, 0, 2],
    ],
  ],
  ['one alone', [four(2)], [[10, 0, 0, 2]]],
];

for (const [name, before, after] of mapped) {
  test(`addresses of IPv4 in IPv6: ${name}`, () =>
    assert.deepEqual(unmapped(ends(...before)), ends(...after.map((bytes) => Uint8Array.from(bytes)))));
}

const kept = [
  [v6(1), four(2)],
  [v6(), v6()],
  [v6(255, 254, 10, 0, 0, 1)],
  [v6(1, 0, 255, 255, 10, 0, 0, 1)],
  [Uint8Array.of(10, 0, 0, 1)],
];

for (const addresses of kept) {
  test(`addresses that stay: ${addresses.join(' ')}`, () =>
    assert.deepEqual(unmapped(ends(...addresses)), ends(...addresses)));
}
