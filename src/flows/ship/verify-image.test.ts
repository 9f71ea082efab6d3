import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type FixtureImage,
  fakeSigstore,
  imageBlobs,
  inTemporaryDirectory,
  layer,
  memoryRegistry,
  networkUsed,
  ociLayout,
} from '../../../lab/fixtures/index.ts';
import { emptyConfig, formatArtifact } from '../../foundations/images/index.ts';
import type { FullRecord } from '../../foundations/ledger/index.ts';
import { readSignature } from '../../records/index.ts';
import { attestImage } from './attest-image.ts';
import { imageTree } from './image-tree.ts';
import { signImage } from './sign-image.ts';
import { by, isCode, ours, pushImage, records, sbom, shipSettings, withStore } from './testing/ship-world.ts';
import { verifyImage } from './verify-image.ts';

const body = JSON.stringify({ name: 'left', version: '1.0.0' });
const fixture: FixtureImage = { layers: [layer([{ path: 'app/node_modules/left/package.json', body }])] };
const image = imageBlobs(fixture);

test('by an identity, with a trusted root, offline', () =>
  inTemporaryDirectory(async (folder) => {
    const sigstore = fakeSigstore();
    await ociLayout(join(folder, 'app'), fixture);
    const settings = shipSettings(folder);
    const target = join(folder, 'app');
    const hex = image.manifest.digest.slice('sha256:'.length);
    const statement = Buffer.from(
      JSON.stringify({
        _type: 'https://in-toto.io/Statement/v1',
        subject: [{ digest: { sha256: hex } }],
        predicateType: 'https://sigstore.dev/cosign/sign/v1',
        predicate: {},
      }),
    );
    await withStore(target, settings, async ({ store }) => {
      const { mediaType, digest, size } = image.manifest;
      const bundle = sigstore.bundle({ content: { statement }, entry: 'dsse 0.0.1' });
      const blob = await store.putBlob(Buffer.from(JSON.stringify(bundle)));
      await store.putBlob(emptyConfig.bytes);
      const type = 'application/vnd.dev.sigstore.bundle.v0.3+json';
      const parts = { artifactType: type, annotations: {}, subject: { mediaType, digest, size } };
      await store.attach(formatArtifact({ ...parts, blob: { mediaType: type, ...blob } }));
    });
    const trustedRoot = { text: JSON.stringify(sigstore.trustedRoot), where: 'root.json' };
    const { subject, issuer } = sigstore;
    const check = (over: { readonly subject?: string; readonly issuer?: string } = {}) =>
      verifyImage(target, { signer: { kind: 'identity', subject, issuer, trustedRoot, ...over } }, settings);
    const good = await check();
    assert.equal(good.verdict, 'trusted', good.why);
    assert.deepEqual(good.verified[0]?.time, { at: '2025-03-04T05:06:12.000Z', source: 'transparency-log' });
    assert.equal((await check({ subject: `${subject}x` })).verdict, 'not-trusted');
    assert.equal((await check({ issuer: `${issuer}/` })).verdict, 'not-trusted');
    const [first] = await records(settings);
    const said = readSignature(first as FullRecord);
    assert.deepEqual(said.signer, { kind: 'identity', subject, issuer });
    await assert.rejects(
      verifyImage(
        target,
        { signer: { kind: 'identity', subject, issuer, trustedRoot: { text: '{}', where: 'root.json' } } },
        settings,
      ),
      isCode('E_FORMAT'),
    );
  }));

test('under --offline no socket is opened: layouts work, registries are refused', () =>
  inTemporaryDirectory(async (folder) => {
    await using registry = await memoryRegistry();
    const online = shipSettings(folder, registry.host);
    const target = `${registry.host}/a/b:v1`;
    await pushImage(target, online, image);
    await signImage(target, { key: ours.key }, online);
    const before = registry.server.requests.length;
    const offline = { ...online, offline: true };
    const layout = join(folder, 'app');
    await ociLayout(layout, fixture);
    const used = await networkUsed(async () => {
      for (const refused of [target, `registry:${target}`, 'registry.example/app:1', 'alpine']) {
        await assert.rejects(verifyImage(refused, { signer: by(ours) }, offline), isCode('E_OFFLINE'), refused);
        await assert.rejects(signImage(refused, { key: ours.key }, offline), isCode('E_OFFLINE'), refused);
        await assert.rejects(attestImage(refused, sbom, offline), isCode('E_OFFLINE'), refused);
        await assert.rejects(imageTree(refused, offline), isCode('E_OFFLINE'), refused);
      }
      await signImage(layout, { key: ours.key }, offline);
      await attestImage(layout, sbom, offline);
      assert.equal((await verifyImage(layout, { signer: by(ours) }, offline)).verdict, 'trusted');
      await imageTree(layout, offline);
    });
    assert.deepEqual(used, []);
    assert.equal(registry.server.requests.length, before);
    // The same question with the network shows that the watch sees one.
    const control = await networkUsed(() => verifyImage(target, { signer: by(ours) }, online));
    assert.ok(control.includes('TCPWRAP'), String(control));
  }));

test('what cannot be listed is not determined, and so it is recorded', () =>
  inTemporaryDirectory(async (folder) => {
    let armed = false;
    await using registry = await memoryRegistry({
      fault: (request, response) => {
        if (!armed || !request.url.includes('/referrers/')) return false;
        response.writeHead(400).end();
        return true;
      },
    });
    const target = `${registry.host}/a/b:v1`;
    const settings = shipSettings(folder, registry.host);
    await pushImage(target, settings, image);
    armed = true;
    const { verdict } = await verifyImage(target, { signer: by(ours) }, settings);
    assert.equal(verdict, 'undetermined');
    const [kept] = await records(settings);
    const said = readSignature(kept as FullRecord);
    assert.ok(said.act === 'checked' && said.verdict === 'undetermined');
    await assert.rejects(
      verifyImage(`${registry.host}/a/b:none`, { signer: by(ours) }, settings),
      isCode('E_NOT_FOUND'),
    );
  }));
