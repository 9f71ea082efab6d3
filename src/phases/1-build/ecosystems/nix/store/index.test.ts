import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defined } from '../../../../../core/index.ts';
import { storeFolder } from './index.ts';
import { storeName } from './store-name.ts';

const digest = '0c0z1m3g6wz3vlx3qk0vvdq8sl1n5v7b';

const cases: readonly (readonly [name: string, told: readonly [string, string, string?] | undefined])[] = [
  ['bash-5.2p26', ['bash', '5.2p26']],
  ['openssl-3.0.13-bin', ['openssl', '3.0.13', 'bin']],
  ['glibc-2.38-27', ['glibc', '2.38-27']],
  ['python3.11-requests-2.31.0', ['python3.11-requests', '2.31.0']],
  ['gcc-12.3.0-lib', ['gcc', '12.3.0', 'lib']],
  ['nix-2.24.0pre20240601_abcdef', ['nix', '2.24.0pre20240601_abcdef']],
  ['font-unstable-2024-01-01', ['font-unstable', '2024-01-01']],
  ['source', undefined],
  ['etc-os-release', undefined],
  ['bash-5.2p26.drv', undefined],
  ['bash-5.2.tar.gz', undefined],
  ['bash-5.2.patch', undefined],
  ['a-_', undefined],
  ['-1', undefined],
];

for (const [name, told] of cases) {
  test(`nix: ${name}`, () => {
    const [expected, version, output] = told ?? [];
    assert.deepEqual(storeName(`${digest}-${name}`), expected && { name: expected, ...defined({ version, output }) });
  });
}

test('nix: only paths of the store', () => {
  for (const path of ['bash-5.2', `${digest.slice(1)}-bash-5.2`, `${digest.replace('0', 'e')}-bash-5.2`, '.links', ''])
    assert.equal(storeName(path), undefined, path);
  assert.equal(storeFolder(`nix/store/${digest}-a-1/bin/a`), `nix/store/${digest}-a-1`);
  assert.equal(storeFolder('srv/nix/store/a'), undefined);
});
