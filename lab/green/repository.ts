import { generateKeyPairSync } from 'node:crypto';
import { defaultLimits } from '../../src/core/index.ts';
import {
  type ArtifactStore,
  digestBytes,
  emptyConfig,
  fallbackTag,
  formatArtifact,
  openArtifactStore,
} from '../../src/foundations/images/index.ts';
import { createHttp } from '../../src/foundations/net/index.ts';
import { bundleMediaType } from '../../src/phases/2-ship/index.ts';
import { type FixtureBlobs, type FixtureDescriptor, imageBlobs, imageIndex } from '../fixtures/index.ts';
import { type Files, imageOf, type World } from './world.ts';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';

/** One repository of the registry on loopback, of one input, and what is put into it. */
export class Repository implements AsyncDisposable {
  readonly name: string;
  readonly #host: string;
  readonly #http: ReturnType<typeof createHttp>;

  constructor(host: string, name: string) {
    this.#host = host;
    this.name = `${host}/${name}`;
    this.#http = createHttp({ offline: false, timeout: 20_000, userAgent: 'green', plainHttpHosts: [host] });
  }

  async #store(): Promise<ArtifactStore> {
    const options = { limits: defaultLimits, http: this.#http, plainHttpHosts: [this.#host] };
    return (await openArtifactStore(`registry:${this.name}:any`, options)).store;
  }

  /** Pushes an image of these files, by its digest and under a tag where one is given. */
  async image(
    files: Files,
    platform: { readonly os: string; readonly architecture: string; readonly variant?: string } = {
      os: 'linux',
      architecture: 'amd64',
    },
    tag?: string,
  ): Promise<FixtureBlobs> {
    const blobs = imageBlobs({ ...imageOf(files), platform });
    const store = await this.#store();
    for (const [digest, bytes] of blobs.blobs) if (digest !== blobs.manifest.digest) await store.putBlob(bytes);
    await store.putManifest({ bytes: blobs.manifestBytes, mediaType: blobs.manifest.mediaType }, tag);
    return blobs;
  }

  async index(manifests: readonly FixtureDescriptor[], tag: string): Promise<FixtureDescriptor> {
    const { bytes, descriptor } = imageIndex(manifests);
    await (await this.#store()).putManifest({ bytes, mediaType: descriptor.mediaType }, tag);
    return descriptor;
  }

  /** Any manifest under a tag. */
  async manifest(value: unknown, tag: string, mediaType = manifestType): Promise<void> {
    const bytes = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
    await (await this.#store()).putManifest({ bytes, mediaType }, tag);
  }

  /** Hangs bytes on a manifest, as a bundle unless another type is given. */
  async attach(subject: FixtureDescriptor, bytes: Uint8Array | string, type = bundleMediaType): Promise<void> {
    const store = await this.#store();
    const body = Buffer.from(bytes);
    await store.putBlob(emptyConfig.bytes);
    await store.putBlob(body);
    const { mediaType, digest, size } = subject;
    await store.attach(
      formatArtifact({
        artifactType: type,
        blob: { mediaType: type, digest: digestBytes(body), size: body.length },
        annotations: { 'org.opencontainers.image.created': '2026-01-01T00:00:00Z' },
        subject: { mediaType, digest, size },
      }),
    );
  }

  /** The tag under which clients look for what hangs on the manifest, where there is no list. */
  fallback(subject: FixtureDescriptor): string {
    return fallbackTag(subject.digest);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#http.close();
  }
}

/** Makes a pair of keys in the world's folder: `NAME.key`, not sealed, and `NAME.pub`. */
export async function writeKeys(world: World, name: string): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await world.write({
    [`${name}.key`]: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    [`${name}.pub`]: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  });
}
