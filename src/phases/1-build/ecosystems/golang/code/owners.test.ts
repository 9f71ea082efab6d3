import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownerOf, partOf } from './owners.ts';

const modules = new Set(['example.org/tool/plugins/v2', 'example.org/tool', 'golang.org/x/net', 'plain']);
const owners: [path: string, module: string | undefined, part: string][] = [
  ['main', 'example.org/tool', ''],
  ['example.org/tool/cmd/x', 'example.org/tool', 'cmd/x'],
  ['example.org/tool/plugins/v2/a', 'example.org/tool/plugins/v2', 'a'],
  ['golang.org/x/net', 'golang.org/x/net', ''],
  ['golang.org/x/net/http2/hpack', 'golang.org/x/net', 'http2/hpack'],
  ['plain/sub', 'plain', 'sub'],
  ['net/http', 'stdlib', 'net/http'],
  ['vendor/golang.org/x/net/http2/hpack', 'stdlib', 'vendor/golang.org/x/net/http2/hpack'],
  ['runtime', 'stdlib', 'runtime'],
  // Names that were changed, and code of a module that the program does not list.
  ['rK3xd9a', undefined, ''],
  ['golang.org/x/netz', undefined, ''],
  ['github.com/a/b', undefined, ''],
];
for (const [path, module, part] of owners) {
  test(`${path} belongs to ${module ?? 'nobody'}`, () => {
    assert.equal(ownerOf(path, { main: 'example.org/tool', mainPackage: undefined, modules }), module);
    if (module !== undefined && path !== 'main') assert.equal(partOf(path, module), part);
  });
}

test('of a program without modules only the standard library is known', () => {
  const owner = (path: string): string | undefined =>
    ownerOf(path, { main: undefined, mainPackage: 'a.org/b', modules: new Set() });
  assert.deepEqual(['a.org/b/c', 'a.org/b/vendor/x.org/y', 'net/http', 'hidden', 'main'].map(owner), [
    '',
    '',
    'stdlib',
    undefined,
    '',
  ]);
});
