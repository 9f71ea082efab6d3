import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  dockerArchive,
  type FixtureEntry,
  layer as fixtureLayer,
  inTemporaryDirectory,
  paxHeader,
  tarArchive,
  tarBody,
  tarHeader,
} from '../../../lab/fixtures/index.ts';
import { type Digest, defaultLimits, SeaworthyError } from '../../core/index.ts';
import { type ByteSource, wholeOf } from '../formats/index.ts';
import { blobLayer } from './blob-layer.ts';
import { directoryStore } from './file-store.ts';
import type { Interest, Layer, LayerEntry } from './layer.ts';
import { openTarget } from './open-target.ts';
import { whileUnchanged } from './seek-walk.ts';

const digestOf = (bytes: Uint8Array): Digest => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** A layer that lies in a file, and whether it may be read anywhere. */
function layerAt(folder: string, digest: Digest, canSeek: boolean): Layer {
  const store = directoryStore(folder);
  return blobLayer({
    ref: { index: 0, digest },
    diffId: digest,
    open: () => store.stream('layer'),
    ...(canSeek ? { range: () => store.range('layer') } : {}),
  });
}

interface Seen {
  readonly entries: LayerEntry[];
  readonly bodies: [path: string, text: string][];
  code: string;
}

async function walk(
  folder: string,
  digest: Digest,
  canSeek: boolean,
  interest: (entry: LayerEntry) => Interest = () => 'body',
): Promise<Seen> {
  const seen: Seen = { entries: [], bodies: [], code: 'none' };
  const visitor = {
    entry: (entry: LayerEntry) => {
      seen.entries.push(entry);
      return interest(entry);
    },
    head: (_: LayerEntry, bytes: Uint8Array) => bytes[0] !== 0x61,
    body: ({ path }: LayerEntry, body: ByteSource) =>
      void seen.bodies.push([path, Buffer.from(wholeOf(body)).toString('latin1')]),
  };
  try {
    await layerAt(folder, digest, canSeek).walk(visitor, { limits: defaultLimits, onProblem: () => {} });
  } catch (error) {
    assert.ok(error instanceof SeaworthyError, String(error));
    seen.code = error.code;
  }
  return seen;
}

const name = fc.constantFrom('a', 'b', 'usr/lib/x', 'usr/.wh.b', `deep/${'d'.repeat(120)}`, 'etc/.wh..wh..opq');
const entry: fc.Arbitrary<FixtureEntry> = fc.oneof(
  fc.record({ path: name, body: fc.nat(9_000).map((size) => String.fromCharCode(97 + (size % 3)).repeat(size)) }),
  fc.record({ path: name, kind: fc.constantFrom('directory' as const, 'device' as const) }),
  fc.record({ path: name, kind: fc.constantFrom('symlink' as const, 'hardlink' as const), link: name }),
);

test('a layer that can be read anywhere shows what it shows from front to back', async () => {
  await inTemporaryDirectory(async (folder) => {
    const many = fc.array(entry, { maxLength: 20 });
    const interests = fc.array(fc.constantFrom<Interest>('skip', 'head', 'body'), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(many, interests, fc.integer({ min: 0, max: 3_000 }), async (entries, wants, cut) => {
        const whole = tarArchive(entries);
        const bytes = cut < 2_000 ? whole : whole.subarray(0, -cut);
        await writeFile(join(folder, 'layer'), bytes);
        const of = (canSeek: boolean) => {
          let at = 0;
          return walk(folder, digestOf(bytes), canSeek, () => wants[at++ % wants.length] ?? 'skip');
        };
        const [seeking, streaming] = [await of(true), await of(false)];
        if (streaming.code === 'none') assert.deepEqual(seeking, streaming);
        else assert.equal(seeking.code, streaming.code);
      }),
      { numRuns: 150 },
    );
  });
});

test('other bytes than announced are told as that, whatever else is wrong, also by the thread that hashes beside', async () => {
  const large = { path: 'large', body: 'x'.repeat(12_000_000) };
  const archives: readonly (readonly [string, Uint8Array])[] = [
    ['small', tarArchive([{ path: 'a', body: 'b' }])],
    ['large', tarArchive([large, { path: 'a', body: 'b' }])],
    ['cut', tarArchive([large, { path: 'a', body: 'b'.repeat(5_000) }]).subarray(0, -4_096)],
    ['no archive', Buffer.from('<html>'.repeat(2_000_000))],
  ];
  await inTemporaryDirectory(async (folder) => {
    for (const [title, bytes] of archives) {
      await writeFile(join(folder, 'layer'), bytes);
      for (const canSeek of [true, false]) {
        const { code } = await walk(folder, digestOf(Buffer.from('other')), canSeek);
        assert.equal(code, 'E_DIGEST_MISMATCH', `${title} ${canSeek}`);
        const held = await walk(folder, digestOf(bytes), canSeek);
        assert.equal(held.code === 'none', title === 'small' || title === 'large', `${title} ${canSeek}`);
      }
    }
  });
});

test('many layers, one after the other and at once, are each hashed', async () => {
  await inTemporaryDirectory(async (folder) => {
    const bytes = tarArchive([{ path: 'large', body: 'x'.repeat(9_000_000) }]);
    await writeFile(join(folder, 'layer'), bytes);
    const [right, wrong] = [digestOf(bytes), digestOf(Buffer.from('other'))];
    const all = Array.from({ length: 14 }, (_, index) => walk(folder, index % 3 === 0 ? wrong : right, true));
    const codes = (await Promise.all(all)).map(({ code }) => code);
    assert.deepEqual(
      codes,
      codes.map((_, index) => (index % 3 === 0 ? 'E_DIGEST_MISMATCH' : 'none')),
    );
    for (let index = 0; index < 12; index++) assert.equal((await walk(folder, right, true)).code, 'none');
  });
});

test('a file that is changed while it is read is not believed', async () => {
  await inTemporaryDirectory(async (folder) => {
    const path = join(folder, 'layer');
    await writeFile(path, 'one');
    const range = await directoryStore(folder).range('layer');
    await whileUnchanged(range, async () => {});
    await assert.rejects(
      whileUnchanged(range, () => writeFile(path, 'two')),
      { code: 'E_READ' },
    );
    await range.close();
  });
});

test('a member that is stored with holes is told, and not read as if it were whole', async () => {
  await inTemporaryDirectory(async (folder) => {
    const holes = { 'GNU.sparse.map': '0,1', 'GNU.sparse.size': '77' };
    const member = [paxHeader(holes), tarHeader({ name: 'holes', size: 1 }), tarBody('x')];
    const bytes = Buffer.concat([...member, tarArchive([{ path: 'next', body: 'y' }])]);
    await writeFile(join(folder, 'layer'), bytes);
    const seeking = await walk(folder, digestOf(bytes), true);
    assert.deepEqual(seeking, await walk(folder, digestOf(bytes), false));
    assert.deepEqual(seeking.bodies, [['next', 'y']]);
  });
});

test('layers of an archive end where their members end, whoever hashes them', async () => {
  await inTemporaryDirectory(async (folder) => {
    const path = join(folder, 'image.tar');
    const layers = [9_000_000, 300, 9_500_000, 100_000].map((size, index) =>
      fixtureLayer([{ path: `file-${index}`, body: 'x'.repeat(size) }], 'none'),
    );
    await writeFile(path, dockerArchive({ layers }).bytes);
    const image = await openTarget(`docker-archive:${path}`, { limits: defaultLimits });
    const entries: string[] = [];
    const visitor = {
      entry: ({ path: name }: LayerEntry) => {
        entries.push(name);
        return 'skip' as const;
      },
      body: () => {},
    };
    await Promise.all(image.layers.map((one) => one.walk(visitor, { limits: defaultLimits })));
    await image.close();
    assert.deepEqual(entries.sort(), ['file-0', 'file-1', 'file-2', 'file-3']);
  });
});
