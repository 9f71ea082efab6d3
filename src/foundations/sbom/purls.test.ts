import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defined, formatPurl, type Package } from '../../core/index.ts';
import { readPurl, writtenPurl } from './purls.ts';

/** A purl of ours, its version, its source, and how a document tells it. */
const purls: [ours: string, version: string, source: Package['source'], told: string][] = [
  [
    'pkg:deb/debian/libssl3@3.0.17-1?arch=amd64&distro=debian-12',
    '3.0.17-1',
    { name: 'openssl', version: '3.0.17-1' },
    'pkg:deb/debian/libssl3@3.0.17-1?arch=amd64&distro=debian-12&upstream=openssl',
  ],
  [
    'pkg:deb/debian/bash@5.2%2Bb1',
    '5.2+b1',
    { name: 'bash', version: '1:5.2' },
    'pkg:deb/debian/bash@5.2%2Bb1?upstream=bash%401:5.2',
  ],
  [
    'pkg:apk/alpine/libcrypto3@3.3.2-r0?arch=x86_64',
    '3.3.2-r0',
    { name: 'openssl', version: '3.3.2-r0' },
    'pkg:apk/alpine/libcrypto3@3.3.2-r0?arch=x86_64&upstream=openssl',
  ],
  [
    'pkg:rpm/fedora/bind-libs@32:9.18-1.fc40?arch=x86_64',
    '32:9.18-1.fc40',
    { name: 'bind', version: '32:9.18-1.fc40' },
    'pkg:rpm/fedora/bind-libs@9.18-1.fc40?arch=x86_64&epoch=32&upstream=bind-9.18-1.fc40.src.rpm',
  ],
  // What has no source, an epoch of another kind, a purl that has the qualifier already.
  ['pkg:npm/%40s/a@1.0.0#x', '1.0.0', undefined, 'pkg:npm/%40s/a@1.0.0#x'],
  ['pkg:deb/debian/a@1:2-1', '1:2-1', undefined, 'pkg:deb/debian/a@1:2-1'],
  ['pkg:deb/debian/a@1', '1', { name: '', version: '' }, 'pkg:deb/debian/a@1'],
];
for (const [ours, version, source, told] of purls) {
  test(`a document tells ${ours} as ${told}`, () => {
    const found = { purl: ours, version, ...defined({ source }) } as Package;
    assert.equal(writtenPurl(found), told);
    assert.equal(readPurl(told, version), ours);
  });
}

test('what is there already is not written over', () => {
  const purl = formatPurl({ type: 'deb', name: 'a', version: '1', qualifiers: { upstream: 'b' } });
  assert.equal(writtenPurl({ purl, version: '1', source: { name: 'c', version: '1' } } as Package), purl);
});
