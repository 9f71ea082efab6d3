import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { type FixtureImage, imageBlobs, inTemporaryDirectory, layer, ociLayout } from '../../../lab/fixtures/index.ts';
import type { FullRecord } from '../../foundations/ledger/index.ts';
import { readSignature } from '../../records/index.ts';
import { signImage } from './sign-image.ts';
import { by, isCode, ours, shipSettings } from './testing/ship-world.ts';
import { verifyImage } from './verify-image.ts';

const body = JSON.stringify({ name: 'left', version: '1.0.0' });
const fixture: FixtureImage = { layers: [layer([{ path: 'app/node_modules/left/package.json', body }])] };
const image = imageBlobs(fixture);

test('nothing is recorded when nobody wants it; a ledger that is broken takes no signature from anybody', () =>
  inTemporaryDirectory(async (folder) => {
    await ociLayout(join(folder, 'app'), fixture);
    const target = join(folder, 'app');
    const settings = shipSettings(folder);
    const silent = { ...settings, record: false };
    const signed = await signImage(target, { key: ours.key }, silent);
    assert.deepEqual([signed.record, signed.notRecorded], [undefined, undefined]);
    assert.equal((await verifyImage(target, { signer: by(ours) }, silent)).record, undefined);
    assert.ok(!(await readdir(folder)).includes('ledger'));
    await writeFile(join(folder, 'ledger'), 'no folder');
    const checked = await verifyImage(target, { signer: by(ours) }, settings);
    assert.deepEqual([checked.verdict, checked.record], ['trusted', undefined]);
    assert.match(String(checked.notRecorded), /./);
  }));

test('records of another shape are not understood', () => {
  const header = { kind: 'signature', shape: 1, sequence: 1, names: [], subject: image.manifest.digest };
  const signer = { kind: 'key', fingerprint: image.manifest.digest, algorithm: 'ECDSA P-256' };
  const { digest } = image.manifest;
  const made = { act: 'made', predicateType: 'x', signer, store: 's', manifest: digest, bundle: digest };
  const checked = { act: 'checked', signer, store: 's', verdict: 'trusted', why: 'w', verified: [], evidence: [] };
  const read = (payload: unknown, over = {}) => readSignature({ ...header, ...over, payload } as unknown as FullRecord);
  assert.deepEqual(read(made), made);
  assert.deepEqual(read(checked, { kind: 'attestation' }), checked);
  for (const [payload, over] of [
    [made, { shape: 2 }],
    [made, { kind: 'scan' }],
    [null],
    [{ ...made, act: 'imagined' }],
    [{ ...made, manifest: 'x' }],
    [{ ...made, signer: { kind: 'key', fingerprint: 'x', algorithm: '' } }],
    [{ ...made, signer: { kind: 'identity', subject: 's' } }],
    [{ ...checked, verdict: 'maybe' }],
    [{ ...checked, verified: [{ manifest: 'x' }] }],
    [{ ...checked, verified: [{ manifest: digest, time: 'x' }] }],
    [{ ...checked, evidence: ['x'] }],
  ] as const) {
    assert.throws(() => read(payload, over ?? {}), isCode('E_LEDGER'), JSON.stringify(payload));
  }
});
