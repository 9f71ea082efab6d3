import { type Clock, defined, type Limits, type Platform, SeaworthyError } from '../../../core/index.ts';
import type { Http } from '../../net/index.ts';
import type { Descriptor } from '../descriptor.ts';
import type { OpenedImage } from '../image.ts';
import { type BlobReader, openManifestImage } from '../manifest-image.ts';
import { isIndexType, isManifestType } from '../media-types.ts';
import { blobStream } from './blob-stream.ts';
import { createRegistryClient, type RegistryClient, type StoredManifest } from './client.ts';
import { createCredentialSource } from './credential-source.ts';
import { formatReference, parseReference, type Reference } from './reference.ts';

export interface RegistryImageOptions {
  /** Stays open: it belongs to the caller. */
  readonly http: Http;
  readonly limits: Limits;
  /** Variant of a multi-platform image; this machine's when absent. */
  readonly platform?: Platform;
  /** docker and podman credential files, first match wins. */
  readonly credentialFiles?: readonly string[];
  /** PATH-like list of folders in which credential helpers are looked for. */
  readonly programPath?: string;
  /** Registries that are spoken to without TLS, as `host` or `host:port`; `http` must allow them too. */
  readonly plainHttpHosts?: readonly string[];
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/**
 * Opens an image of a registry by its reference: fetches manifest and configuration; layers are fetched when they are walked. Throws
 * `E_REFERENCE`, `E_AUTH`, `E_NOT_FOUND`, those of the network and about a credential file, and what `openManifestImage` throws.
 */
export async function openRegistryImage(text: string, options: RegistryImageOptions): Promise<OpenedImage> {
  const reference = parseReference(text);
  const client = openClient(reference, options);
  const first = await client.manifest(reference.digest ?? reference.tag ?? 'latest');
  const top = {
    digest: first.digest,
    size: first.bytes.length,
    mediaType: first.mediaType,
    annotations: new Map<string, string>(),
  };
  return openManifestImage(top, registryBlobs(client, first), {
    name: text,
    description: `image ${formatReference(reference)}`,
    limits: options.limits,
    ...defined({ platform: options.platform }),
    close: async () => {},
  });
}

/** A client for the repository of a reference, with the credentials that its files hold. Opens nothing yet. */
export function openClient(reference: Reference, options: RegistryImageOptions): RegistryClient {
  const { http, limits, credentialFiles = [], programPath = '', plainHttpHosts, clock, signal } = options;
  const stop = signal === undefined ? {} : { signal };
  return createRegistryClient({
    http,
    limits,
    registry: reference.registry,
    repository: reference.repository,
    credentials: createCredentialSource({ files: credentialFiles, programPath, ...stop }),
    ...defined({ plainHttpHosts, clock }),
    ...stop,
  });
}

/** What a registry keeps, by digest: manifests and indexes under one address, everything else under another. `first` was fetched already. */
function registryBlobs(client: RegistryClient, first: StoredManifest): BlobReader {
  const open = ({ digest, size }: Descriptor): AsyncIterable<Uint8Array> =>
    blobStream({ size, where: `${client.name}, ${digest}`, open: (from) => client.blob(digest, from) });
  return {
    open,
    async read(descriptor, maxBytes) {
      const { digest, size, mediaType } = descriptor;
      if (digest === first.digest) return first.bytes;
      if (isManifestType(mediaType) || isIndexType(mediaType)) return (await client.manifest(digest)).bytes;
      if (size > maxBytes) {
        const message = `${size} bytes; at most ${maxBytes} are read`;
        throw new SeaworthyError('E_LIMIT', message, { where: `${client.name}, ${digest}` });
      }
      const chunks: Uint8Array[] = [];
      for await (const chunk of open(descriptor)) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
  };
}
