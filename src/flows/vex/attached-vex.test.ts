import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTemporaryDirectory, tourFolder } from '../../../lab/fixtures/index.ts';
import type { Digest } from '../../core/index.ts';
import { envelopeJson } from '../../foundations/formats/index.ts';
import { formatArtifact, type StoreTarget } from '../../foundations/images/index.ts';
import { loadSigningKey, signEnvelope } from '../../phases/2-ship/index.ts';
import { scan } from '../scan.ts';
import type { Settings } from '../settings.ts';
import { attestImage } from '../ship/attest-image.ts';
import { signImage } from '../ship/sign-image.ts';
import { by, isCode, ours, theirs, withStore } from '../ship/testing/ship-world.ts';
import { flaw, noted, openvex, product, told, tourScene } from './testing/tour-scene.ts';

const { copyOfImage, target: plain, tourSettings } = tourScene(tourFolder);

const attached = (settings: Settings, keys = ours): Settings => ({
  ...settings,
  vex: { places: [], attached: { signer: by(keys) } },
});
const unsigned = (settings: Settings): Settings => ({ ...settings, vex: { places: [], attached: { unsigned: true } } });
const predicateType = 'https://openvex.dev/ns/v0.2.0';
const inToto = 'application/vnd.in-toto+json';

const statementOn = (digest: string, predicate: object): Uint8Array =>
  Buffer.from(
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'x', digest: { sha256: digest.slice('sha256:'.length) } }],
      predicateType,
      predicate,
    }),
  );

/** Hangs bytes on the image, as whoever may push can. */
async function hang(
  { store, tagOrDigest }: StoreTarget,
  bytes: Uint8Array,
  type: string,
  annotations: Record<string, string> = {},
): Promise<Digest> {
  const image = await store.manifest(tagOrDigest);
  const { digest, size } = await store.putBlob(bytes);
  const subject = { mediaType: image.mediaType, digest: image.digest, size: image.bytes.length };
  const blob = { mediaType: type, digest, size };
  return store.attach(formatArtifact({ artifactType: type, blob, annotations, subject }));
}

const inCopy = (work: (target: string, settings: Settings, its: string) => Promise<void>): Promise<void> =>
  inTemporaryDirectory(async (folder) => {
    const target = await copyOfImage(folder);
    const settings = tourSettings(folder);
    await work(target, settings, product(await scan(target, settings)));
  });

test('what is attested counts by the one asked for alone, and by nobody unless asked', () =>
  inCopy(async (target, settings, its) => {
    const predicate = { kind: 'file', text: JSON.stringify(openvex(its)), where: 'x.json' } as const;
    await attestImage(target, { key: theirs.key, type: predicateType, predicate }, settings);
    assert.equal(flaw(await scan(target, settings))?.suppression, undefined);
    const refused = await scan(target, attached(settings));
    assert.equal(flaw(refused)?.suppression, undefined);
    assert.match(told(refused), /which does not count here: it is not believed: .*signature does not hold/i);
    assert.match(noted(refused), /^1 VEX document found on the image, and not believed/);
    await attestImage(target, { key: ours.key, type: predicateType, predicate }, settings);
    const report = await scan(target, attached(settings));
    assert.equal(flaw(report)?.suppression?.by, 'Harbour team');
    assert.match(flaw(report)?.suppression?.source?.name ?? '', /^sha256:/);
    assert.match(noted(report), /^1 VEX document found on the image, and not believed/);
  }));

test('a statement that names no product is about the subject of its attestation', () =>
  inCopy(async (target, settings) => {
    const predicate = { kind: 'file', text: JSON.stringify(openvex(undefined)), where: 'x.json' } as const;
    await attestImage(target, { key: ours.key, type: 'openvex', predicate }, settings);
    assert.ok(flaw(await scan(target, attached(settings)))?.suppression);
  }));

test('a bare statement as an artifact counts where the artifact is signed, or signatures are waived', () =>
  inCopy(async (target, settings, its) => {
    const digest = its.slice(its.indexOf('@') + 1);
    const manifest = await withStore(target, settings, (store) =>
      hang(store, statementOn(digest, openvex(its)), inToto, { 'in-toto.io/predicate-type': predicateType }),
    );
    const refused = await scan(target, attached(settings));
    assert.equal(flaw(refused)?.suppression, undefined);
    assert.match(noted(refused), /not believed: nobody has signed it$/);
    const believed = await scan(target, unsigned(settings));
    assert.ok(flaw(believed)?.suppression);
    assert.match(
      noted(believed),
      /1 VEX document that hangs on the image was believed as was asked for, whoever put it there/,
    );
    const artifact = target.replace(/:1$/, `@${manifest}`);
    await signImage(artifact, { key: theirs.key }, settings);
    assert.equal(flaw(await scan(target, attached(settings)))?.suppression, undefined);
    await signImage(artifact, { key: ours.key }, settings);
    assert.ok(flaw(await scan(target, attached(settings)))?.suppression);
  }));

test('a document by itself, an envelope, and one under the tag of older clients are found', () =>
  inCopy(async (target, settings, its) => {
    const digest = its.slice(its.indexOf('@') + 1);
    const key = await loadSigningKey({ text: ours.key.text, where: ours.key.where, password: new Uint8Array() });
    const statement = statementOn(digest, openvex(its));
    const envelope = Buffer.from(JSON.stringify(envelopeJson(await signEnvelope(inToto, statement, key))));
    await withStore(target, settings, (store) =>
      hang(store, Buffer.from(JSON.stringify(openvex(its))), 'application/vnd.openvex+json'),
    );
    const waived = await scan(target, unsigned(settings));
    assert.ok(flaw(waived)?.suppression);
    assert.equal(flaw(await scan(target, attached(settings)))?.suppression, undefined);
    const type = 'application/vnd.dsse.envelope.v1+json';
    await withStore(target, settings, async ({ store, tagOrDigest }) => {
      const blob = await store.putBlob(envelope);
      const image = await store.manifest(tagOrDigest);
      const subject = { mediaType: image.mediaType, digest: image.digest, size: image.bytes.length };
      const blobs = { artifactType: type, blob: { mediaType: type, ...blob }, annotations: {}, subject };
      const { bytes, mediaType } = formatArtifact(blobs);
      const { subject: _, ...manifest } = JSON.parse(Buffer.from(bytes).toString());
      await store.putManifest(
        { bytes: Buffer.from(JSON.stringify(manifest)), mediaType },
        `${digest.replace(':', '-')}.att`,
      );
    });
    assert.ok(flaw(await scan(target, attached(settings)))?.suppression, 'by the tag');
    assert.equal(flaw(await scan(target, attached(settings, theirs)))?.suppression, undefined);
  }));

test('what is about another image, or cannot be read, changes nothing and is told', () =>
  inCopy(async (target, settings, its) => {
    const other = `sha256:${'0'.repeat(64)}`;
    await withStore(target, settings, async (store) => {
      await hang(store, statementOn(other, openvex(its)), inToto);
      await hang(store, Buffer.from('{'), 'application/vnd.openvex+json');
      await hang(
        store,
        Buffer.from('{"@context":"https://openvex.dev/ns","statements":7}'),
        'application/openvex+json',
      );
      await hang(store, Buffer.from('{"bomFormat":"CycloneDX","components":[]}'), 'application/vnd.cyclonedx+json');
    });
    const report = await scan(target, unsigned(settings));
    assert.equal(flaw(report)?.suppression, undefined);
    assert.match(noted(report), /statements that hang on it may be missing: /);
    assert.match(noted(report), /cannot be read as VEX: .*statements is no list/);
    assert.match(noted(report), /not believed: it is a statement about something else/);
  }));

test('where nothing hangs that is told, and on what is no image nothing can', () =>
  inTemporaryDirectory(async (work) => {
    const settings = tourSettings(work);
    assert.match(noted(await scan(plain, attached(settings))), /^no VEX document hangs on the image$/);
    await assert.rejects(scan(work, attached(settings)), isCode('E_USAGE'));
  }));
