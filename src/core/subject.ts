import type { Digest } from './digest.ts';

/** Operating system and processor of an image variant (OCI image index, `platform`). */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** `os/architecture[/variant]`. */
export function formatPlatform(platform: Platform): string {
  return [platform.os, platform.architecture, platform.variant].filter(Boolean).join('/');
}

/** An image, known by the digest of its manifest: the one name that every phase shares. */
export interface ImageSubject {
  readonly kind: 'image';
  /** The name it was asked for by. */
  readonly name: string;
  /** Digest of the manifest; of the configuration where there is no manifest (docker archive). */
  readonly digest: Digest;
  readonly configDigest: Digest;
  readonly platform: Platform;
  /** Digest of the index the manifest was chosen from. */
  readonly indexDigest?: Digest;
}

/** Anything else that can be judged. `name` is a path, a host name, `namespace/kind/name`, a repository … */
export interface NamedSubject {
  readonly kind: 'directory' | 'dockerfile' | 'workload' | 'host' | 'cluster' | 'repository' | 'credential';
  readonly name: string;
}

/** What is judged. */
export type Subject = ImageSubject | NamedSubject;
