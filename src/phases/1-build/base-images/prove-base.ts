import { type Digest, defined, type ImageBase } from '../../../core/index.ts';
import { chainIdOf, chainIds } from './chain-ids.ts';
import type { KnownBase } from './known-base.ts';

/** Names of one base that are told. */
const mostNames = 10;

/**
 * The base whose layers an image begins with: of several the one with most layers, under every name that is known of it. An image is no base of itself, and
 * layers in which nothing is prove nothing. Each layer is named with all below it, so one that two images share by chance is no match.
 */
export function proveBase(
  diffIds: readonly Digest[],
  self: Digest | undefined,
  known: readonly KnownBase[],
): ImageBase | undefined {
  const byChain = Map.groupBy(
    known.filter(({ digest }) => digest === undefined || digest !== self),
    ({ chainId }) => chainId,
  );
  const chain = chainIds(diffIds);
  for (let layers = chain.length; layers > 0; layers--) {
    const chainId = chainIdOf(diffIds.slice(0, layers));
    const [first, ...others] = (chainId === undefined ? undefined : byChain.get(chainId)) ?? [];
    if (first === undefined) continue;
    const names = [...new Set([first, ...others].map(({ name }) => name))].slice(0, mostNames);
    // Two images with the same layers differ in their configuration only, and layers do not tell which of them it was.
    const isOne = others.every(({ digest }) => digest === first.digest);
    return {
      certainty: 'proven',
      names,
      ...(isOne ? defined({ digest: first.digest, created: first.created }) : {}),
      layers,
      why: `its first ${layers === 1 ? 'layer has' : `${layers} layers have`} the content of ${layers === 1 ? 'that' : 'those'} of ${first.name} (chain id ${chainId}, ${first.source})`,
    };
  }
  return undefined;
}
