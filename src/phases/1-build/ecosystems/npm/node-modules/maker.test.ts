import assert from 'node:assert/strict';
import { test } from 'node:test';
import { originOf } from './maker.ts';

const rows: readonly (readonly [manifest: unknown, maintainer: string | undefined, homepage: string | undefined])[] = [
  [{}, undefined, undefined],
  [{ author: 'Mara Lind <m@x.example> (https://x.example)' }, 'Mara Lind <m@x.example>', undefined],
  [{ author: { name: 'Mara', email: 'm@x.example' } }, 'Mara <m@x.example>', undefined],
  [{ author: { name: 'Mara' } }, 'Mara', undefined],
  [{ author: ['Mara'], homepage: 7, repository: [] }, undefined, undefined],
  [{ homepage: 'https://x.example/', repository: 'a/b' }, undefined, 'https://x.example/'],
  [{ repository: 'a/b' }, undefined, 'https://github.com/a/b'],
  [{ repository: 'gitlab:a/b' }, undefined, 'https://gitlab.com/a/b'],
  [{ repository: { url: 'git+https://github.com/a/b.git' } }, undefined, 'https://github.com/a/b'],
  [{ repository: { url: 'git+ssh://git@github.com/a/b.git' } }, undefined, 'https://github.com/a/b'],
  [{ repository: { url: 'https://user:secret@x.example/a' } }, undefined, undefined],
  [{ repository: 'javascript:alert(1)' }, undefined, undefined],
];
for (const [manifest, maintainer, homepage] of rows)
  test(`who made ${JSON.stringify(manifest)}`, () => {
    const { origin } = originOf(manifest);
    assert.deepEqual([origin?.maintainer, origin?.homepage], [maintainer, homepage]);
  });
