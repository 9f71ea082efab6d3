/** Images wherever they are, as one read-only layered file view. */

export * from './blob-layer.ts';
export * from './config.ts';
export * from './descriptor.ts';
export { directoryLayer, openDirectory } from './directory.ts';
export * from './image.ts';
export * from './layer.ts';
export * from './manifest.ts';
export * from './manifest-image.ts';
export * from './media-types.ts';
export { openTarget } from './open-target.ts';
export * from './platform.ts';
export * from './read-files.ts';
export { createRegistryClient, type RegistryClient, type RegistryClientOptions } from './registry/client.ts';
export { formatReference, parseReference, type Reference } from './registry/reference.ts';
export { openRegistryImage, type RegistryImageOptions } from './registry/registry-image.ts';
export * from './target.ts';
export { FileTree } from './tree.ts';
export type { FileNode, NodeKind } from './tree-node.ts';
