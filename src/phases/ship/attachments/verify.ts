import type { StoreTarget } from '../../../foundations/images/index.ts';
import { fetchBundles } from './fetch-bundles.ts';
import { type ImageVerdict, judgeBundles, type Requirement } from './judge-bundles.ts';

/**
 * Whether an image is signed, or attested, by the one asked for. Throws only where the image itself cannot be found or read: whatever goes wrong
 * after that is the verdict `undetermined`. To ask several things of one image, call `fetchBundles` once and `judgeBundles` for each.
 */
export async function verify(image: StoreTarget, requirement: Requirement): Promise<ImageVerdict> {
  const { digest } = await image.store.manifest(image.tagOrDigest);
  return judgeBundles(await fetchBundles(image.store, digest), requirement);
}
