import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { imageBlobs, inTemporaryDirectory, memoryRegistry, ociLayout } from '../../lab/fixtures/index.ts';
import { type Digest, SeaworthyError } from '../core/index.ts';
import { openLedger } from '../foundations/ledger/index.ts';
import { gateCheck } from './gate/index.ts';
import { withoutImageId } from './image-id.ts';
import type { Settings } from './settings.ts';
import { imageTree, signImage, verifyImage } from './ship/index.ts';
import { by, ours, pushImage, shipSettings } from './ship/testing/ship-world.ts';

/* An image id is the digest of a configuration: `docker images --no-trunc`. */

const image = imageBlobs({ layers: [] });
const id: Digest = image.config.digest;
const { digest } = image.manifest;

/** The ledger has seen an image under these names. */
async function seen(settings: Settings, subject: string, names: readonly string[]): Promise<void> {
  const ledger = await openLedger(settings.ledgerDirectory ?? '');
  try {
    const [producer, time] = [{ name: 'test', version: '1' }, '2026-01-01T00:00:00.000Z'];
    await ledger.append({ subject, names, kind: 'lint', shape: 1, producer, time, payload: {} });
  } finally {
    await ledger.close();
  }
}

const refused = (why: RegExp) => (error: unknown) =>
  error instanceof SeaworthyError && error.code === 'E_REFERENCE' && why.test(`${error.message} ${error.why}`);

test('an id that nobody has seen is refused, and no registry is asked', async () => {
  await inTemporaryDirectory(async (folder) => {
    const settings = shipSettings(folder, 'registry.invalid');
    const short = id.slice(0, 19);
    for (const target of [id, short, `registry:${id}`]) {
      await assert.rejects(verifyImage(target, { signer: by(ours) }, settings), refused(/image id.*does not know it/));
      await assert.rejects(imageTree(target, settings), refused(/image id/));
      await assert.rejects(signImage(target, { key: ours.key }, settings), refused(/image id/));
    }
    assert.equal(await withoutImageId('registry.example/a:1', settings), 'registry.example/a:1');
    assert.equal(await withoutImageId(`a@${digest}`, settings), `a@${digest}`);
  });
});

test('an id that was seen elsewhere than in a registry or layout is refused with where', async () => {
  await inTemporaryDirectory(async (folder) => {
    const settings = shipSettings(folder);
    await seen(settings, id, ['docker-archive:/tmp/a.tar', 'saved.tar']);
    await assert.rejects(verifyImage(id, { signer: by(ours) }, settings), refused(/docker-archive:\/tmp\/a.tar/));
  });
});

test('an id that an engine knows is none of the registry that its name would be in', async () => {
  await inTemporaryDirectory(async (folder) => {
    const settings = shipSettings(folder);
    await seen(settings, id, ['docker:r.example/app:1', 'r.example/app:1']);
    await assert.rejects(withoutImageId(id, settings), refused(/docker:r\.example\/app:1/));
    await seen(settings, digest, [id, 'r.example/app:2']);
    assert.equal(await withoutImageId(id, settings), `registry:r.example/app@${digest}`);
  });
});

test('the ledger knows in which layout an image of this id lies: verify, tree', async () => {
  await inTemporaryDirectory(async (folder) => {
    const layout = join(folder, 'layout');
    await ociLayout(layout, { layers: [], tag: 'v1' });
    const settings = shipSettings(folder);
    await signImage(`oci:${layout}:v1`, { key: ours.key }, settings);
    await seen(settings, digest, [`oci:${layout}:v1`, id]);
    const { verdict, subject } = await verifyImage(id, { signer: by(ours) }, settings);
    assert.deepEqual([verdict, subject], ['trusted', digest]);
    assert.equal((await imageTree(id, settings)).root.digest, digest);
  });
});

test('the ledger knows in which repository an image of this id lies: verify, gate check', async () => {
  await using registry = await memoryRegistry();
  await inTemporaryDirectory(async (folder) => {
    const { host } = registry;
    const settings = shipSettings(folder, host);
    await pushImage(`${host}/a/b:v1`, settings, image);
    await signImage(`${host}/a/b:v1`, { key: ours.key }, settings);
    await seen(settings, digest, [`${host}/a/b:v1`, id]);
    assert.equal((await verifyImage(id, { signer: by(ours) }, settings)).verdict, 'trusted');
    const bytes = Buffer.from(
      `gate: 1\nname: t\nmode: enforce\nunknown: allow\nrules:\n  - { id: signed, signedBy: [{ keyFile: ours.pub }] }\n`,
    );
    const gate = { bytes, where: 'gate.yaml', readKeyFile: async () => ours.pub.text };
    const check = async (reference: string) => gateCheck({ gate, targets: [{ kind: 'image', reference }] }, settings);
    assert.equal((await check(id)).verdict, 'allowed');
    await assert.rejects(check(`sha256:${'0'.repeat(64)}`), refused(/image id/));
  });
});
