import {
  type Clock,
  type Digest,
  formatPlatform,
  type Limits,
  type Platform,
  SeaworthyError,
} from '../../../core/index.ts';
import type { Http } from '../../net/index.ts';
import { blobLayer, unreadableLayer } from '../blob-layer.ts';
import { layerInstructions, type ParsedConfig, parseImageConfig } from '../config.ts';
import { checkBlob, type Descriptor } from '../descriptor.ts';
import type { OpenedImage } from '../image.ts';
import type { Layer } from '../layer.ts';
import { type ImageManifest, parseManifestOrIndex } from '../manifest.ts';
import { layerTypeKind } from '../media-types.ts';
import { checkPlatform, choosePlatform } from '../platform.ts';
import { blobStream } from './blob-stream.ts';
import { createRegistryClient, type RegistryClient, type StoredManifest } from './client.ts';
import { createCredentialSource } from './credential-source.ts';
import { formatReference, parseReference, type Reference } from './reference.ts';

/** Indexes inside indexes: one inside another is seen in the wild, deeper is a game. */
const maxIndexes = 4;

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
 * `E_REFERENCE`, `E_AUTH`, `E_NOT_FOUND`, `E_PLATFORM`, `E_DIGEST_MISMATCH`, `E_FORMAT`, `E_LIMIT`, `E_TARGET_UNKNOWN` (another kind of
 * artifact), those of the network, and those about a credential file.
 */
export async function openRegistryImage(text: string, options: RegistryImageOptions): Promise<OpenedImage> {
  const reference = parseReference(text);
  const client = openClient(reference, options);
  const { manifest, digest, indexDigest } = await findManifest(reference, client, options);
  const { config, diffIds } = await readConfig(client, manifest, options.limits);
  const where = formatReference(reference);
  if (diffIds.length !== manifest.layers.length) {
    throw new SeaworthyError('E_FORMAT', 'manifest and configuration disagree', {
      where,
      why: `${manifest.layers.length} layers here, ${diffIds.length} there`,
    });
  }
  checkPlatform(config.platform, options.platform, where);
  const instructions = layerInstructions(config.history, manifest.layers.length);
  return {
    subject: {
      kind: 'image',
      name: text,
      digest,
      configDigest: manifest.config.digest,
      platform: config.platform,
      ...(indexDigest === undefined ? {} : { indexDigest }),
    },
    description: `image ${where} for ${formatPlatform(config.platform)}`,
    config,
    layers: manifest.layers.map((layer, index) => openLayer(client, layer, index, instructions[index])),
    close: async () => {},
  };
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
    ...(plainHttpHosts === undefined ? {} : { plainHttpHosts }),
    ...(clock === undefined ? {} : { clock }),
    ...stop,
  });
}

interface FoundManifest {
  readonly manifest: ImageManifest;
  readonly digest: Digest;
  /** Of the outermost index: the digest that people see for the tag. */
  readonly indexDigest?: Digest;
}

/** From the reference to one manifest, through the platform choice of indexes on the way. */
async function findManifest(
  reference: Reference,
  client: RegistryClient,
  options: RegistryImageOptions,
): Promise<FoundManifest> {
  const where = formatReference(reference);
  let stored: StoredManifest = await client.manifest(reference.digest ?? reference.tag ?? 'latest');
  const first = stored.digest;
  for (let indexes = 0; indexes <= maxIndexes; indexes++) {
    const announced = stored.mediaType === '' ? undefined : stored.mediaType;
    const document = parseManifestOrIndex(stored.bytes, where, options.limits, announced);
    if (document.kind === 'manifest') {
      const { digest } = stored;
      return { manifest: document, digest, ...(indexes === 0 ? {} : { indexDigest: first }) };
    }
    const chosen = choosePlatform(document.manifests, options.platform, where);
    stored = await client.manifest(chosen.digest);
    checkBlob(stored.bytes, chosen, `${where}, ${chosen.digest}`);
  }
  throw new SeaworthyError('E_LIMIT', `more than ${maxIndexes} indexes inside one another`, { where });
}

async function readConfig(client: RegistryClient, manifest: ImageManifest, limits: Limits): Promise<ParsedConfig> {
  const { digest, size } = manifest.config;
  const where = `${client.name}, configuration ${digest}`;
  if (size > limits.manifestBytes) {
    throw new SeaworthyError(
      'E_LIMIT',
      `the configuration has ${size} bytes; at most ${limits.manifestBytes} are read`,
      { where },
    );
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of openBlob(client, manifest.config)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  checkBlob(bytes, manifest.config, where);
  return parseImageConfig(bytes, where, limits);
}

function openBlob(client: RegistryClient, descriptor: Descriptor): AsyncIterable<Uint8Array> {
  const { digest, size } = descriptor;
  return blobStream({ size, where: `${client.name}, ${digest}`, open: (from) => client.blob(digest, from) });
}

function openLayer(
  client: RegistryClient,
  descriptor: Descriptor,
  index: number,
  createdBy: string | undefined,
): Layer {
  const { digest, size, mediaType } = descriptor;
  const ref = { index, digest, ...(createdBy === undefined ? {} : { createdBy }) };
  if (layerTypeKind(mediaType) === 'unknown')
    return unreadableLayer(ref, `a layer of an unknown kind: ${mediaType.slice(0, 100)}`, size);
  return blobLayer({ ref, size, digest, open: () => openBlob(client, descriptor) });
}
