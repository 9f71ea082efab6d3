import { test } from 'node:test';
import { assertGrammar, assertRelations } from '../testing/order-laws.ts';
import { apk } from './order.ts';

test('apk: numbers that differ in leading zeros are compared as text, as apk-tools 3 does', () => {
  assertRelations(apk, [
    ['1.010', '<', '1.02'],
    ['1.0', '<', '1.00'],
    ['1.0', '<', '1.01'],
    // The first number is a number.
    ['010', '>', '2'],
    ['1_p010', '>', '1_p2'],
  ]);
});

test('apk: a commit hash comes before the build revision and is compared as text', () => {
  assertRelations(apk, [
    ['1.0~abc', '<', '1.0~abd'],
    ['1.0~abc-r1', '>', '1.0~abc-r0'],
    ['1.0~abc', '>', '1.0-r9'],
    ['1.0~abc', '<', '1.0_p1'],
  ]);
});

test('apk: numbers of any length are exact', () => {
  const nines = '9'.repeat(400);
  assertRelations(apk, [
    [`1.${nines}`, '<', `1.1${nines}`],
    [`1-r${nines}0`, '<', `1-r${nines}1`],
  ]);
});

test('apk: what does not fit ends the version just below its end', () => {
  assertRelations(apk, [
    ['1.2.x', '<', '1.2'],
    ['1.2.x', '>', '1.2_rc1'],
    ['1.2X', '=', '1.2Y'],
    ['20.10.11.r0', '<', '20.10.11-r0'],
    ['', '<', '0'],
    ['a', '<', 'b'],
  ]);
});

test('apk: a number that was left out is the lowest of its place', () => {
  assertRelations(apk, [
    ['1-r', '>', '1'],
    ['1-r', '=', '1-r0'],
    ['1-r', '<', '1-r1'],
    ['1_p1-r', '>', '1_p1'],
    ['0..1', '>', '0'],
    ['0..1', '<', '0.0'],
    ['0..1', '<', '0.1'],
    ['0..1', '<', '0..2'],
    ['1.2..3-r1', '>', '1.2-r9'],
    ['1.', '>', '1'],
    ['1.', '<', '1.0'],
    ['1..', '>', '1.'],
    // Not what only looks like it.
    ['1-rx', '<', '1'],
    ['1-r.1', '<', '1'],
    ['1.x', '<', '1'],
    ['1-', '<', '1'],
  ]);
});

test('apk: the grammar', () => {
  assertGrammar(
    apk,
    ['0', '1.2.3', '1.2.3a', '6.6.2p1-r0', '1_rc1_git20240101-r12', '1.0~0a1b2c-r3', '1.0_p', '01.02'],
    [
      '',
      'a',
      '.1',
      '1.',
      '1..2',
      '1.2.x',
      '1ab',
      '1_foo',
      '1_alphabet',
      '1A',
      '1-r',
      '1-1',
      '1-r1.2',
      '1-r1-r2',
      '1~',
      '1~xyz',
      '1-r1~ab',
      '1 ',
    ],
  );
});
