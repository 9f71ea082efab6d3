import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultLimits, defined } from '../../core/index.ts';
import type { EntryKind, LayerEntry } from './layer.ts';
import { FileTree } from './tree.ts';

const entry = (path: string, kind: EntryKind = 'file', link?: string): LayerEntry => ({
  path,
  kind,
  size: kind === 'file' ? path.length : 0,
  mode: 0o644,
  ...defined({ link }),
});
const file = (path: string): LayerEntry => entry(path);
const folder = (path: string): LayerEntry => entry(path, 'directory');
const link = (path: string, target: string): LayerEntry => entry(path, 'symlink', target);
const hard = (path: string, target: string): LayerEntry => entry(path, 'hardlink', target);
const whiteout = (path: string): LayerEntry => entry(path, 'whiteout');
const opaque = (path: string): LayerEntry => entry(path, 'opaque');

const merge = (...layers: LayerEntry[][]): FileTree => FileTree.merge(layers, defaultLimits);
/** Every file as `path < layer:origin`, sorted. */
const files = (tree: FileTree): string[] =>
  [...tree.files()].map((node) => `${node.path} < ${node.layer}:${node.origin}`).sort();

const cases: readonly (readonly [string, LayerEntry[][], string[]])[] = [
  ['a later layer wins', [[file('a/x'), file('a/y')], [file('a/x')]], ['a/x < 1:a/x', 'a/y < 0:a/y']],
  ['a whiteout hides a file', [[file('a/x'), file('a/y')], [whiteout('a/x')]], ['a/y < 0:a/y']],
  ['a whiteout hides a folder with all in it', [[file('a/b/x'), file('a/y')], [whiteout('a/b')]], ['a/y < 0:a/y']],
  [
    'a whiteout after the file of its own layer hides only lower ones',
    [[file('x/old')], [file('x/new'), whiteout('x')]],
    ['x/new < 1:x/new'],
  ],
  [
    'a whiteout before the file of its own layer',
    [[file('x/old')], [whiteout('x'), file('x/new')]],
    ['x/new < 1:x/new'],
  ],
  ['a whiteout of nothing', [[file('a')], [whiteout('b/c')]], ['a < 0:a']],
  [
    'opaque keeps what its own layer brings, wherever the mark stands',
    [[file('d/old')], [file('d/new'), opaque('d')]],
    ['d/new < 1:d/new'],
  ],
  [
    'opaque root',
    [
      [file('a'), file('b/c')],
      [opaque(''), file('d')],
    ],
    ['d < 1:d'],
  ],
  ['a file replaces a folder', [[file('a/x'), file('b')], [file('a')]], ['a < 1:a', 'b < 0:b']],
  ['a folder replaces a file', [[file('a')], [folder('a'), file('a/x')]], ['a/x < 1:a/x']],
  ['a folder over a folder keeps what is in it', [[file('a/x')], [folder('a')]], ['a/x < 0:a/x']],
  ['a folder comes back empty after a whiteout of it', [[file('a/x')], [whiteout('a')], [folder('a')]], []],
  ['a link replaces a folder', [[file('a/x'), file('b/y')], [link('a', 'b')]], ['b/y < 0:b/y']],
  ['hard link in the same layer', [[file('a'), hard('b', 'a')]], ['a < 0:a', 'b < 0:a']],
  [
    'hard link into a lower layer, which outlives it',
    [[file('a')], [hard('b', 'a'), whiteout('c')], [whiteout('a')]],
    ['b < 0:a'],
  ],
  ['hard link before its target', [[hard('b', 'a'), file('a')]], ['a < 0:a', 'b < 0:a']],
  ['hard link to a hard link', [[file('a'), hard('b', 'a'), hard('c', 'b')]], ['a < 0:a', 'b < 0:a', 'c < 0:a']],
  ['through a link of the same layer', [[link('lib', 'usr/lib'), file('lib/x')]], ['usr/lib/x < 0:lib/x']],
  [
    'through an absolute link of the same layer, with dots',
    [[folder('a/b'), link('a/l', '/c/../d'), file('a/l/x')]],
    ['d/x < 0:a/l/x'],
  ],
  [
    'through a link of a lower layer a folder takes its place',
    [[link('lib', 'usr/lib'), file('usr/lib/y')], [file('lib/x')]],
    ['lib/x < 1:lib/x', 'usr/lib/y < 0:usr/lib/y'],
  ],
  ['through a link that climbs out', [[link('l', '../../..'), file('l/x')]], ['x < 0:l/x']],
  ['through links in a circle', [[link('a', 'b'), link('b', 'a'), file('a/x'), file('y')]], ['y < 0:y']],
];

for (const [name, layers, expected] of cases)
  test(`layers: ${name}`, () => assert.deepEqual(files(merge(...layers)), expected));

test('a hard link to nothing is told', () => {
  const tree = merge([hard('b', 'nowhere'), hard('c', 'd'), folder('d')]);
  assert.deepEqual(files(tree), []);
  assert.deepEqual(
    tree.unresolvedHardLinks.map(({ layer, entry: { path } }) => [layer, path]),
    [
      [0, 'b'],
      [0, 'c'],
    ],
  );
});

test('a hard link gives the mode, the owner and the capabilities of its entry to all names of the file', () => {
  const owner = { uid: 5, gid: 5 };
  const tree = merge([file('a'), { ...hard('b', 'a'), mode: 0o4755, owner }], [{ ...hard('c', 'b'), capabilities: 4 }]);
  const told = ['a', 'b', 'c'].map((path) => {
    const { mode, owner: whose, capabilities, layer } = tree.resolve(path) ?? {};
    return [mode, whose, capabilities, layer];
  });
  assert.deepEqual(told, [
    [0o4755, owner, undefined, 0],
    [0o644, undefined, 4, 0],
    [0o644, undefined, 4, 0],
  ]);
});

test('paths are resolved as inside a container', () => {
  const chain = Array.from({ length: 50 }, (_, index) => link(`chain/${index}`, `${index + 1}`));
  const tree = merge([
    file('usr/lib/os-release'),
    file('usr/bin/tool'),
    link('etc/os-release', '../usr/lib/os-release'),
    link('bin', 'usr/bin'),
    link('abs', '/usr/lib'),
    link('climb', '../../../usr/../usr/lib'),
    link('dangling', 'nowhere'),
    link('self', 'self'),
    link('two', 'three'),
    link('three', 'two/x'),
    link('root', '/'),
    link('empty', ''),
    ...chain,
    file('chain/50'),
  ]);
  const table: readonly (readonly [string, string | undefined])[] = [
    ['etc/os-release', 'usr/lib/os-release'],
    ['/etc//./os-release', 'usr/lib/os-release'],
    ['bin/tool', 'usr/bin/tool'],
    ['abs/os-release', 'usr/lib/os-release'],
    ['climb/os-release', 'usr/lib/os-release'],
    ['root/root/bin/../lib/os-release', 'usr/lib/os-release'],
    ['../../usr/bin/tool', 'usr/bin/tool'],
    ['bin', 'usr/bin'],
    ['dangling', undefined],
    ['self', undefined],
    ['two', undefined],
    ['empty', undefined],
    ['usr/bin/tool/x', undefined],
    ['chain/0', undefined],
    ['chain/10', 'chain/50'],
    ['', ''],
    ['root', ''],
  ];
  for (const [path, expected] of table) assert.equal(tree.resolve(path)?.path, expected, path);
  assert.equal(tree.get('bin')?.kind, 'symlink');
  assert.equal(tree.get('bin')?.link, 'usr/bin');
  assert.equal(tree.get('bin/tool')?.path, 'usr/bin/tool');
  assert.equal(tree.get('usr/bin/tool')?.link, undefined);
  assert.equal(tree.get('nothing'), undefined);
});

/** What a layer does, said plainly over full paths: for layers without links. */
function model(layers: readonly (readonly LayerEntry[])[]): string[] {
  let lower = new Map<string, LayerEntry & { layer: number }>();
  for (const [layer, entries] of layers.entries()) {
    const hides = (path: string): boolean =>
      entries.some(
        (mark) =>
          (mark.kind === 'whiteout' && (path === mark.path || path.startsWith(`${mark.path}/`))) ||
          (mark.kind === 'opaque' && path.startsWith(`${mark.path}/`)),
      );
    lower = new Map([...lower].filter(([path]) => !hides(path)));
    for (const added of entries) {
      if (added.kind === 'whiteout' || added.kind === 'opaque') continue;
      if (added.kind === 'file')
        for (const path of lower.keys()) if (path.startsWith(`${added.path}/`)) lower.delete(path);
      const parts = added.path.split('/');
      for (let depth = 1; depth < parts.length; depth += 1) {
        const above = parts.slice(0, depth).join('/');
        if (lower.get(above)?.kind === 'file') lower.delete(above);
      }
      if (added.kind === 'file') lower.set(added.path, { ...added, layer });
      else if (lower.get(added.path)?.kind === 'file') lower.delete(added.path);
    }
  }
  return [...lower.values()].map(({ path, layer }) => `${path} < ${layer}:${path}`).sort();
}

test('without links, the tree is what the rules say over plain paths', () => {
  const path = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  const some = fc.record({
    path,
    kind: fc.constantFrom<EntryKind>('file', 'file', 'file', 'directory', 'whiteout', 'opaque'),
    size: fc.constant(0),
    mode: fc.constant(0o644),
  });
  fc.assert(
    fc.property(fc.array(fc.array(some, { maxLength: 8 }), { maxLength: 4 }), (layers) => {
      assert.deepEqual(files(merge(...layers)), model(layers));
    }),
    { numRuns: 500 },
  );
});

test('any entries and paths give an answer', () => {
  const name = fc.constantFrom('a', 'b', '..', '.', '', 'c');
  const path = fc.array(name, { maxLength: 5 }).map((parts) => parts.join('/'));
  const kinds: EntryKind[] = ['file', 'directory', 'symlink', 'hardlink', 'other', 'whiteout', 'opaque'];
  const tidy = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 }).map((parts) => parts.join('/'));
  const some = fc.record({
    path: tidy,
    kind: fc.constantFrom(...kinds),
    size: fc.nat(),
    mode: fc.nat(0o7777),
    link: path,
  });
  fc.assert(
    fc.property(fc.array(fc.array(some, { maxLength: 10 }), { maxLength: 4 }), path, (layers, asked) => {
      const tree = merge(...layers);
      for (const node of tree.files()) assert.equal(tree.get(node.path), node);
      const found = tree.resolve(asked);
      if (found !== undefined) assert.notEqual(found.kind, 'symlink');
    }),
    { numRuns: 500 },
  );
});

test('all nodes come in one order, with their paths, and those of a folder alone', () => {
  const file = (path: string): LayerEntry => ({ path, kind: 'file', size: 1, mode: 0o644 });
  const tree = FileTree.merge(
    [[file('a/b/c'), file('d'), file('a/e'), file('a/b/f/g')], [file('a/b/h')]],
    defaultLimits,
  );
  const each: string[] = [];
  tree.each((node, path) => {
    assert.equal(node.path, path);
    each.push(path);
  });
  assert.deepEqual(
    [...tree.nodes()].map(({ path }) => path),
    each,
  );
  assert.deepEqual([...each].sort(), ['a', 'a/b', 'a/b/c', 'a/b/f', 'a/b/f/g', 'a/b/h', 'a/e', 'd']);
  assert.deepEqual(
    [...tree.files(tree.get('a/b'))].map(({ path }) => path),
    ['a/b/c', 'a/b/f/g', 'a/b/h'],
  );
  assert.deepEqual([...tree.files(tree.get('d'))], []);
});
