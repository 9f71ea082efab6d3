import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type FixtureLayer,
  imageBlobs,
  inTemporaryDirectory,
  layer,
  memoryRegistry,
  ociArchive,
  ociLayout,
} from '../../../lab/fixtures/index.ts';
import { defaultLimits } from '../../core/index.ts';
import { createHttp } from '../net/index.ts';
import { openRegistryImage } from './registry/registry-image.ts';
import { entriesOf, failure } from './testing/image-files.ts';

/* Engines know a layer that they have unpacked by the digest in `diff_ids`: where that is another layer's, they run the other. */

const compressions = ['gzip', 'zstd', 'none'] as const;
const honest = layer([{ path: 'a', body: 'what is scanned' }]);

/** A layer whose configuration says that its content is another. */
const lying = (compression: FixtureLayer['compression']): FixtureLayer => ({
  ...layer([{ path: 'a', body: 'what is scanned' }], compression),
  diffId: layer([{ path: 'a', body: 'what runs' }]).diffId,
});

const walkAll = async (image: { readonly layers: readonly Parameters<typeof entriesOf>[0][] }): Promise<void> => {
  for (const one of image.layers) await entriesOf(one);
};

function assertTold(error: {
  code: string;
  message: string;
  where?: string | undefined;
  why?: string | undefined;
}): void {
  assert.equal(error.code, 'E_DIGEST_MISMATCH');
  assert.match(error.message, /diff_ids/);
  assert.match(error.where ?? '', /^layer 2 /);
  assert.match(error.why ?? '', /^sha256:[0-9a-f]{64}, not sha256:[0-9a-f]{64}$/);
}

for (const compression of compressions) {
  test(`the content of a layer is not what the image says, ${compression}: a layout and an archive`, () =>
    inTemporaryDirectory(async (folder) => {
      const layers = [honest, lying(compression)];
      await ociLayout(join(folder, 'layout'), { layers });
      const archive = ociArchive([{ tag: 'v1', images: [{ layers }] }]);
      await writeFile(join(folder, 'image.tar'), archive.bytes);
      for (const target of [`oci:${folder}/layout`, `oci-archive:${folder}/image.tar`])
        assertTold(await failure(target, {}, walkAll));
    }));

  test(`the content of a layer is not what the image says, ${compression}: a registry`, async () => {
    await using registry = await memoryRegistry();
    const image = imageBlobs({ layers: [honest, lying(compression)] });
    for (const [digest, bytes] of image.blobs)
      registry.content.set(`a/b@${digest}`, { bytes: Buffer.from(bytes), type: 'application/octet-stream' });
    const { digest, mediaType } = image.manifest;
    registry.content.set(`a/b@${digest}`, { bytes: Buffer.from(image.manifestBytes), type: mediaType });
    const http = createHttp({
      offline: false,
      timeout: 20_000,
      userAgent: 'test',
      plainHttpHosts: [registry.host],
      retries: 0,
    });
    try {
      const where = { http, plainHttpHosts: [registry.host], limits: defaultLimits };
      const target = `${registry.host}/a/b@${digest}`;
      const open = { registry: (reference: string) => openRegistryImage(reference, where) };
      assertTold(await failure(target, open, walkAll));
    } finally {
      await http.close();
    }
  });
}

test('more or fewer digests than layers are told', () =>
  inTemporaryDirectory(async (folder) => {
    for (const diffIds of [[], [honest.diffId, honest.diffId]]) {
      const path = join(folder, String(diffIds.length));
      await ociLayout(path, { layers: [honest], config: { rootfs: { type: 'layers', diff_ids: diffIds } } });
      const { code, message } = await failure(`oci:${path}`);
      assert.deepEqual(
        [code, message],
        ['E_FORMAT', `the manifest lists 1 layers, its configuration ${diffIds.length}`],
      );
    }
  }));
