/** What is in an image: layers read once, facts joined, and what nobody could read. */

export type { Examined } from './examination.ts';
export { type LayerCache, openLayerCache } from './layer-cache.ts';
export { examineImage } from './take-inventory.ts';
