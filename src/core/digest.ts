import { SeaworthyError } from './errors.ts';

/** `algorithm:hex` as in the OCI image specification, "Digests". */
export type Digest = `sha256:${string}` | `sha512:${string}`;

const form = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

export function isDigest(text: string): text is Digest {
  return form.test(text);
}

/** The text as a digest. Throws `E_DIGEST` when it is not one. */
export function parseDigest(text: string, where?: string): Digest {
  if (isDigest(text)) return text;
  throw new SeaworthyError(
    'E_DIGEST',
    `not a digest: ${JSON.stringify(text.slice(0, 100))}`,
    where === undefined ? {} : { where },
  );
}

/** The algorithm and the hexadecimal part. */
export function digestParts(digest: Digest): { readonly algorithm: 'sha256' | 'sha512'; readonly hex: string } {
  const colon = digest.indexOf(':');
  return { algorithm: digest.slice(0, colon) === 'sha512' ? 'sha512' : 'sha256', hex: digest.slice(colon + 1) };
}

/** The first twelve hexadecimal digits, as people are used to seeing them. */
export function shortDigest(digest: Digest): string {
  return digestParts(digest).hex.slice(0, 12);
}
