/** What is wrong with Kubernetes manifests. */
export { manifestChecks } from './checks.ts';
export { coverageOf, lintManifests, type ManifestResult } from './lint-manifests.ts';
export { mendManifests } from './mends/mend-manifests.ts';
export {
  type ManifestFile,
  manifestByContent,
  manifestByName,
  maxRenderedBytes,
  maxSearchedBytes,
  readManifestFile,
  readRenderedManifest,
} from './read-manifest-file.ts';
