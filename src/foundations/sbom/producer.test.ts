import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Package } from '../../core/index.ts';
import { type PackageMaker, producerOf } from './producer.ts';

const found = (more: Partial<Package>): Package => ({
  ...{ id: 'x', name: 'x', version: '1', purl: 'pkg:npm/x@1', type: 'npm', versionOrder: 'semver', licences: [] },
  ...{ path: 'x', paths: ['x'], files: [], foundBy: 'x' },
  ...more,
});

const cases: readonly (readonly [what: string, found: Package, maker: PackageMaker | undefined])[] = [
  ['nothing said', found({}), undefined],
  [
    'name and mail',
    found({ origin: { maintainer: 'A Team <a@x.example>', homepage: 'https://x.example/' } }),
    { name: 'A Team', email: 'a@x.example' },
  ],
  [
    'a name and a page',
    found({ origin: { vendor: 'Shop', homepage: 'https://x.example/' } }),
    { name: 'Shop', url: 'https://x.example/' },
  ],
  ['a name alone', found({ origin: { vendor: 'Shop' } }), { name: 'Shop' }],
  [
    'a page alone',
    found({ origin: { homepage: 'https://x.example/y/' } }),
    { name: 'x.example/y', url: 'https://x.example/y/' },
  ],
  ['a page that a browser would run', found({ origin: { homepage: 'javascript:alert(1)' } }), undefined],
  [
    'a module of Go',
    found({ type: 'golang', name: 'example.org/a/b' }),
    { name: 'example.org/a/b', url: 'https://example.org/a/b' },
  ],
  ['the library of Go', found({ type: 'golang', name: 'stdlib' }), { name: 'go.dev', url: 'https://go.dev/' }],
  ['a module of no host', found({ type: 'golang', name: 'main' }), undefined],
  [
    'a module from a folder',
    found({ type: 'golang', name: 'example.org/a', origin: { takenFrom: 'local' } }),
    undefined,
  ],
];
for (const [what, one, maker] of cases)
  test(`who made a package: ${what}`, () => assert.deepEqual(producerOf(one), maker));
