import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defined, SeaworthyError } from '../../core/index.ts';
import { EntryList } from './entry-list.ts';
import type { EntryKind, LayerEntry } from './layer.ts';

const part = fc.constantFrom('usr', 'lib', 'x', 'café', '日本', 'caf\ufffde9', 'a-longer-name-of-a-file.txt');
const path = fc.array(part, { maxLength: 6 }).map((parts) => parts.join('/'));
const kind = fc.constantFrom<EntryKind>('file', 'directory', 'symlink', 'hardlink', 'other', 'whiteout', 'opaque');
const entry: fc.Arbitrary<LayerEntry> = fc
  .record({
    path,
    kind,
    size: fc.maxSafeNat(),
    mode: fc.nat(0o7777),
    link: fc.option(path, { nil: undefined }),
    owner: fc.option(fc.record({ uid: fc.nat(4294967295), gid: fc.nat(4294967295) }), { nil: undefined }),
    capabilities: fc.option(fc.nat(2 ** 41 - 1), { nil: undefined }),
  })
  .map(({ link, owner, capabilities, ...rest }) => ({
    ...rest,
    ...defined({ link, capabilities, owner: owner && { ...owner } }),
  }));

test('what was added comes back in its order, also from kept bytes, and more can be added', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), entry, (entries, more) => {
      const list = EntryList.of(entries);
      assert.deepEqual([...list], entries);
      const kept = EntryList.from(list.bytes());
      assert.deepEqual([kept.length, [...kept]], [entries.length, entries]);
      for (const wanted of [[], ['hardlink'], ['whiteout', 'opaque']] as const) {
        const some = entries.filter((one) => wanted.some((kind) => kind === one.kind));
        assert.deepEqual([...list.ofKinds(wanted)], some);
        assert.deepEqual([...kept.ofKinds(wanted)], some);
      }
      kept.add(more);
      assert.deepEqual([...kept], [...entries, more]);
    }),
    { numRuns: 200 },
  );
});

test('paths and links longer than a piece of the list', () => {
  const long = 'x'.repeat(3_000_000);
  const entries: LayerEntry[] = [
    { path: 'a', kind: 'symlink', size: 0, mode: 0o777, link: long },
    { path: long, kind: 'file', size: 1, mode: 0 },
    { path: `${long}y`, kind: 'file', size: 2, mode: 0 },
  ];
  assert.deepEqual([...EntryList.of(entries)], entries);
});

test('damaged bytes are entries or refused, nothing else', () => {
  const good = EntryList.of(
    Array.from({ length: 20 }, (_, at): LayerEntry => ({ path: `usr/${at}`, kind: 'file', size: at, mode: 0 })),
  ).bytes();
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, cut) => {
      const bytes = Buffer.from(good.subarray(0, cut));
      if (at < bytes.length) bytes[at] = byte;
      try {
        assert.equal([...EntryList.from(bytes)].length <= 200, true);
      } catch (error) {
        assert.ok(error instanceof SeaworthyError && error.code === 'E_FORMAT', String(error));
      }
    }),
    { numRuns: 500 },
  );
});

test('a million entries take some tens of bytes each', () => {
  const list = new EntryList();
  for (let at = 0; at < 1_000_000; at++)
    list.add({
      path: `usr/share/folder-${Math.floor(at / 100)}/some-file-name-${at}.txt`,
      kind: 'file',
      size: at,
      mode: 0o644,
    });
  assert.ok(list.bytes().length < 40_000_000, String(list.bytes().length));
});
