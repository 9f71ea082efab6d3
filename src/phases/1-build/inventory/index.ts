/** What is in an image: layers read once, facts joined, and what nobody could read. */

export type { Examined, Selection } from './examination.ts';
export { type LayerCache, openLayerCache } from './layer-cache.ts';
export { checkExtractors, chooseParts, leavesOut, selected } from './selection.ts';
export { examineImage } from './take-inventory.ts';
