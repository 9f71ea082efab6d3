import { type ClaimedBase, type Digest, defined, type ImageBase, type ImageBuild } from '../../../core/index.ts';
import { formatReference, parseReference } from '../../../foundations/images/index.ts';
import type { KnownBase } from './known-base.ts';
import { proveBase } from './prove-base.ts';

/**
 * Which image another was built from, by the surest that there is: layers, then a label, then the history. A label that layers speak against is told as
 * disputed. `disproven`: the image that the label names by digest is known, and its layers are not there.
 */
export function tellBase(
  build: ImageBuild,
  self: Digest | undefined,
  known: readonly KnownBase[],
  disproven = false,
): ImageBase | undefined {
  const { claimedBase: claim, guessedBase: guess, diffIds } = build;
  const proven = proveBase(diffIds, self, known);
  const isLie = disproven || (claim?.digest !== undefined && known.some(({ digest }) => digest === claim.digest));
  if (proven !== undefined) {
    const disputed = claim === undefined || agrees(claim, proven, known) ? undefined : claimText(claim);
    return { ...proven, ...defined({ disputed }) };
  }
  const disputed = claim !== undefined && isLie ? claimText(claim) : undefined;
  if (claim !== undefined && disputed === undefined) {
    const end = guess === undefined ? '' : `; where it ends is a guess: ${guess.why}`;
    return {
      certainty: 'claimed',
      names: claim.name === undefined ? [] : [claim.name],
      ...defined({ digest: claim.digest, layers: guess?.layers }),
      why: `a label of the image says so, which is the word of whoever built it${end}`,
    };
  }
  if (guess === undefined) return undefined;
  return {
    certainty: 'guessed',
    names: guess.name === undefined ? [] : [guess.name],
    layers: guess.layers,
    why: guess.why,
    ...defined({ disputed }),
  };
}

/** Whether the label names what was found: by digest where both tell one, of this image or of the index that lists it; else by name. */
function agrees(claim: ClaimedBase, { names, digest }: ImageBase, known: readonly KnownBase[]): boolean {
  if (claim.digest !== undefined && claim.digest === digest) return true;
  const isNamed = claim.name !== undefined && names.map(whole).includes(whole(claim.name));
  if (claim.digest === undefined) return isNamed;
  // The digest of an index that lists it is another one and no lie; that of another image that we know is.
  return isNamed && !known.some((one) => one.digest === claim.digest && !names.includes(one.name));
}

const claimText = ({ name, digest }: ClaimedBase): string => [name, digest].filter(Boolean).join('@');

/** `debian:12` and `docker.io/library/debian:12` are one name. */
function whole(name: string): string {
  try {
    return formatReference(parseReference(name));
  } catch {
    return name;
  }
}
