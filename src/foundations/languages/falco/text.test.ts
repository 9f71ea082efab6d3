import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatAddress, inNetwork, parseAddress, parseNetwork } from './address.ts';
import { decodeText, encodeText, lowerAscii, upperAscii, wellFormed } from './text.ts';

test('text: bytes survive the way there and back, whatever they are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      assert.deepEqual([...encodeText(decodeText(bytes))], [...bytes]);
    }),
    { numRuns: 500 },
  );
  assert.equal(decodeText(Uint8Array.of(0x2f, 0x70, 0xff)), '/p\udcff');
  assert.equal(decodeText(Buffer.from('/é\u{1f600}')), '/é\u{1f600}');
  assert.equal(wellFormed('/p\udcff'), '/p\ufffd');
});

test('text: a byte is kept by itself exactly where no valid character has it', () => {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const isCharacter = (bytes: Uint8Array): boolean => {
    try {
      return [...strict.decode(bytes)].length === 1;
    } catch {
      return false;
    }
  };
  const stray = (byte: number): string => String.fromCharCode(0xdc00 + byte);
  /** The longest character that is valid, else one byte. */
  const slowly = (bytes: Uint8Array): string => {
    if (bytes.length === 0) return '';
    const length = [1, 2, 3, 4].find((size) => size <= bytes.length && isCharacter(bytes.subarray(0, size)));
    const first = length === undefined ? stray(bytes[0] ?? 0) : strict.decode(bytes.subarray(0, length));
    return first + slowly(bytes.subarray(length ?? 1));
  };
  const tails = [[], [0x80], [0xbf, 0x80], [0x41, 0x80], [0xc0]];
  for (let first = 0xbf; first < 0x100; first += 1)
    for (const second of [0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff])
      for (const tail of tails) {
        const bytes = Uint8Array.of(first, second, ...tail);
        const text = decodeText(bytes);
        assert.equal(text, slowly(bytes), bytes.join());
        assert.deepEqual([...encodeText(text)], [...bytes], bytes.join());
      }
});

test('text: only ASCII letters change case', () => {
  assert.equal(lowerAscii('ÄBC'), 'Äbc');
  assert.equal(upperAscii('ßéa'), 'ßéA');
});

const addresses: readonly [string, string | undefined][] = [
  ['10.0.0.1', '10.0.0.1'],
  ['256.0.0.1', undefined],
  ['1.2.3', undefined],
  ['::', '::'],
  ['::1', '::1'],
  ['0:0:0:0:0:0:0:1', '::1'],
  ['2001:db8:abcd:0012::0', '2001:db8:abcd:12::'],
  ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
  ['::ffff:10.0.0.1', '::ffff:a00:1'],
  ['1:2:3:4:5:6:7', undefined],
  ['1::2::3', undefined],
  ['1:2:3:4:5:6:7:8::', undefined],
  [':1:2:3:4:5:6:7', undefined],
  ['g::1', undefined],
  ['', undefined],
];

for (const [text, expected] of addresses) {
  test(`address: ${text}`, () => {
    const parsed = parseAddress(text);
    assert.equal(parsed === undefined ? undefined : formatAddress(parsed), expected);
  });
}

test('address: what is written reads back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      assert.deepEqual([...(parseAddress(formatAddress(bytes)) ?? [])], [...bytes]);
    }),
  );
});

const networks: readonly [string, string, boolean | undefined][] = [
  ['142.251.111.147', '142.0.0.0/4', true],
  ['10.1.2.3', '10.1.2.4/30', false],
  ['10.1.2.3', '10.1.2.0/30', true],
  ['10.1.2.3', '0.0.0.0/0', true],
  ['10.1.2.3', '10.1.2.3', true],
  ['10.1.2.3', '::/0', false],
  ['2001:db8::5', '2001:db8::/64', true],
  ['10.1.2.3', '10.0.0.0/33', undefined],
  ['10.1.2.3', '10.0.0.0/x', undefined],
];

for (const [address, network, expected] of networks) {
  test(`network: ${address} in ${network}`, () => {
    const parsed = parseNetwork(network);
    const bytes = parseAddress(address) ?? assert.fail();
    assert.equal(parsed === undefined ? undefined : inNetwork(bytes, parsed), expected);
  });
}
