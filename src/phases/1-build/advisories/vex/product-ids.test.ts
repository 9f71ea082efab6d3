import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Package } from '../../../../core/index.ts';
import type { Fit } from './fit.ts';
import { fitWhole } from './fit-image.ts';
import { fitPackage } from './fit-package.ts';
import type { LookedAt } from './looked-at.ts';
import {
  bom,
  component,
  configuration,
  elsewhere,
  image,
  index,
  jinja,
  left,
  manifest,
  net,
  openssl,
  podman,
  serial,
} from './testing/scene.ts';

type Expected = 'pinned' | 'loose' | 'other' | RegExp;

function check(fit: Fit, expected: Expected, name: string): void {
  if (expected instanceof RegExp) {
    assert.equal(fit.is, 'near', name);
    assert.match(fit.is === 'near' ? fit.why : '', expected, name);
  } else if (expected === 'other') assert.equal(fit.is, 'other', name);
  else assert.deepEqual([fit.is, fit.is === 'this' && fit.isPinned], ['this', expected === 'pinned'], name);
}

const anotherVersion = /^it is about version/;

const packages: readonly (readonly [name: string, found: Package, expected: Expected])[] = [
  ['pkg:deb/debian/libssl3@3.0.11-1~deb12u2', openssl, 'pinned'],
  ['pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64&distro=debian-12', openssl, 'pinned'],
  ['pkg:deb/debian/libssl3@3.0.11-1~deb12u2?distro=debian-12.5&epoch=0', openssl, 'pinned'],
  ['pkg:deb/debian/libssl3@3.0.11-1~deb12u2?distro=bookworm&upstream=openssl', openssl, 'pinned'],
  ['pkg:deb/debian/libssl3@0:3.0.11-1~deb12u2', openssl, 'pinned'],
  ['pkg:deb/debian/libssl3', openssl, 'loose'],
  ['pkg:deb/libssl3', openssl, 'loose'],
  ['PKG:deb/debian/libssl3', openssl, 'loose'],
  ['pkg:deb/debian/libssl3@3.0.11-1~deb12u1', openssl, anotherVersion],
  ['pkg:deb/debian/libssl3?distro=debian-11', openssl, /limited to distro=debian-11/],
  ['pkg:deb/debian/libssl3?distro=debian-1', openssl, /limited to distro/],
  ['pkg:deb/debian/libssl3?arch=arm64', openssl, /limited to arch=arm64/],
  ['pkg:deb/debian/libssl3?flavour=x', openssl, /limited to flavour=x/],
  ['pkg:deb/ubuntu/libssl3@3.0.11-1~deb12u2', openssl, 'other'],
  ['pkg:deb/debian/openssl@3.0.11-1~deb12u2', openssl, 'other'],
  ['pkg:deb/debian/openssl@3.0.11-1~deb12u2?arch=source', openssl, 'pinned'],
  ['pkg:deb/debian/openssl?arch=source&distro=bookworm', openssl, 'loose'],
  ['pkg:deb/debian/openssl@3.0.13-1?arch=source', openssl, anotherVersion],
  ['pkg:deb/debian/openssl?arch=source', net, 'other'],
  ['pkg:rpm/redhat/podman@5.8.2-5.el10?arch=x86_64&epoch=7', podman, 'pinned'],
  ['pkg:rpm/redhat/podman@5.8.2-5.el10', podman, 'pinned'],
  ['pkg:rpm/redhat/podman@5.8.2-5.el10?epoch=6', podman, anotherVersion],
  ['pkg:golang/golang.org/x/net@v0.10.0', net, 'pinned'],
  ['pkg:golang/golang.org/x/net@0.10.0', net, 'pinned'],
  ['pkg:golang/golang.org/x/net@v0.10.0+dirty', net, anotherVersion],
  ['pkg:golang/golang.org/x/net#http2', net, /about http2 in it alone/],
  ['pkg:golang/golang.org/x/Net', net, 'loose'],
  ['pkg:golang/golang.org/x', net, 'other'],
  ['pkg:pypi/typing_extensions@4', jinja, 'pinned'],
  ['pkg:npm/%40acme/left@1.0.0', left, 'pinned'],
  ['pkg:npm/@acme/left', left, 'loose'],
  ['pkg:npm/left@1.0.0', left, 'other'],
  ['pkg:npm/%40acme/left-pad@1.0.0', left, 'other'],
  ['cpe:2.3:a:acme:left:1.0.0:*:*:*:*:*:*:*', left, 'pinned'],
  ['cpe:2.3:a:acme:left:*:*:*:*:*:*:*:*', left, 'loose'],
  ['cpe:/a:acme:left:1.0.0', left, 'pinned'],
  ['cpe:/a:acme:left:1.0.0:rc1', left, anotherVersion],
  ['cpe:/a:acme:left:2', left, anotherVersion],
  ['cpe:2.3:a:acme:right:1.0.0', left, 'other'],
  ['cpe:2.3:a:openssl:openssl:3.0.11', openssl, anotherVersion],
  ['', left, 'other'],
  ['left', left, 'other'],
  [manifest, left, 'other'],
];

for (const [name, found, expected] of packages)
  test(`a package by ${name.slice(0, 90) || 'nothing'}: ${expected}`, () => {
    check(fitPackage(component(name), found, image), expected, name);
  });

const otherBytes = /^it is about the image sha256:d+, and this is sha256:a+$/;

const images: readonly (readonly [name: string, expected: Expected])[] = [
  [`pkg:oci/app@${manifest}`, 'pinned'],
  [`pkg:oci/app@${encodeURIComponent(manifest)}?repository_url=ghcr.io/acme/app`, 'pinned'],
  [`pkg:oci/app@${manifest}?repository_url=ghcr.io%2Facme&arch=amd64&tag=latest`, 'pinned'],
  [`pkg:oci/app@${manifest}?repository_url=mirror.example/copies/app`, 'pinned'],
  [`pkg:oci/app@${index}`, 'pinned'],
  [`pkg:oci/app@${index}?arch=amd64&os=linux`, 'pinned'],
  [`pkg:oci/app@${index}?arch=arm64`, /limited to arch=arm64, and this is amd64/],
  [`pkg:oci/app@${elsewhere}`, otherBytes],
  [`pkg:oci/else@${elsewhere}`, 'other'],
  ['pkg:oci/app', 'loose'],
  ['pkg:oci/app?repository_url=ghcr.io/acme/app', 'loose'],
  ['pkg:oci/app?repository_url=https://ghcr.io/acme/', 'loose'],
  ['pkg:oci/app?repository_url=ghcr.io/acme/app&tag=1.4', 'pinned'],
  ['pkg:oci/app?repository_url=ghcr.io/acme/app&tag=1.5', /about the tag 1\.5, and 1\.4 was asked for/],
  ['pkg:oci/app@1.4', 'pinned'],
  ['pkg:oci/app?repository_url=ghcr.io/evil/app', /it is about ghcr\.io\/evil\/app, and this is ghcr\.io\/acme\/app/],
  ['pkg:oci/other', 'other'],
  [`pkg:docker/acme/app@${manifest}?repository_url=ghcr.io`, 'pinned'],
  ['pkg:docker/acme/app@1.4?repository_url=ghcr.io', 'pinned'],
  ['pkg:docker/acme/app@1.4', /it is about docker\.io\/acme\/app/],
  [manifest, 'pinned'],
  [manifest.slice('sha256:'.length), 'pinned'],
  [configuration, 'pinned'],
  [elsewhere, 'other'],
  [`ghcr.io/acme/app@${manifest}`, 'pinned'],
  [`ghcr.io/acme/app@${elsewhere}`, otherBytes],
  ['ghcr.io/acme/app:1.4', 'pinned'],
  ['ghcr.io/acme/app:1.5', /about the tag 1\.5/],
  ['ghcr.io/else/app:1.4', 'other'],
  ['pkg:npm/app', 'other'],
  [`urn:cdx:${serial}/2`, 'other'],
  ['', 'other'],
];

for (const [name, expected] of images)
  test(`an image by ${name.slice(0, 90) || 'nothing'}: ${expected}`, () => {
    check(fitWhole(component(name), image), expected, name);
  });

test('Docker Hub has several addresses and a short form', () => {
  const hub: LookedAt = { ...image, repository: 'docker.io/library/nginx', tag: '1.25', digests: [manifest] };
  for (const name of [
    'pkg:oci/nginx?repository_url=index.docker.io/library/nginx',
    'pkg:oci/nginx?repository_url=docker.io/nginx',
    'pkg:docker/nginx@1.25',
    'pkg:docker/library/nginx@1.25',
    'nginx:1.25',
  ])
    assert.equal(fitWhole(component(name), hub).is, 'this', name);
});

test('of what lies in a file nobody knows the repository, so that its digest alone tells it', () => {
  const { repository: _, tag: __, ...file } = image;
  check(fitWhole(component('pkg:oci/app'), file), /in which one this image is kept is not known/, 'name');
  check(fitWhole(component(`pkg:oci/app@${manifest}`), file), 'pinned', 'digest');
});

test('a bill of materials, and what it lists, by BOM-Link', () => {
  check(fitWhole(component(`urn:cdx:${serial}/2`), bom), 'pinned', 'the document');
  check(fitWhole(component(`urn:cdx:${serial}/1`), bom), 'other', 'another version of it');
  for (const [name, expected] of [
    [`urn:cdx:${serial}/2#${encodeURIComponent(left.id)}`, 'pinned'],
    [`urn:cdx:${serial}#${encodeURIComponent(left.id)}`, 'pinned'],
    [`urn:cdx:${serial}/1#${encodeURIComponent(left.id)}`, 'other'],
    [`urn:cdx:${serial}/2#other`, 'other'],
  ] as const)
    check(fitPackage(component(name), left, bom), expected, name);
});

test('of several names one is enough, and one that says another version of the same contradicts it', () => {
  check(fitPackage(component('https://example.com/left', 'pkg:npm/%40acme/left@1.0.0'), left, image), 'pinned', 'one');
  check(
    fitPackage(component('pkg:npm/%40acme/left', 'pkg:npm/%40acme/left@2.0.0'), left, image),
    anotherVersion,
    'two',
  );
  check(fitWhole(component('pkg:oci/app?tag=latest', manifest), image), 'pinned', 'bytes are certain');
});

test('versions beside the names limit it, and what is not read fits nothing', () => {
  const names = component('pkg:npm/%40acme/left');
  check(fitPackage({ ...names, version: '1.0.0' }, left, image), 'pinned', 'same');
  check(fitPackage({ ...names, version: '1.0.1' }, left, image), anotherVersion, 'other');
  check(fitPackage({ ...names, range: 'vers:npm/<2.0.0' }, left, image), 'pinned', 'in a range');
  check(
    fitPackage({ ...names, range: 'vers:npm/<1.0.0' }, left, image),
    /versions vers:npm\/<1\.0\.0, and 1\.0\.0 is/,
    'not in it',
  );
  check(fitPackage({ ...names, range: '1.x' }, left, image), /not read here: 1\.x/, 'no range');
});
