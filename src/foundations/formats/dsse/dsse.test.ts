import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { envelopeJson, parseEnvelope, preAuthEncoding } from './index.ts';

test('the encoding that is signed is that of the protocol, with lengths in bytes', () => {
  const text = (type: string, payload: string): string =>
    Buffer.from(preAuthEncoding(type, Buffer.from(payload))).toString();
  assert.equal(
    text('http://example.com/HelloWorld', 'hello world'),
    'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
  );
  assert.equal(text('ä', '€'), 'DSSEv1 2 ä 3 €');
  assert.equal(text('', ''), 'DSSEv1 0  0 ');
});

test('two different envelopes never have the same encoding', () => {
  fc.assert(
    fc.property(fc.string(), fc.uint8Array(), fc.string(), fc.uint8Array(), (typeA, a, typeB, b) => {
      const same = typeA.toWellFormed() === typeB.toWellFormed() && Buffer.from(a).equals(Buffer.from(b));
      assert.equal(Buffer.from(preAuthEncoding(typeA, a)).equals(Buffer.from(preAuthEncoding(typeB, b))), same);
    }),
  );
});

test('envelopes are read back, in either alphabet', () => {
  const envelope = {
    payloadType: 'application/vnd.in-toto+json',
    payload: Buffer.from([251, 255, 254]),
    signatures: [
      { signature: Buffer.from([255, 239]), keyId: 'k' },
      { signature: Buffer.from([1]), keyId: '' },
    ],
  };
  const text = JSON.stringify(envelopeJson(envelope));
  for (const form of [text, text.replaceAll('+/', '-_').replaceAll('//', '__')]) {
    const read = parseEnvelope(JSON.parse(form), 'here');
    assert.deepEqual(JSON.parse(JSON.stringify(envelopeJson(read))), JSON.parse(text));
  }
  for (const value of [
    null,
    {},
    { payload: '', payloadType: '' },
    { payload: '*', payloadType: '', signatures: [] },
    { payload: '', payloadType: 1, signatures: [] },
  ])
    assert.throws(() => parseEnvelope(value, 'here'));
  assert.throws(
    () => parseEnvelope({ payload: '', payloadType: '', signatures: Array(101).fill({ sig: '' }) }, 'here'),
    /at most 100/,
  );
});
