/** Kubernetes workloads of every kind as one view of the pod that they run. */
export { imageFields } from './image-fields.ts';
export { type PodView, podImages, podView } from './pod-view.ts';
export { readManifest } from './read-manifest.ts';
export { readWorkloads, subjectOfWorkload, type Workload, workloadName } from './read-workloads.ts';
export { workloadKind, workloadKinds } from './workload-kinds.ts';
