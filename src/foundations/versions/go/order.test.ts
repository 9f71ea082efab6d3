import { test } from 'node:test';
import { assertGrammar, assertRelations } from '../testing/order-laws.ts';
import { go } from './order.ts';

test('go: the toolchain in the spelling of its releases and as the vulnerability database writes it', () => {
  assertRelations(go, [
    ['go1.21.3', '=', '1.21.3'],
    ['go1.21.3', '=', 'v1.21.3'],
    ['go1.20', '=', '1.20.0'],
    ['go1.21rc2', '=', '1.21.0-rc.2'],
    ['1.21rc2', '=', '1.21.0-rc.2'],
    ['go1.21rc10', '>', '1.21.0-rc.9'],
    ['go1.4beta1', '=', '1.4.0-beta.1'],
    ['go1.22rc1', '>', '1.22.0-0'],
    ['go1.22rc1', '<', '1.22.0'],
    ['go1.21.3-corp', '=', '1.21.3'],
    ['go1.21.3 X:boringcrypto', '=', '1.21.3'],
    ['go1.20.5+abc', '=', '1.20.5'],
    ['go1.22.4b7', '=', '1.22.4'],
    ['go1.22.4_custom', '=', '1.22.4'],
    ['go1.22rc1b2', '=', '1.22.0-rc.1'],
    ['go1.22b7', '<', '1.22.0'],
    ['go1', '=', '1.0.0'],
  ]);
});

test('go: since 1.21 `go1.N` alone is the language, older than the first candidate', () => {
  assertRelations(go, [
    ['go1.21', '<', 'go1.21rc1'],
    ['go1.21', '<', 'go1.21.0'],
    ['go1.20', '>', 'go1.20rc1'],
    ['go1.20', '=', 'go1.20.0'],
    // Without the word it is a semantic version with a part left out.
    ['v1.21', '=', 'v1.21.0'],
  ]);
});

test('go: modules', () => {
  assertRelations(go, [
    ['v2.0.0+incompatible', '=', 'v2.0.0'],
    ['v1.4.0+dirty', '=', '1.4.0'],
    ['v0.0.0-20240101000000-abcdefabcdef', '<', 'v0.0.1'],
    ['v1.2.4-0.20240101000000-abcdefabcdef', '>', 'v1.2.3'],
    ['v1.2.4-0.20240101000000-abcdefabcdef+dirty', '<', 'v1.2.4'],
  ]);
});

test('go: a working tree is newer than every release, and is no version', () => {
  assertRelations(go, [
    ['(devel)', '>', 'v999.0.0'],
    ['', '>', 'v999.0.0'],
    ['devel go1.22-0123456 Mon Jan 1 00:00:00 2024 +0000', '>', 'go1.99.0'],
  ]);
});

test('go: the grammar', () => {
  assertGrammar(
    go,
    [
      'v1.2.3',
      '1.2.3',
      'v0.0.0-20240101000000-abcdefabcdef',
      'v2.0.0+incompatible',
      'go1.21.3',
      'go1.21',
      '1.20',
      'go1.21rc2',
      '1.21rc2',
      'go1.22.4b7',
      'go1.22.4_custom',
    ],
    ['', '(devel)', 'devel +abc', 'go', 'gox', 'v1.2', 'go1.21rc', 'go1..2', 'go1.2.3.4', 'latest'],
  );
});
