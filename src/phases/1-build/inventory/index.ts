/** What is in an image: layers read once, facts joined, and what nobody could read. */

export { openArchiveList, writeArchiveList } from './archives/archive-list.ts';
export { hasUnknownArchives, identify } from './archives/identify.ts';
export { attackSurface } from './attack-surface.ts';
export type { Examined, Selection } from './examination.ts';
export { type FoundFile, type FoundFileList, type ImageFiles, imageFiles } from './image-files.ts';
export { type LayerCache, openLayerCache } from './layer-cache.ts';
export { cacheOf } from './package-caches.ts';
export { checkExtractors, chooseParts, leavesOut, selected } from './selection.ts';
export { examineImage } from './take-inventory.ts';
