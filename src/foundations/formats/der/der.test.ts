import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SeaworthyError } from '../../../core/index.ts';
import {
  derBoolean,
  derChildren,
  derContext,
  derInteger,
  derOid,
  derSequence,
  derTag,
  derTime,
  encodeDer,
  readDer,
} from './index.ts';

const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex');
const refused = (error: unknown): boolean => error instanceof SeaworthyError && error.code === 'E_FORMAT';

test('values are read as X.690 writes them', () => {
  const [oid, number, nothing] = derSequence(readDer(hex('300c 0603 2a8648 0203 010001 0500'), ''), '');
  assert.equal(derOid(oid, ''), '1.2.840');
  assert.equal(derInteger(number, ''), 65_537n);
  assert.equal(nothing?.tag, derTag.null);
  for (const [bytes, value] of [
    ['0201 00', 0n],
    ['0201 7f', 127n],
    ['0202 0080', 128n],
    ['0201 80', -128n],
    ['0209 00ffffffffffffffff', 2n ** 64n - 1n],
  ] as const)
    assert.equal(derInteger(readDer(hex(bytes), ''), ''), value, bytes);
  for (const [bytes, value] of [
    ['0603 550403', '2.5.4.3'],
    ['0609 2a864886f70d010702', '1.2.840.113549.1.7.2'],
    ['060a 2b0601040183bf300108', '1.3.6.1.4.1.57264.1.8'],
    ['0603 883703', '2.999.3'],
    ['0601 00', '0.0'],
  ] as const)
    assert.equal(derOid(readDer(hex(bytes), ''), ''), value, bytes);
  assert.equal(derBoolean(readDer(hex('0101ff'), ''), ''), true);
});

test('what is not DER is refused', () => {
  for (const bytes of [
    '',
    '30',
    '3080 0000',
    '308100',
    '30817f',
    '3082 0001 00',
    '3085 0000000001 00',
    '3002 05',
    '0500 00',
    '1f8101 00',
    '3001 ff',
  ])
    assert.throws(() => derChildren(readDer(hex(bytes), ''), ''), refused, bytes);
  for (const bytes of ['0200', '0202 0001', '0202 ff80', '0101 00'])
    assert.throws(() => derInteger(readDer(hex(bytes), ''), ''), refused, bytes);
  for (const bytes of ['0600', '0602 2a86', '0602 8001', '0603 2a8001'])
    assert.throws(() => derOid(readDer(hex(bytes), ''), ''), refused, bytes);
  assert.throws(() => derBoolean(readDer(hex('010101'), ''), ''), refused);
  assert.throws(() => derChildren(readDer(hex('0400'), ''), ''), refused, 'a primitive value has no parts');
});

test('times may have a fraction of any length, and must be real', () => {
  const time = (text: string): string =>
    derTime(readDer(encodeDer(derTag.generalizedTime, Buffer.from(text)), ''), '').toISOString();
  assert.equal(time('20250612120220Z'), '2025-06-12T12:02:20.000Z');
  assert.equal(time('20250612120220.5Z'), '2025-06-12T12:02:20.500Z');
  assert.equal(time('20250612120220.123456789Z'), '2025-06-12T12:02:20.123Z');
  assert.equal(time('20240229000000Z'), '2024-02-29T00:00:00.000Z');
  for (const text of [
    '20250231000000Z',
    '20250612120220',
    '20250612120220.Z',
    '20250612126020Z',
    '250612120220Z',
    '20250612120220+0100',
    '',
  ])
    assert.throws(() => time(text), refused, text);
});

test('what is encoded is read back, whatever its length', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 70_000, size: 'max' }),
      fc.integer({ min: 0, max: 30 }),
      (content, number) => {
        const tag = derContext(number, false);
        const value = readDer(encodeDer(tag, content), '');
        assert.equal(value.tag, tag);
        assert.ok(Buffer.from(value.content).equals(Buffer.from(content)));
      },
    ),
    { numRuns: 50 },
  );
});

test('any bytes give a value or a typed error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        for (const child of derChildren(readDer(bytes, ''), '')) derChildren(child, '');
      } catch (error) {
        assert.ok(refused(error), String(error));
      }
    }),
  );
});
