/** Images wherever they are, as one read-only layered file view. */

export * from './artifact-store.ts';
export * from './blob-layer.ts';
export * from './config.ts';
export * from './descriptor.ts';
export { directoryLayer, openDirectory } from './directory.ts';
export * from './entry-list.ts';
export * from './image.ts';
export * from './layer.ts';
export { layoutStore } from './layout-store.ts';
export * from './manifest.ts';
export * from './manifest-image.ts';
export * from './media-types.ts';
export { openArtifactStore, type StoreOptions, type StoreTarget } from './open-artifact-store.ts';
export { openTarget } from './open-target.ts';
export * from './platform.ts';
export * from './pullable-images.ts';
export * from './read-files.ts';
export { listRepositories } from './registry/catalog.ts';
export {
  createRegistryClient,
  type RegistryClient,
  type RegistryClientOptions,
  type StoredManifest,
} from './registry/client.ts';
export type { Patience } from './registry/patience.ts';
export { formatReference, isImageId, parseReference, type Reference } from './registry/reference.ts';
export { fallbackTag } from './registry/referrers.ts';
export { openClient, openRegistryImage, type RegistryImageOptions } from './registry/registry-image.ts';
export { registryStore } from './registry/registry-store.ts';
export { type RepositoryUpkeep, repositoryUpkeep, type TagTarget } from './registry/upkeep.ts';
export * from './target.ts';
export { FileTree } from './tree.ts';
export type { FileNode, NodeKind } from './tree-node.ts';
