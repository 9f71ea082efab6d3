import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { type Digest, fixedClock, SeaworthyError } from '../../../core/index.ts';
import { openArtifactStore, type StoreTarget } from '../../../foundations/images/index.ts';
import { type FullRecord, openLedger } from '../../../foundations/ledger/index.ts';
import { createHttp } from '../../../foundations/net/index.ts';
import { feeds } from '../../../phases/1-build/advisories/index.ts';
import { offlineSettings, type Settings } from '../../settings.ts';
import type { KeyInput, TextFile } from '../key-input.ts';

/** Settings with everything in one folder, without feeds; offline unless a registry is named. */
export function shipSettings(folder: string, host?: string, more: Partial<Settings> = {}): Settings {
  return offlineSettings({
    offline: host === undefined,
    databaseDirectory: join(folder, 'database'),
    ledgerDirectory: join(folder, 'ledger'),
    feeds: Object.fromEntries(feeds.map(({ setting }) => [setting, 'off'])),
    plainHttpHosts: host === undefined ? [] : [host],
    clock: fixedClock('2026-01-02T03:04:05.678Z'),
    toolVersion: '1.2.3',
    ...more,
  });
}

/** A pair of keys as files, not sealed, so that tests need not wait for the derivation of a password. */
export function plainKeys(name: string): { readonly key: KeyInput; readonly pub: TextFile } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    key: {
      text: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      where: `${name}.key`,
      password: () => Promise.reject(new Error('this key has no password')),
    },
    pub: { text: publicKey.export({ type: 'spki', format: 'pem' }).toString(), where: `${name}.pub` },
  };
}

/** Two pairs: whose signatures are asked for, and whose are not. */
export const [ours, theirs] = [plainKeys('ours'), plainKeys('theirs')];

export const by = (keys: typeof ours) => ({ kind: 'key', key: keys.pub }) as const;

const format = async (report: { readonly packages: readonly unknown[] }): Promise<string> =>
  JSON.stringify({ bomFormat: 'CycloneDX', components: report.packages });

/** To attest a bill of materials that is made of what was found. */
export const sbom = { key: ours.key, type: 'cyclonedx', predicate: { kind: 'sbom', format } } as const;

export const isCode = (code: string) => (error: unknown) => error instanceof SeaworthyError && error.code === code;

/** Everything in the ledger, oldest first. */
export async function records(settings: Settings): Promise<readonly FullRecord[]> {
  const ledger = await openLedger(settings.ledgerDirectory ?? '');
  try {
    const { records: headers } = await ledger.list();
    const full = await Promise.all(headers.toReversed().map(({ sequence }) => ledger.get(sequence)));
    return full.filter((record) => record !== undefined);
  } finally {
    await ledger.close();
  }
}

/** The store of a target, whatever the settings say of the network. */
export async function withStore<T>(
  target: string,
  settings: Settings,
  work: (target: StoreTarget) => Promise<T>,
): Promise<T> {
  const { plainHttpHosts, limits } = settings;
  const http = createHttp({ offline: false, timeout: 20_000, userAgent: 'test', plainHttpHosts });
  try {
    return await work(await openArtifactStore(target, { limits, http, plainHttpHosts }));
  } finally {
    await http.close();
  }
}

/** An image as the fixtures build it. */
interface ImageBytes {
  readonly manifest: { readonly mediaType: string; readonly digest: Digest };
  readonly manifestBytes: Uint8Array;
  readonly blobs: ReadonlyMap<Digest, Uint8Array>;
}

export async function pushImage(target: string, settings: Settings, blobs: ImageBytes): Promise<void> {
  await withStore(target, settings, async ({ store, tagOrDigest }) => {
    for (const [digest, bytes] of blobs.blobs) if (digest !== blobs.manifest.digest) await store.putBlob(bytes);
    await store.putManifest({ bytes: blobs.manifestBytes, mediaType: blobs.manifest.mediaType }, tagOrDigest);
  });
}
