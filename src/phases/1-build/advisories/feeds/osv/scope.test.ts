import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AdvisoryScope } from '../../../../../core/index.ts';
import { readScope } from './scope.ts';

/** `ecosystem_specific` of an entry of `affected`, and what it limits the record to. */
const scopes: [title: string, own: unknown, only: readonly AdvisoryScope[] | undefined][] = [
  ['nothing', undefined, undefined],
  ['an import', { imports: [{ path: 'a/b', symbols: ['F'] }] }, [{ part: 'a/b', symbols: ['F'] }]],
  ['an import without functions', { imports: [{ path: 'a/b', symbols: [] }] }, [{ part: 'a/b' }]],
  ['functions that are none', { imports: [{ path: 'a/b', symbols: ['F', 1] }] }, [{ part: 'a/b' }]],
  ['functions without a package', { imports: [{ symbols: ['F'] }] }, undefined],
  [
    'imports with systems',
    {
      imports: [
        { path: 'os', goos: ['windows'] },
        { path: 'x', goarch: ['s390x'] },
      ],
    },
    [
      { part: 'os', os: ['windows'] },
      { part: 'x', architectures: ['s390x'] },
    ],
  ],
  ['an import of nothing among others', { imports: [{ path: 'a' }, {}] }, undefined],
  ['no imports', { imports: [] }, undefined],
  [
    'systems of RustSec',
    { affects: { os: ['windows', 'macos'], arch: [], functions: [] } },
    [{ os: ['windows', 'darwin'] }],
  ],
  ['processors of RustSec', { affects: { os: [], arch: ['x86'] } }, [{ architectures: ['x86'] }]],
  ['empty lists of RustSec', { affects: { os: [], arch: [], functions: [] } }, undefined],
  ['functions alone', { affects: { functions: ['a::b'] } }, undefined],
  // What is no list of texts limits nothing: read in part it would limit too much.
  ['a text for a list', { affects: { os: 'windows' } }, undefined],
  ['a list with something else in it', { affects: { os: ['windows', 1] } }, undefined],
  ['imports that are none', { imports: 'a/b' }, undefined],
  ['more than any record has', { imports: Array.from({ length: 1001 }, () => ({ path: 'a' })) }, undefined],
];
for (const [title, own, only] of scopes) {
  test(`scope: ${title}`, () => assert.deepEqual(readScope({ ecosystem_specific: own }), only));
}
