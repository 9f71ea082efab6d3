export { type FixOptions, fix } from './fix.ts';
export type { FileFix, Fixed, FixResult, PackageFix } from './fix-result.ts';
