/** Kubernetes workloads of every kind as one view of the pod that they run. */
export { imageFields } from './image-fields.ts';
export { type ContainerView, type PodView, podImages, podView } from './pod-view.ts';
export { type PlacedObject, readManifest } from './read-manifest.ts';
export type { UnreadObject } from './read-objects.ts';
export { readWorkloads, subjectOfWorkload, workloadName } from './read-workloads.ts';
export {
  allSetters,
  containerSetters,
  mustNotBeTrue,
  ownerOf,
  podOrEveryContainer,
  type Violation,
  violation,
} from './setters.ts';
export { restrictedVolumeSources } from './volume-sources.ts';
export type { Workload } from './workload.ts';
export { workloadKind, workloadKinds } from './workload-kinds.ts';
