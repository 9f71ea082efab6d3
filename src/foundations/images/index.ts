/** Images wherever they are, as one read-only layered file view. */
export * from './image.ts';
export * from './layer.ts';
