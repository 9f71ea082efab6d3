import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../testing/documents.ts';

const digest = (character: string): string => `sha256:${character.repeat(64)}`;
const at = (path: string, layerID = digest('1')): object => ({ path, layerID, accessPath: path });
const document = (artifacts: readonly object[], more: object = {}): object => ({
  artifacts,
  artifactRelationships: [],
  source: {
    id: 'x',
    name: 'shop/web',
    type: 'image',
    metadata: {
      userInput: 'shop/web:1',
      imageID: digest('c'),
      manifestDigest: digest('d'),
      layers: [{ digest: digest('0') }, { digest: digest('1') }],
      architecture: 'amd64',
      os: 'linux',
    },
  },
  distro: { id: 'debian', idLike: ['x'], versionID: '12', versionCodename: 'bookworm', prettyName: 'Debian 12' },
  descriptor: { name: 'syft', version: '1.51.0' },
  schema: { version: '16.1.0' },
  ...more,
});

const deb = {
  id: 'ssl',
  name: 'libssl3',
  version: '3.0.17-1',
  type: 'deb',
  locations: [at('/var/lib/dpkg/status'), at('/usr/share/doc/libssl3/copyright'), at('/var/lib/dpkg/status')],
  licenses: [
    { value: 'Apache-2.0', spdxExpression: 'Apache-2.0' },
    { value: 'artistic', spdxExpression: '' },
  ],
  cpes: [{ cpe: 'cpe:2.3:a:libssl3:libssl3:3.0.17-1:*:*:*:*:*:*:*', source: 'syft-generated' }],
  purl: 'pkg:deb/debian/libssl3@3.0.17-1?arch=amd64&distro=debian-12&upstream=openssl%403.0.17',
  metadataType: 'dpkg-db-entry',
  metadata: {
    package: 'libssl3',
    source: 'openssl',
    sourceVersion: '3.0.17',
    architecture: 'amd64',
    maintainer: 'Debian OpenSSL Team <pkg@alioth-lists.debian.net>',
  },
};
const npm = {
  id: 'l',
  name: 'lodash',
  version: '4',
  type: 'npm',
  locations: [],
  licenses: ['MIT'],
  purl: 'pkg:npm/lodash@4',
};

test('Syft JSON: sources, origins, licences, layers, the image and its distribution', () => {
  const { format, name, image, inventory } = read(document([deb, npm]));
  assert.deepEqual([format, name], ['Syft JSON 16.1.0', 'shop/web']);
  assert.deepEqual(image, {
    digest: digest('d'),
    configDigest: digest('c'),
    platform: { os: 'linux', architecture: 'amd64' },
  });
  const [ssl, lodash] = inventory.packages;
  assert.deepEqual(ssl?.source, { name: 'openssl', version: '3.0.17' });
  assert.deepEqual(ssl?.origin, { maintainer: 'Debian OpenSSL Team <pkg@alioth-lists.debian.net>' });
  assert.deepEqual(ssl?.licences, ['Apache-2.0', 'artistic']);
  assert.deepEqual(ssl?.paths, ['var/lib/dpkg/status', 'usr/share/doc/libssl3/copyright']);
  assert.deepEqual(ssl?.layer, { index: 1, digest: digest('1') });
  assert.deepEqual([lodash?.licences, lodash?.source, lodash?.origin], [['MIT'], undefined, undefined]);
  assert.deepEqual(inventory.distribution, {
    id: 'debian',
    version: '12',
    codename: 'bookworm',
    prettyName: 'Debian 12',
    like: ['x'],
    path: 'bom.json',
  });
});

const kinds: readonly (readonly [string, string, object, object | undefined])[] = [
  [
    'a deb of a source of its own name',
    'pkg:deb/debian/a@1',
    { source: '', sourceVersion: '' },
    { name: 'a', version: '1' },
  ],
  ['an apk', 'pkg:apk/alpine/a@1', { originPackage: 'b' }, { name: 'b', version: '1' }],
  ['an apk of its own name', 'pkg:apk/alpine/a@1', { originPackage: '' }, { name: 'a', version: '1' }],
  ['an rpm', 'pkg:rpm/redhat/a@1', { sourceRpm: 'b-2-3.el9.src.rpm' }, { name: 'b', version: '2-3.el9' }],
  ['an rpm without one', 'pkg:rpm/redhat/a@1', { sourceRpm: '' }, undefined],
  ['a library', 'pkg:npm/a@1', { source: 7 }, undefined],
];
for (const [what, purl, metadata, source] of kinds)
  test(`Syft JSON: the source of ${what}`, () => {
    const { packages } = read(document([{ id: 'a', name: 'a', version: '1', purl, metadata }])).inventory;
    assert.deepEqual(packages[0]?.source, source);
  });

test('Syft JSON: what packages need and who brought them; one without a package URL is nobody known', () => {
  const related = (parent: unknown, child: unknown, type: string): object => ({ parent, child, type });
  const { packages } = read(
    document(
      [deb, npm, { id: 'n', name: '', version: '', purl: '', type: 'binary', cpes: ['cpe:/a:nginx:nginx:1.21'] }],
      {
        artifactRelationships: [
          related('ssl', 'l', 'dependency-of'),
          related('ssl', 'l', 'contains'),
          related('ssl', 'n', 'ownership-by-file-overlap'),
          related('gone', 'n', 'dependency-of'),
          related(7, 'n', 'dependency-of'),
        ],
      },
    ),
  ).inventory;
  assert.deepEqual(
    packages.map(({ id, purl, dependencies, ownedBy }) => [id, purl, dependencies, ownedBy]),
    [
      [
        'ssl',
        'pkg:deb/debian/libssl3@3.0.17-1?arch=amd64&distro=debian-12&upstream=openssl%403.0.17',
        undefined,
        undefined,
      ],
      ['n', 'pkg:generic/nginx@1.21', undefined, 'ssl'],
      ['l', 'pkg:npm/lodash@4', ['ssl'], undefined],
    ],
  );
});

test('Syft JSON: older shapes are read, and another maker is none', () => {
  assert.equal(read(document([deb], { source: { type: 'image', target: { userInput: 'a:1' } } })).name, 'a:1');
  assert.equal(read(document([deb], { source: { type: 'directory', target: '/srv' } })).name, '/srv');
  assert.equal(read(document([deb], { source: 7, distro: null })).name, 'bom.json');
  assert.throws(() => read(document([], { descriptor: { name: 'x' } })), { code: 'E_FORMAT' });
  assert.throws(() => read(document([], { artifacts: {} })), { code: 'E_FORMAT' });
});
