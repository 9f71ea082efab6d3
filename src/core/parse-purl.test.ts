import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parsePurl } from './parse-purl.ts';
import { formatPurl } from './purl.ts';

test('package URLs, read', () => {
  assert.deepEqual(parsePurl('pkg:deb/debian/libssl3@3.0.17-1~deb12u2?arch=amd64&upstream=openssl&distro=debian-12'), {
    type: 'deb',
    namespace: 'debian',
    name: 'libssl3',
    version: '3.0.17-1~deb12u2',
    qualifiers: { arch: 'amd64', upstream: 'openssl', distro: 'debian-12' },
  });
  assert.deepEqual(parsePurl('PKG://golang/golang.org%2Fx/net@v0.1.0#http2/h2c'), {
    type: 'golang',
    namespace: 'golang.org/x',
    name: 'net',
    version: 'v0.1.0',
    qualifiers: {},
    subpath: 'http2/h2c',
  });
  for (const text of ['pkg:npm/%40babel/core@7.0.0', 'pkg:npm/@babel/core@7.0.0'])
    assert.deepEqual(parsePurl(text), {
      type: 'npm',
      namespace: '@babel',
      name: 'core',
      version: '7.0.0',
      qualifiers: {},
    });
  assert.deepEqual(parsePurl('pkg:npm/@babel/core'), {
    type: 'npm',
    namespace: '@babel',
    name: 'core',
    qualifiers: {},
  });
});

test('what stands behind the last sign is the version, whatever is in it', () => {
  const versions: readonly (readonly [string, string, string])[] = [
    ['pkg:npm/lodash@git+https://github.com/lodash/lodash.git', 'lodash', 'git+https://github.com/lodash/lodash.git'],
    ['pkg:golang/golang.org/x/net@release-branch/go1.0', 'net', 'release-branch/go1.0'],
    ['pkg:composer/symfony/http-kernel@dev-feature/x', 'http-kernel', 'dev-feature/x'],
    ['pkg:npm/lodash@file:../x', 'lodash', 'file:../x'],
  ];
  for (const [text, name, version] of versions) {
    const parsed = parsePurl(text);
    assert.deepEqual([parsed?.name, parsed?.version], [name, version]);
  }
});

test('what is no package URL', () => {
  const texts = [
    'pkg:npm/lodash@4.17.20 pkg:npm/react@18.2.0',
    'pkg:npm/lodash@4.17.20,pkg:npm/react@18.2.0',
    'pkg:npm/lodash@4.17.21@4.17.20',
    'pkg:npm/react@18.2.0 # a comment',
    '',
    'pkg:',
    'pkg:npm',
    'pkg:npm/',
    'npm/a@1',
    'pkg:1/a',
    'pkg:npm/%zz',
    'pkg:npm/a@%',
    `pkg:npm/${'a'.repeat(5_000)}`,
  ];
  for (const text of texts) assert.equal(parsePurl(text), undefined, text);
});

test('what we write we read, and no text breaks the reader', () => {
  const word = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 10 })
    .filter((text) => text.isWellFormed() && !/^\/+$/.test(text));
  const part = word.filter((text) => !text.includes('/'));
  fc.assert(
    fc.property(
      fc.constantFrom('deb', 'npm', 'golang'),
      fc.array(part, { maxLength: 3 }),
      part,
      part,
      word,
      (type, space, name, version, arch) => {
        const namespace = space.join('/');
        const parts = { type, name, version, qualifiers: { arch }, ...(namespace === '' ? {} : { namespace }) };
        assert.deepEqual(parsePurl(formatPurl(parts)), parts);
      },
    ),
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parsePurl(`pkg:${text}`)));
});
