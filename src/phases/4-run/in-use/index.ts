/** Which packages of an image are in use, by the files that were executed and opened. */
export type {
  Touch,
  TouchedContainer,
  TouchedPath,
  TouchingContainer,
  TouchLimits,
} from './file-tally.ts';
export { inUseEvidence } from './in-use-evidence.ts';
export {
  type PackageInUse,
  type PackagesInUse,
  type PackagesInUseOptions,
  packagesInUse,
  type UsedFile,
} from './packages-in-use.ts';
export { TouchedFiles } from './touched-files.ts';
