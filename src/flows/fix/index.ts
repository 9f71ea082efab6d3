export { type FixOptions, fix } from './fix.ts';
export type { BaseFix, FileFix, Fixed, FixResult, PackageFix } from './fix-result.ts';
