/** What is in an image: layers read once, facts joined, and what nobody could read. */

export { type LayerCache, openLayerCache } from './layer-cache.ts';
export { type Examined, examineImage } from './take-inventory.ts';
