import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Distribution, Package } from '../../../../core/index.ts';
import { namesAsked } from '../ask-partitions.ts';
import { examplePackage } from '../feeds/example.ts';
import { feeds } from '../feeds/index.ts';
import { osv } from '../feeds/osv/index.ts';
import { neededPartitions } from './needed-partitions.ts';

const debian: Distribution = { id: 'debian', version: '12', codename: 'bookworm', like: [], path: 'etc/os-release' };
const own = examplePackage('deb', 'libssl3', '3.0.17-1~deb12u2', {
  origin: { maintainer: 'Debian OpenSSL Team <pkg-openssl-devel@alioth-lists.debian.net>' },
});
const foreign: Package = { ...own, origin: { maintainer: 'ACME <packages@acme.example>', vendor: 'ACME' } };
const openssl = (more: Partial<Package> = {}): Package =>
  examplePackage('generic', 'openssl', '3.0.17', { path: 'usr/lib/libssl.so.3', ...more });

/** What lies there, and whether the list of somebody else is wanted for it. */
const rows: readonly (readonly [what: string, packages: readonly Package[], isWanted: boolean])[] = [
  ['what no package brought', [own, openssl()], true],
  ['what the distribution brought', [own, openssl({ ownedBy: own.id })], false],
  ['what somebody else’s package brought', [foreign, openssl({ ownedBy: foreign.id })], true],
  [
    'what is claimed in a place of the administrator’s',
    [own, openssl({ ownedBy: own.id, path: 'usr/local/lib/libssl.so.3' })],
    true,
  ],
  ['what a package brought that is not in the list', [openssl({ ownedBy: own.id })], true],
];
for (const [what, packages, isWanted] of rows) {
  test(`${what}: a list of others is ${isWanted ? '' : 'not '}fetched for it`, () => {
    const ids = neededPartitions({ packages, distribution: debian }, feeds).map(({ partition }) => partition);
    assert.equal(ids.includes('nvd-products/openssl/openssl'), isWanted, ids.join(' '));
  });
}

test('where nobody speaks of the distribution, what its packages brought is judged by itself', () => {
  const unknown: Distribution = { ...debian, id: 'harbour', version: '1' };
  const packages = [own, openssl({ ownedBy: own.id })];
  const ids = neededPartitions({ packages, distribution: unknown }, feeds).map(({ partition }) => partition);
  assert.ok(ids.includes('nvd-products/openssl/openssl'), ids.join(' '));
});

/** The same of names that a service would be told. */
const lodash = (more: Partial<Package> = {}): Package =>
  examplePackage('npm', 'lodash', '4.17.0', { path: 'usr/share/nodejs/lodash/package.json', ...more });
const named: readonly (readonly [what: string, packages: readonly Package[], isAsked: boolean])[] = [
  ['what no package brought', [own, lodash()], true],
  ['what the distribution brought', [own, lodash({ ownedBy: own.id })], false],
  ['what somebody else’s package brought', [foreign, lodash({ ownedBy: foreign.id })], true],
  ['the distribution’s package itself', [own], false],
  ['a copy beside what the distribution brought', [own, lodash({ ownedBy: own.id }), lodash({ id: 'other' })], true],
];
for (const [what, packages, isAsked] of named) {
  test(`${what}: its name is ${isAsked ? '' : 'not '}told to a service`, () => {
    const asked = namesAsked({ packages, distribution: debian }, osv, feeds);
    assert.deepEqual([...asked], isAsked ? [['osv/npm', new Map([['lodash', 'lodash']])]] : []);
  });
}
