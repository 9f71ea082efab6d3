/** Kubernetes workloads of every kind as one view of the pod that they run. */
export { imageFields, unnamedImage } from './image-fields.ts';
export * from './json-node.ts';
export * from './pod-view.ts';
export * from './read-manifest.ts';
export * from './read-workloads.ts';
export * from './workload-kinds.ts';
