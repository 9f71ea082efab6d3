import { type Digest, defined, type SeaworthyError } from '../../../core/index.ts';

/** How engines are called in targets and flags. */
export type EngineId = 'docker' | 'podman' | 'containerd';

/** What decides where an engine is asked, and how. A door fills it in from its own user's environment; nothing of it may come from what is looked at. */
export interface EngineWorld {
  /** The variables by which the engines' own tools are told where to go. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Where sockets of the system lie: `/run`. */
  readonly runFolder: string;
  /** The namespace of containerd; by default what `CONTAINERD_NAMESPACE` says, else `default`. */
  readonly containerdNamespace?: string;
  /** Hosts that may be spoken to without TLS: `host` or `host:port`. */
  readonly plainHttpHosts: readonly string[];
  /** Only sockets of this machine may be opened. */
  readonly offline: boolean;
}

export interface AskOptions {
  /** Milliseconds until an engine has to answer. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

/** An image as an engine writes it down for whoever asks: one tar archive, made anew each time. */
export interface SavedImage {
  readonly form: 'saved';
  /** What the engine knows it by: the digest of its configuration, or, where the engine keeps manifests, that of the manifest or index. Its word, to be checked. */
  readonly id: Digest;
  /** Names that it goes by there, with tags or digests. Its word as well. */
  readonly names: readonly string[];
  /** The archive, in chunks, bounded by whoever reads it. */
  save(): AsyncIterable<Uint8Array>;
}

/** An image of an engine that keeps what a registry keeps: blobs by their digest. */
export interface StoredImage {
  readonly form: 'stored';
  readonly target: { readonly mediaType: string; readonly digest: Digest; readonly size: number };
  /** Bytes that are there; undefined when the blob is not. */
  size(digest: Digest): Promise<number | undefined>;
  /** A blob in chunks. What comes is to be checked. */
  read(digest: Digest, signal?: AbortSignal): AsyncIterable<Uint8Array>;
}

export type HeldImage = SavedImage | StoredImage;

/** One socket at which an engine may be asked. */
export interface EnginePlace {
  /** For people: `unix:///run/docker.sock`. */
  readonly where: string;
  /** What named it, where it is not the usual one: `DOCKER_HOST`. */
  readonly by?: string;
  /** Undefined when the engine says that it has no such image. Throws `E_AUTH`, `E_NETWORK`, `E_TIMEOUT`, `E_LIMIT`, `E_OFFLINE`, `E_USAGE` (a kind of host that is not opened). */
  find(name: string, options: AskOptions): Promise<HeldImage | undefined>;
  /** What else is known of a name that it does not have; for an error. */
  elsewhere?(name: string, options: AskOptions): Promise<string | undefined>;
}

/** An engine that keeps images. */
export interface Engine {
  readonly id: EngineId;
  /** For people. */
  readonly title: string;
  /** Completes "the image can be …": how a person gets one there. */
  readonly pull: (name: string) => string;
  /** Where it is to be asked, first the first; empty where none of its sockets is there and nobody named one. */
  places(world: EngineWorld): readonly EnginePlace[];
  /** Sockets that were looked for, for the error that says that there are none. */
  usual(world: EngineWorld): readonly string[];
}

/** A place that cannot be asked: finding anything there ends in the reason. */
export function refusedPlace(where: string, by: string | undefined, why: SeaworthyError): EnginePlace {
  return { where, ...defined({ by }), find: () => Promise.reject(why) };
}
