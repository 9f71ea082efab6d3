/** A kind of object that makes pods, and where its pod stands in it. */
export interface WorkloadKind {
  readonly kind: string;
  /** API groups that have or had the kind; the core group is the empty text. */
  readonly groups: readonly string[];
  /** Way to the object with the pod's `metadata` and `spec`. */
  readonly pod: readonly string[];
  /** Name of the resource, as in an AdmissionReview. */
  readonly resource: string;
  /** It may do without a pod of its own. */
  readonly mayLackPod?: true;
}

const template = ['spec', 'template'];
const apps = ['apps', 'extensions'];

/** Every built-in kind that holds a pod (Kubernetes API reference, "Workload Resources"). */
export const workloadKinds: readonly WorkloadKind[] = [
  { kind: 'Pod', groups: [''], pod: [], resource: 'pods' },
  { kind: 'PodTemplate', groups: [''], pod: ['template'], resource: 'podtemplates' },
  { kind: 'ReplicationController', groups: [''], pod: template, resource: 'replicationcontrollers', mayLackPod: true },
  { kind: 'ReplicaSet', groups: apps, pod: template, resource: 'replicasets' },
  { kind: 'Deployment', groups: apps, pod: template, resource: 'deployments' },
  { kind: 'StatefulSet', groups: apps, pod: template, resource: 'statefulsets' },
  { kind: 'DaemonSet', groups: apps, pod: template, resource: 'daemonsets' },
  { kind: 'Job', groups: ['batch'], pod: template, resource: 'jobs' },
  { kind: 'CronJob', groups: ['batch'], pod: ['spec', 'jobTemplate', 'spec', 'template'], resource: 'cronjobs' },
];

/** Kinds of well-known controllers that hold a whole pod; the API server has them only where somebody installed them. */
const controllerKinds: readonly WorkloadKind[] = [
  { kind: 'Sandbox', groups: ['agents.x-k8s.io'], pod: ['spec', 'podTemplate'], resource: 'sandboxes' },
  {
    kind: 'SandboxTemplate',
    groups: ['extensions.agents.x-k8s.io'],
    pod: ['spec', 'podTemplate'],
    resource: 'sandboxtemplates',
  },
  { kind: 'Rollout', groups: ['argoproj.io'], pod: template, resource: 'rollouts', mayLackPod: true },
  { kind: 'CloneSet', groups: ['apps.kruise.io'], pod: template, resource: 'clonesets' },
  { kind: 'DeploymentConfig', groups: ['apps.openshift.io'], pod: template, resource: 'deploymentconfigs' },
  { kind: 'Service', groups: ['serving.knative.dev'], pod: template, resource: 'services' },
];

const allKinds = [...workloadKinds, ...controllerKinds];

/** The kind by its `apiVersion` (`group/version`, or `v1`) and name. */
export function workloadKind(apiVersion: string, kind: string): WorkloadKind | undefined {
  const slash = apiVersion.indexOf('/');
  const group = slash === -1 ? '' : apiVersion.slice(0, slash);
  return allKinds.find((known) => known.kind === kind && known.groups.includes(group));
}
