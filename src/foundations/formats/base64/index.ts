import { SeaworthyError } from '../../../core/index.ts';

const alphabet = /^[A-Za-z0-9+/_-]*={0,2}$/;

/**
 * The bytes of a base64 text (RFC 4648), in the standard or the URL-safe alphabet, with or without padding. Stricter than `Buffer`: a character
 * of neither alphabet, a padding that does not fit, or bits that mean nothing and are not zero are refused, so that one value has one
 * reading. Throws `E_FORMAT`.
 */
export function decodeBase64(text: string, where: string): Uint8Array {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const length = text.length - padding;
  // Only the last characters can have bits too many: the rest is not written again to be compared, as a text may have megabytes.
  const last = text
    .slice(length - (length % 4), length)
    .replaceAll('+', '-')
    .replaceAll('/', '_');
  if (
    !alphabet.test(text) ||
    (padding > 0 && text.length % 4 !== 0) ||
    Buffer.from(last, 'base64url').toString('base64url') !== last
  ) {
    throw new SeaworthyError('E_FORMAT', 'not base64', { where });
  }
  return Buffer.from(text, 'base64');
}
