import { createHash } from 'node:crypto';
import type { Digest } from '../../../core/index.ts';

/** Digest of a tar archive without members (two blocks of zeros): builders write one for a step that changes no file. */
export const emptyLayer: Digest = 'sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef';

/** The name of the layers up to each of these, the first one included (OCI image spec, "Layer ChainID"): the same bytes in the same order, and nothing else, have it. */
export function chainIds(diffIds: readonly Digest[]): readonly Digest[] {
  const chain: Digest[] = [];
  for (const diffId of diffIds) {
    const below = chain.at(-1);
    chain.push(
      below === undefined ? diffId : `sha256:${createHash('sha256').update(`${below} ${diffId}`).digest('hex')}`,
    );
  }
  return chain;
}

/** The name of all layers of an image; undefined where they say nothing of where it comes from, since there are none or nothing is in them. */
export function chainIdOf(diffIds: readonly Digest[]): Digest | undefined {
  return diffIds.every((one) => one === emptyLayer) ? undefined : chainIds(diffIds).at(-1);
}
