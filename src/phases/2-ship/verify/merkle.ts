import { createHash } from 'node:crypto';

const leafMark = Buffer.from([0]);
const nodeMark = Buffer.from([1]);

/** Hash of a leaf (RFC 6962, section 2.1). */
export function leafHash(body: Uint8Array): Buffer {
  return createHash('sha256').update(leafMark).update(body).digest();
}

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(nodeMark).update(left).update(right).digest();
}

/**
 * The root that an inclusion proof leads to (RFC 9162, section 2.1.3.2); undefined when the proof has the wrong length for the place of the
 * leaf. Numbers are exact up to 2^53.
 */
export function rootOfProof(
  leaf: Uint8Array,
  index: number,
  size: number,
  hashes: readonly Uint8Array[],
): Uint8Array | undefined {
  if (index < 0 || index >= size) return undefined;
  let [place, last] = [index, size - 1];
  let hash: Uint8Array = leaf;
  for (const sibling of hashes) {
    if (last === 0 || sibling.length !== 32) return undefined;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(sibling, hash);
      while (place % 2 === 0 && place !== 0) {
        place /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : undefined;
}
