import type { DsseEnvelope, DsseSignature } from '../../../foundations/formats/index.ts';

/** The media type that we write, and the artifact type under which bundles hang on images. */
export const bundleMediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** Every media type that is a bundle, with its version (sigstore/protobuf-specs, sigstore_bundle.proto). */
export const bundleMediaTypes: ReadonlyMap<string, BundleVersion> = new Map([
  [bundleMediaType, '0.3'],
  ['application/vnd.dev.sigstore.bundle+json;version=0.1', '0.1'],
  ['application/vnd.dev.sigstore.bundle+json;version=0.2', '0.2'],
  ['application/vnd.dev.sigstore.bundle+json;version=0.3', '0.3'],
]);

export type BundleVersion = '0.1' | '0.2' | '0.3';

/** Whether a media type is that of a bundle of some version, also of one that is not read yet. */
export const isBundleType = (mediaType: string): boolean =>
  /^application\/vnd\.dev\.sigstore\.bundle(?:\.v[0-9.]+)?\+json/.test(mediaType);

/** A signature with everything that is needed to check it without asking anybody. */
export interface Bundle {
  readonly version: BundleVersion;
  readonly signer: BundleSigner;
  readonly logEntries: readonly LogEntry[];
  /** RFC 3161 answers (TimeStampResp) in DER. */
  readonly timestamps: readonly Uint8Array[];
  readonly content: BundleContent;
}

/** Who signed, by the bundle's own word. */
export type BundleSigner =
  | {
      readonly kind: 'certificate';
      /** DER. */
      readonly leaf: Uint8Array;
      /** Further certificates that came with it; never a reason to trust. */
      readonly others: readonly Uint8Array[];
    }
  | { readonly kind: 'public-key'; readonly hint: string };

/** What was signed. */
export type BundleContent =
  | {
      readonly kind: 'message';
      /** Of the artifact, where the bundle says it. */
      readonly digest?: { readonly algorithm: HashName; readonly value: Uint8Array };
      readonly signature: Uint8Array;
    }
  | { readonly kind: 'dsse'; readonly envelope: DsseEnvelope };

export type HashName = 'sha256' | 'sha384' | 'sha512';

/** One entry of a transparency log (rekor_v1 TransparencyLogEntry). */
export interface LogEntry {
  readonly logIndex: number;
  /** The log: SHA-256 of its key, or what its checkpoints are signed with. */
  readonly logId: Uint8Array;
  readonly kind: string;
  readonly kindVersion: string;
  /** Seconds since 1970; only worth something under a signed entry timestamp. */
  readonly integratedTime?: number;
  readonly signedEntryTimestamp?: Uint8Array;
  readonly inclusionProof?: InclusionProof;
  /** The leaf of the tree: JSON. */
  readonly body: Uint8Array;
}

export interface InclusionProof {
  readonly logIndex: number;
  readonly rootHash: Uint8Array;
  readonly treeSize: number;
  readonly hashes: readonly Uint8Array[];
  /** A signed note; empty where the bundle has none. */
  readonly checkpoint: string;
}

/** The bundle with one signature of its envelope only: what log entries and timestamps must be about. */
export function withSignature(bundle: Bundle, signature: DsseSignature): Bundle {
  if (bundle.content.kind === 'message') return bundle;
  return { ...bundle, content: { kind: 'dsse', envelope: { ...bundle.content.envelope, signatures: [signature] } } };
}

/** The bytes whose hash a timestamp is over: the signature. */
export function signatureOf(bundle: Bundle): Uint8Array {
  if (bundle.content.kind === 'message') return bundle.content.signature;
  return bundle.content.envelope.signatures[0]?.signature ?? new Uint8Array();
}
