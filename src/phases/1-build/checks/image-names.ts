/** The parts of a reference to an image. */
export interface ImageParts {
  readonly repository: string;
  readonly tag?: string | undefined;
  readonly digest?: string | undefined;
}

/** The parts of a reference; a colon before the last slash is that of a port. */
export function imageParts(image: string): ImageParts {
  const [name = '', digest] = image.split('@');
  const colon = name.lastIndexOf(':');
  const hasTag = colon > name.lastIndexOf('/');
  return { repository: hasTag ? name.slice(0, colon) : name, tag: hasTag ? name.slice(colon + 1) : undefined, digest };
}

/** How long a digest of an algorithm is; of those that are not here nobody can say. */
const digestLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128, blake3: 64 };

/** Whether a digest is one (OCI image specification, "Digests"). */
export function isImageDigest(digest: string): boolean {
  const [, algorithm = '', encoded = ''] = /^([a-z0-9]+(?:[+._-][a-z0-9]+)*):([a-zA-Z0-9=_-]+)$/.exec(digest) ?? [];
  const length = digestLengths[algorithm];
  return length === undefined ? encoded !== '' : encoded.length === length && /^[0-9a-f]+$/.test(encoded);
}

/** Whether it is whatever is latest: no tag and no digest, or that tag. */
export const isLatestImage = ({ tag, digest }: ImageParts): boolean =>
  digest === undefined && (tag === undefined || tag === 'latest' || tag === '');
