/** Images wherever they are, as one read-only layered file view. */

export * from './blob-layer.ts';
export * from './config.ts';
export * from './descriptor.ts';
export * from './image.ts';
export * from './layer.ts';
export * from './manifest.ts';
export * from './media-types.ts';
export * from './platform.ts';
export { createRegistryClient, type RegistryClient, type RegistryClientOptions } from './registry/client.ts';
export { formatReference, parseReference, type Reference } from './registry/reference.ts';
export { openRegistryImage, type RegistryImageOptions } from './registry/registry-image.ts';
