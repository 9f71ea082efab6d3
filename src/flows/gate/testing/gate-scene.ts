import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { fixedClock } from '../../../core/index.ts';
import { offlineSettings, type Settings } from '../../settings.ts';
import { signImage } from '../../ship/index.ts';
import type { GateInput } from '../load-gate.ts';

/* What tests of the gate over a registry have in common: a key, a gate, settings, and AdmissionReviews. */

/** Not sealed: opening one that is takes longer than a test should. */
const pair = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

export const signedRule = '{ id: signed, signedBy: [{ name: release, keyFile: release.pub }] }';

export const gateOf = (rules: readonly string[], top = ''): GateInput => ({
  bytes: Buffer.from(`gate: 1\nname: test\n${top}rules:\n${rules.map((rule) => `  - ${rule}\n`).join('')}`),
  where: 'gate.yaml',
  readKeyFile: async () => pair.publicKey,
});

/** Settings that reach one registry in memory, and keep what they keep in a folder. */
export const sceneSettings = (folder: string, host: string, more: Partial<Settings> = {}): Settings =>
  offlineSettings({
    databaseDirectory: join(folder, 'database'),
    ledgerDirectory: join(folder, 'ledger'),
    clock: fixedClock('2026-01-02T12:00:00Z'),
    toolVersion: '1.2.3',
    offline: false,
    plainHttpHosts: [host],
    ...more,
  });

export const sign = (target: string, settings: Settings) =>
  signImage(target, { key: { text: pair.privateKey, where: 'key', password: async () => Buffer.alloc(0) } }, settings);

/** An AdmissionReview about a pod of these images. */
export const podReview = (
  images: readonly string[],
  spec: Readonly<Record<string, unknown>> = {},
  request: Readonly<Record<string, unknown>> = {},
): Uint8Array =>
  Buffer.from(
    JSON.stringify({
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      request: {
        uid: 'u',
        operation: 'CREATE',
        kind: { group: '', version: 'v1', kind: 'Pod' },
        resource: { group: '', version: 'v1', resource: 'pods' },
        namespace: 'prod',
        name: 'web',
        object: {
          metadata: { name: 'web' },
          spec: { containers: images.map((image, index) => ({ name: `c${index}`, image })), ...spec },
        },
        ...request,
      },
    }),
  );
