import { type Digest, defaultLimits } from '../../../../core/index.ts';
import {
  type ArtifactStore,
  createRegistryClient,
  digestBytes,
  fallbackTag,
  mediaType,
  registryStore,
} from '../../../../foundations/images/index.ts';
import type { Http, HttpResponse } from '../../../../foundations/net/index.ts';

/** Something that a pusher made: bytes, and how lists name it. */
export interface Pushed {
  readonly bytes: Uint8Array;
  /** What a list says of it; left out of lists when absent. Where the registry lists, it says the truth. */
  readonly entry?: Readonly<Record<string, unknown>>;
}

interface Answer {
  readonly status: number;
  readonly body?: Uint8Array | string;
  readonly type?: string;
}

/** A repository in memory, spoken to through the real client: as a registry that lists referrers, or one where clients do. It answers at once and well. */
export class MemoryRepository {
  readonly #blobs = new Map<string, Uint8Array>();
  readonly #manifests = new Map<string, Uint8Array>();
  readonly #tags = new Map<string, Uint8Array>();
  readonly #lists: boolean;
  /** What clients wrote into the list, junk included. */
  readonly entries: unknown[] = [];
  requests = 0;

  constructor(lists: boolean) {
    this.#lists = lists;
  }

  putBlob(bytes: Uint8Array): { readonly digest: Digest; readonly size: number } {
    const digest = digestBytes(bytes);
    this.#blobs.set(digest, bytes);
    return { digest, size: bytes.length };
  }

  putManifest(bytes: Uint8Array, tag?: string): { readonly digest: Digest; readonly size: number } {
    const digest = digestBytes(bytes);
    this.#manifests.set(digest, bytes);
    if (tag !== undefined) this.#tags.set(tag, bytes);
    return { digest, size: bytes.length };
  }

  /** The repository as a store. */
  store(): ArtifactStore {
    const http: Http = { request: async (url) => this.#answer(new URL(url)), close: async () => {} };
    const [registry, repository, limits] = ['registry.example', 'a/b', defaultLimits];
    const patience = { sleep: async () => {}, random: () => 0.5, now: () => 0 };
    return registryStore(createRegistryClient({ http, registry, repository, limits }), patience);
  }

  #answer(url: URL): HttpResponse {
    this.requests++;
    const [, kind = '', name = ''] = /^\/v2\/a\/b\/(manifests|blobs|referrers)\/(.*)$/.exec(url.pathname) ?? [];
    const { status, body = '', type = 'application/json' } = this.#find(kind, name);
    const bytes = Buffer.from(body);
    return {
      status,
      headers: { 'content-type': type, 'content-length': String(bytes.length) },
      url: url.href,
      body: (async function* () {
        yield bytes;
      })(),
      bytes: async (most) => {
        if (bytes.length > most) throw new RangeError('the fixture is asked for too little');
        return bytes;
      },
      discard: async () => {},
    };
  }

  #find(kind: string, name: string): Answer {
    if (kind === 'blobs') {
      const blob = this.#blobs.get(name);
      return blob === undefined ? { status: 404 } : { status: 200, body: blob };
    }
    if (kind === 'referrers') return this.#lists ? { status: 200, body: this.#ownList(name) } : { status: 404 };
    if (this.#isListOf(name)) return { status: 200, body: list(this.entries), type: mediaType.ociIndex };
    const manifest = this.#manifests.get(name) ?? this.#tags.get(name);
    if (manifest !== undefined) {
      const isIndex = parsed(manifest)?.mediaType === mediaType.ociIndex;
      return { status: 200, body: manifest, type: isIndex ? mediaType.ociIndex : mediaType.ociManifest };
    }
    // As docker-registry does where a list names a blob as a manifest.
    return { status: this.#blobs.has(name) ? 500 : 404 };
  }

  #isListOf(name: string): boolean {
    return !this.#tags.has(name) && this.entries.length > 0 && name === this.listTag;
  }

  /** The tag of the list of clients. */
  listTag = '';

  /** For whom clients keep the list. */
  listFor(subject: Digest): void {
    this.listTag = fallbackTag(subject);
  }

  #ownList(subject: string): string {
    const found: unknown[] = [];
    for (const [digest, bytes] of this.#manifests) {
      const manifest = parsed(bytes);
      if (manifest?.subject?.digest !== subject) continue;
      const { artifactType, mediaType: own = mediaType.ociManifest } = manifest;
      found.push({ mediaType: own, digest, size: bytes.length, artifactType });
    }
    return list(found);
  }
}

const list = (manifests: readonly unknown[]): string =>
  JSON.stringify({ schemaVersion: 2, mediaType: mediaType.ociIndex, manifests });

interface Parsed {
  readonly subject?: { readonly digest?: unknown };
  readonly artifactType?: unknown;
  readonly mediaType?: string;
}

/** What a registry reads of a manifest that is pushed; one that is none it does not list. */
function parsed(bytes: Uint8Array): Parsed | undefined {
  try {
    return (JSON.parse(Buffer.from(bytes).toString()) ?? undefined) as Parsed | undefined;
  } catch {
    return undefined;
  }
}
