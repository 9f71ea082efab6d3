/** What is in it and what is wrong with it. */

export * from './advisories/database/index.ts';
export * from './advisories/feed.ts';
export { feeds } from './advisories/feeds/index.ts';
export { compareFindings } from './advisories/matching/finding.ts';
export * from './advisories/matching/match.ts';
export * from './advisories/partition.ts';
export * from './advisories/risk/risk.ts';
export * from './advisories/risk/rule.ts';
export * from './distribution/index.ts';
export * from './dockerfile/index.ts';
export * from './extractors/index.ts';
export * from './inventory/extractor.ts';
export { type LayerCache, openLayerCache } from './inventory/layer-cache.ts';
export { type Examined, examineImage, type InventoryOptions, takeInventory } from './inventory/take-inventory.ts';
export * from './secrets/index.ts';
export * from './versions/index.ts';
export * from './versions/range.ts';
export * from './versions/version-order.ts';
