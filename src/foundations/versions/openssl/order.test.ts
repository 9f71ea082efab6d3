import { test } from 'node:test';
import { assertGrammar, assertRelations } from '../testing/order-laws.ts';
import { openssl } from './order.ts';

test('openssl: letters count corrections, also past z', () => {
  assertRelations(openssl, [
    ['1.0.2', '<', '1.0.2a'],
    ['1.0.2z', '<', '1.0.2za'],
    ['1.0.2zz', '<', '1.1.0'],
    ['3.0.9', '<', '3.0.10'],
    ['3.0', '=', '3.0.0'],
  ]);
});

test('openssl: what announces a release is before it, what says how it was built does not count', () => {
  assertRelations(openssl, [
    ['3.0.0-dev', '<', '3.0.0-alpha1'],
    ['3.0.0-alpha2', '<', '3.0.0-alpha17'],
    ['3.0.0-alpha17', '<', '3.0.0-beta1'],
    ['1.1.1-pre9', '<', '1.1.1'],
    ['1.0.2k-fips', '=', '1.0.2k'],
    ['3.0.8+quic', '=', '3.0.8'],
  ]);
});

test('openssl: the grammar', () => {
  assertGrammar(
    openssl,
    ['1.0.2', '1.0.2zk', '3.0.0-beta1', '1.1.1-pre2-dev'],
    ['', 'a', '3', '1.0.2ABC', '1.0.2k-fips'],
  );
});
