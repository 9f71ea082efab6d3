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
