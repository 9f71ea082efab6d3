import { createHash } from 'node:crypto';
import { type Digest, defined, digestParts, type Platform, parseDigest, SeaworthyError } from '../../core/index.ts';
import { asNumber, asObject, asString, field, isObject, optionalString } from '../formats/index.ts';

/** Points to a blob (OCI image-spec, "Content Descriptors"). */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
  readonly platform?: Platform;
  readonly artifactType?: string;
  readonly annotations: ReadonlyMap<string, string>;
}

function parsePlatformObject(value: unknown, where: string): Platform | undefined {
  if (!isObject(value)) return undefined;
  const variant = optionalString(value, 'variant', where);
  return {
    os: optionalString(value, 'os', where) ?? '',
    architecture: optionalString(value, 'architecture', where) ?? '',
    ...(variant ? { variant } : {}),
  };
}

function parseAnnotations(value: unknown): ReadonlyMap<string, string> {
  if (!isObject(value)) return new Map();
  return new Map(Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

/** Throws `E_FORMAT` and `E_DIGEST`; `where` names the document and the place in it. */
export function parseDescriptor(value: unknown, where: string): Descriptor {
  const object = asObject(value, where);
  const size = asNumber(field(object, 'size'), `${where}, size`);
  if (!Number.isSafeInteger(size) || size < 0) throw new SeaworthyError('E_FORMAT', `a size of ${size}`, { where });
  const platform = parsePlatformObject(field(object, 'platform'), where);
  const artifactType = optionalString(object, 'artifactType', where);
  return {
    mediaType: asString(field(object, 'mediaType'), `${where}, mediaType`),
    digest: parseDigest(asString(field(object, 'digest'), `${where}, digest`), where),
    size,
    annotations: parseAnnotations(field(object, 'annotations')),
    ...defined({ platform, artifactType }),
  };
}

/** Digest of bytes that are in memory. */
export function digestBytes(bytes: Uint8Array, algorithm: 'sha256' | 'sha512' = 'sha256'): Digest {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

/**
 * Checks bytes in memory against the descriptor they were fetched by. Throws `E_TRUNCATED` when they are too few, `E_DIGEST_MISMATCH` when they
 * are other bytes.
 */
export function checkBlob(
  bytes: Uint8Array,
  expected: { readonly digest: Digest; readonly size?: number },
  where: string,
): void {
  const { digest, size } = expected;
  if (size !== undefined && bytes.length < size) {
    throw new SeaworthyError('E_TRUNCATED', `${bytes.length} bytes where ${size} are announced`, { where });
  }
  const actual = digestBytes(bytes, digestParts(digest).algorithm);
  if (actual !== digest)
    throw new SeaworthyError('E_DIGEST_MISMATCH', 'the bytes have another digest', {
      where,
      why: `${actual}, not ${digest}`,
    });
}
