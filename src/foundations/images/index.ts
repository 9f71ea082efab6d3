/** Images wherever they are, as one read-only layered file view. */

export { type ArtifactStore, emptyConfig, formatArtifact } from './artifact-store.ts';
export { blobLayer } from './blob-layer.ts';
export { parseImageConfig } from './config.ts';
export { type Descriptor, digestBytes } from './descriptor.ts';
export { EntryList } from './entry-list.ts';
export type { ImageConfig, OpenedImage } from './image.ts';
export { maxIndexes, storeSource, tooDeep } from './image-source.ts';
export type { FileStat, Interest, Layer, LayerEntry, LayerVisitor, WalkOptions } from './layer.ts';
export { type ImageIndex, type ImageManifest, parseIndex, parseManifest, parseManifestOrIndex } from './manifest.ts';
export { layerTypeKind, mediaType } from './media-types.ts';
export { openArtifactStore, type StoreOptions, type StoreTarget } from './open-artifact-store.ts';
export { openTarget } from './open-target.ts';
export { couldPull, isImageDescriptor, machinePlatform, parsePlatform } from './platform.ts';
export { isContentFault, type PullableImage, pullableFor } from './pullable-images.ts';
export { readFiles, visitFiles } from './read-files.ts';
export { listRepositories } from './registry/catalog.ts';
export { createRegistryClient, type RegistryClient, type StoredManifest } from './registry/client.ts';
export { formatReference, isImageId, parseReference, type Reference } from './registry/reference.ts';
export { fallbackTag } from './registry/referrers.ts';
export { openClient, openRegistryImage } from './registry/registry-image.ts';
export { registryStore } from './registry/registry-store.ts';
export { type RepositoryUpkeep, repositoryUpkeep } from './registry/upkeep.ts';
export { resolve } from './resolve.ts';
export { type EngineChoice, parseTarget, splitSelector } from './target.ts';
export { FileTree } from './tree.ts';
export type { FileNode } from './tree-node.ts';
