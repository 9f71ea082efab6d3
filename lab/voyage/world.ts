import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Clock, type Digest, defaultLimits } from '../../src/core/index.ts';
import { type FullRecord, feeds, type KeyInput, ledgerList, ledgerShow, type Settings } from '../../src/flows/index.ts';
import { openArtifactStore } from '../../src/foundations/images/index.ts';
import { createHttp } from '../../src/foundations/net/index.ts';
import { dockerRegistry, type FixtureBlobs, memoryRegistry, skipWithoutDockerRegistry } from '../fixtures/index.ts';

const advisories = join(import.meta.dirname, '../../examples/tour/advisories');

/** A registry for the voyage: docker-registry where it is, else a small one of ours in memory, and then why. */
export interface VoyageRegistry extends AsyncDisposable {
  readonly host: string;
  /** Absent when the registry is ours, which has none. */
  readonly collectGarbage?: () => Promise<void>;
  /** The file in which a blob lies, of docker-registry. */
  readonly blobFile?: (digest: `sha256:${string}`) => string;
}

export async function voyageRegistry(): Promise<VoyageRegistry> {
  return skipWithoutDockerRegistry === false ? dockerRegistry() : memoryRegistry();
}

/** Starts at noon and goes on by a second each time it is asked, so that the order of things shows. */
function tickingClock(): Clock {
  let now = Date.parse('2026-11-24T12:00:00.000Z');
  return {
    now: () => {
      now += 1_000;
      return new Date(now);
    },
  };
}

/** Everything in one folder, the advisories of the tour as feeds, and one registry that may be spoken to. */
export function voyageSettings(folder: string, host: string): Settings {
  const addresses = feeds.map(({ id, setting }): readonly [string, string] => {
    const lies = join(advisories, id);
    return [setting, existsSync(lies) ? pathToFileURL(`${lies}/`).href : 'off'];
  });
  return {
    offline: false,
    databaseDirectory: join(folder, 'database'),
    secretKeyFile: join(folder, 'secret.key'),
    ledgerDirectory: join(folder, 'ledger'),
    platform: { os: 'linux', architecture: 'amd64' },
    feeds: Object.fromEntries(addresses),
    plainHttpHosts: [host],
    plainHttpFeeds: false,
    credentialFiles: [],
    programPath: '',
    limits: defaultLimits,
    clock: tickingClock(),
    toolVersion: '1.2.3',
  };
}

/** Uploads an image as we do it, blob by blob, and gives it its tag. */
export async function pushImage(target: string, image: FixtureBlobs, settings: Settings): Promise<Digest> {
  const { plainHttpHosts, limits } = settings;
  const http = createHttp({ offline: false, timeout: 20_000, userAgent: 'seaworthy-voyage', plainHttpHosts });
  try {
    const { store, tagOrDigest } = await openArtifactStore(target, { limits, http, plainHttpHosts });
    for (const [digest, bytes] of image.blobs) if (digest !== image.manifest.digest) await store.putBlob(bytes);
    return await store.putManifest({ bytes: image.manifestBytes, mediaType: image.manifest.mediaType }, tagOrDigest);
  } finally {
    await http.close();
  }
}

/** A key whose private half needs no password, and its public half in PEM. */
export function voyageKey(): { readonly key: KeyInput; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const text = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const password = () => Promise.reject(new Error('this key has no password'));
  return {
    key: { text, where: 'release.key', password },
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** The records of one kind that the ledger has about a subject, or among whose names it is, oldest first. */
export async function recordsOf(kind: string, about: string, settings: Settings): Promise<readonly FullRecord[]> {
  const { records } = await ledgerList({ limit: 1_000 }, settings);
  const found: FullRecord[] = [];
  for (const record of records.toReversed()) {
    if (record.kind !== kind || ![record.subject, ...record.names].includes(about)) continue;
    const shown = await ledgerShow(String(record.sequence), settings);
    if (shown.kind === 'record') found.push(shown.record);
  }
  return found;
}
