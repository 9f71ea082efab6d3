import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { defaultLimits } from '../../core/index.ts';
import { digestBytes } from './descriptor.ts';
import { readBytes } from './file-range.ts';
import { spool } from './spool.ts';

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
}

test('what is spooled lies inflated in a file without a name that only this user may read', async () => {
  const content = Buffer.from(Array.from({ length: 10_000 }, (_, index) => index % 251));
  for (const bytes of [content, gzipSync(content)]) {
    const { handle, size, digest } = await spool(pieces(bytes), 'x', { limits: defaultLimits });
    try {
      const { mode, nlink } = await handle.stat();
      assert.deepEqual([mode & 0o777, nlink], [0o600, 0]);
      assert.deepEqual([size, digest], [content.length, digestBytes(content)]);
      assert.ok((await readBytes(handle, 0, size, 'x')).equals(content));
    } finally {
      await handle.close();
    }
  }
});

test('a source that fails, and more than may be written', async () => {
  const failing = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from('x');
    throw new Error('gone');
  };
  await assert.rejects(spool(failing(), 'x', { limits: defaultLimits }), /gone/);
  for (const [limits, code] of [
    [{ ...defaultLimits, layerInflatedBytes: 999 }, 'E_LIMIT'],
    [{ ...defaultLimits, layerBytes: 999 }, 'E_LIMIT'],
  ] as const)
    await assert.rejects(spool(pieces(Buffer.alloc(1_000)), 'x', { limits }), { code });
});
