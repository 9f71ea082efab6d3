/** A kind of object that makes pods, and where its pod stands in it. */
export interface WorkloadKind {
  readonly kind: string;
  /** API groups that have or had the kind; the core group is the empty text. */
  readonly groups: readonly string[];
  /** Way to the object with the pod's `metadata` and `spec`. */
  readonly pod: readonly string[];
  /** Name of the resource, as in an AdmissionReview. */
  readonly resource: string;
}

const template = ['spec', 'template'];
const apps = ['apps', 'extensions'];

/** Every built-in kind that holds a pod (Kubernetes API reference, "Workload Resources"). */
export const workloadKinds: readonly WorkloadKind[] = [
  { kind: 'Pod', groups: [''], pod: [], resource: 'pods' },
  { kind: 'PodTemplate', groups: [''], pod: ['template'], resource: 'podtemplates' },
  { kind: 'ReplicationController', groups: [''], pod: template, resource: 'replicationcontrollers' },
  { kind: 'ReplicaSet', groups: apps, pod: template, resource: 'replicasets' },
  { kind: 'Deployment', groups: apps, pod: template, resource: 'deployments' },
  { kind: 'StatefulSet', groups: apps, pod: template, resource: 'statefulsets' },
  { kind: 'DaemonSet', groups: apps, pod: template, resource: 'daemonsets' },
  { kind: 'Job', groups: ['batch'], pod: template, resource: 'jobs' },
  { kind: 'CronJob', groups: ['batch'], pod: ['spec', 'jobTemplate', 'spec', 'template'], resource: 'cronjobs' },
];

/** The kind by its `apiVersion` (`group/version`, or `v1`) and name. */
export function workloadKind(apiVersion: string, kind: string): WorkloadKind | undefined {
  const slash = apiVersion.indexOf('/');
  const group = slash === -1 ? '' : apiVersion.slice(0, slash);
  return workloadKinds.find((known) => known.kind === kind && known.groups.includes(group));
}
