import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTemporaryDirectory, memoryRegistry, pushImage, sha256 } from '../../../lab/fixtures/index.ts';
import { type AdmissionOutcome, openAdmission } from './admission.ts';
import { gateOf, podReview, sceneSettings, sign, signedRule } from './testing/gate-scene.ts';

/*
 * A gate that lets pass what is not known, and images on which somebody hung so many things: a flood that takes all the time is not "not known".
 */

const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const manifestType = 'application/vnd.oci.image.manifest.v1+json';

async function outcomeOf(junk: number, isSigned: boolean, slow: boolean): Promise<AdmissionOutcome> {
  return inTemporaryDirectory(async (folder) => {
    let isReady = false;
    await using registry = await memoryRegistry({
      // What hangs on the image takes its time, one after the other; the image itself does not.
      fault: ({ url }) => isReady && slow && url.includes('/blobs/'),
    });
    const { content, host } = registry;
    const settings = sceneSettings(folder, host);
    const { digest } = pushImage(registry, 'app', {}, '1');
    const put = (value: unknown, type: string): { readonly digest: string; readonly size: number } => {
      const bytes = Buffer.from(JSON.stringify(value));
      content.set(`app@${sha256(bytes)}`, { bytes, type });
      return { digest: sha256(bytes), size: bytes.length };
    };
    for (let number = 0; number < junk; number++) {
      const blob = put({ number }, 'application/octet-stream');
      const layers = [{ mediaType: bundleType, ...blob }];
      const config = { mediaType: 'application/vnd.oci.empty.v1+json', ...blob };
      const subject = { mediaType: manifestType, digest, size: 1 };
      put(
        { schemaVersion: 2, mediaType: manifestType, artifactType: bundleType, config, layers, subject },
        manifestType,
      );
    }
    if (isSigned) await sign(`${host}/app@${digest}`, settings);
    isReady = true;
    const admission = await openAdmission(gateOf([signedRule], 'unknown: allow\n'), settings);
    try {
      const deadline = AbortSignal.timeout(slow ? 1_000 : 20_000);
      return (await admission.answer(podReview([`${host}/app@${digest}`]), deadline)).outcome;
    } finally {
      await admission.close();
    }
  });
}

test('unsigned, with junk: refused as without', async () => {
  for (const junk of [0, 1, 600]) assert.equal(await outcomeOf(junk, false, false), 'refused', String(junk));
});

test('signed, with junk: allowed as without', async () => {
  for (const junk of [0, 600]) assert.equal(await outcomeOf(junk, true, false), 'allowed', String(junk));
});

test('a registry that does not answer is not known; one that has a flood to answer is', async () => {
  assert.equal(await outcomeOf(1, false, true), 'allowed');
  assert.equal(await outcomeOf(60, false, true), 'refused');
});
