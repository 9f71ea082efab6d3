import { SeaworthyError } from '../../../core/index.ts';
import type { StoreTarget } from '../../../foundations/images/index.ts';
import { type ImageVerdict, judgeImage, type TrustRequirement } from './judge-image.ts';

/**
 * Whether an image is signed, or attested, by the one asked for. Throws only where the image itself cannot be found or read: whatever goes wrong
 * after that is part of the verdict. To ask several things of one image, call `judgeImage`.
 */
export async function verify(image: StoreTarget, requirement: TrustRequirement): Promise<ImageVerdict> {
  const { digest } = await image.store.manifest(image.tagOrDigest);
  const { verdicts } = await judgeImage(image.store, digest, [requirement]);
  const [verdict] = verdicts;
  if (verdict === undefined) throw new SeaworthyError('E_INTERNAL', 'a requirement without a verdict');
  return verdict;
}
