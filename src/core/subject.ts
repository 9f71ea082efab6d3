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

/**
 * Whose files they are. `repository`: every checkout of it, wherever it lies: the address of its remote as `host/path`, without credentials. `folder`: files of
 * one machine that are in no such checkout: the SHA-256 of the folder's real path, which tells a reader nothing of the machine; of what came in
 * on standard input, and lies nowhere, that of its bytes.
 */
export type FilesPlace = { readonly repository: string } | { readonly folder: Digest };

/** A file, or a folder with what is in it. */
export interface FilesSubject {
  readonly kind: 'files';
  /** As it was asked for. */
  readonly name: string;
  /**
   * What was looked at there: a folder or an archive as a root file system, a folder as a source tree, what a bill of materials lists, one Dockerfile, manifest,
   * Compose file or template of infrastructure, or every one in it, or the configuration of one image.
   */
  readonly content: FilesContent;
  /** Absent in what a version before 2.0 wrote: then nobody can say whose files they were. */
  readonly place?: FilesPlace;
  /** Inside the place, parts divided by `/`; empty for all of it. */
  readonly path: string;
  /** The commit that was looked at, in hexadecimal digits; absent where files lie as somebody left them. */
  readonly revision?: string;
}

export const filesContents = [
  'directory',
  'archive',
  'sources',
  'sbom',
  'dockerfile',
  'dockerfiles',
  'manifest',
  'manifests',
  'image-config',
  'compose',
  'infrastructure',
] as const;

export type FilesContent = (typeof filesContents)[number];

/** The object that a cluster knows a workload by. */
export interface WorkloadObject {
  /** API group; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** `name` is what the name of each pod begins with (`metadata.generateName`). */
  readonly generated?: true;
}

export interface WorkloadSubject {
  readonly kind: 'workload';
  /** `namespace/kind/name`, as people know it. */
  readonly name: string;
  /** What its cluster is called here; absent where nobody said. No API server tells it. */
  readonly cluster?: string;
  readonly namespace?: string;
  /** Absent in what a version before 2.0 wrote. */
  readonly object?: WorkloadObject;
}

/** A registry, or a repository in it. */
export interface RepositorySubject {
  readonly kind: 'repository';
  /** As it was asked for; may have a tag. */
  readonly name: string;
  /** Host and port; absent in what a version before 2.0 wrote. */
  readonly registry?: string;
  /** Absent for the whole registry. */
  readonly path?: string;
}

/** A machine, by its host name. */
export interface HostSubject {
  readonly kind: 'host';
  readonly name: string;
}

/** A cluster, by what it is called here. */
export interface ClusterSubject {
  readonly kind: 'cluster';
  readonly name: string;
}

/** A secret that opens something, never its value. */
export interface CredentialSubject {
  readonly kind: 'credential';
  readonly name: string;
  /** Where it is kept; absent in what a version before 2.0 wrote. */
  readonly store?: string;
}

/**
 * What is judged. `name` is for people; `subjectKey` says whether two are the same, `subjectTitle` writes one for people, `readSubject` reads one that was kept.
 */
export type Subject =
  | ImageSubject
  | FilesSubject
  | WorkloadSubject
  | RepositorySubject
  | HostSubject
  | ClusterSubject
  | CredentialSubject;
