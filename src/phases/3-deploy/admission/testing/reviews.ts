/* AdmissionReviews as an API server sends them (Kubernetes API reference, admission.k8s.io/v1), made up and cut to what matters. */

type Json = Record<string, unknown>;

const pod = (image: string): Json => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'web-6f7c9',
    namespace: 'prod',
    uid: '3f1b0d4e-6f65-4d9b-9c41-5ad2b1a0f7c1',
    labels: { app: 'web' },
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-6f7c9d', controller: true }],
  },
  spec: {
    containers: [
      { name: 'web', image, resources: {}, terminationMessagePath: '/dev/termination-log', imagePullPolicy: 'Always' },
    ],
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    serviceAccountName: 'default',
    tolerations: [
      { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
    ],
  },
  status: { phase: 'Pending' },
});

const deployment = (image: string, replicas: number): Json => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'prod', generation: 2 },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image }] } },
  },
});

/** A review of a request on one kind of object; `more` replaces members of the request. */
function review(kind: readonly [string, string, string], resource: string, more: Json): Json {
  const [group, version, name] = kind;
  return {
    kind: 'AdmissionReview',
    apiVersion: 'admission.k8s.io/v1',
    request: {
      uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
      kind: { group, version, kind: name },
      resource: { group, version, resource },
      requestKind: { group, version, kind: name },
      requestResource: { group, version, resource },
      namespace: 'prod',
      operation: 'CREATE',
      userInfo: {
        username: 'system:serviceaccount:kube-system:replicaset-controller',
        groups: ['system:authenticated'],
      },
      object: null,
      oldObject: null,
      dryRun: false,
      options: { apiVersion: 'meta.k8s.io/v1', kind: 'CreateOptions' },
      ...more,
    },
  };
}

const podKind = ['', 'v1', 'Pod'] as const;
const deploymentKind = ['apps', 'v1', 'Deployment'] as const;

export const reviews = {
  podCreated: review(podKind, 'pods', { name: 'web-6f7c9', object: pod('r.example.com/web:1') }),
  podDryRun: review(podKind, 'pods', { object: pod('r.example.com/web:1'), dryRun: true }),
  podInKubeSystem: review(podKind, 'pods', { namespace: 'kube-system', object: pod('r.example.com/web:1') }),
  podDeleted: review(podKind, 'pods', { operation: 'DELETE', oldObject: pod('r.example.com/web:1') }),
  podExec: review(['', 'v1', 'PodExecOptions'], 'pods', {
    operation: 'CONNECT',
    subResource: 'exec',
    object: { apiVersion: 'v1', kind: 'PodExecOptions', container: 'web', command: ['sh'] },
  }),
  podLabelled: review(podKind, 'pods', {
    operation: 'UPDATE',
    object: { ...pod('r.example.com/web:1'), metadata: { name: 'web-6f7c9', labels: { app: 'other' } } },
    oldObject: pod('r.example.com/web:1'),
  }),
  podImageChanged: review(podKind, 'pods', {
    operation: 'UPDATE',
    object: pod('r.example.com/web:2'),
    oldObject: pod('r.example.com/web:1'),
  }),
  podStatus: review(podKind, 'pods', {
    operation: 'UPDATE',
    subResource: 'status',
    object: pod('r.example.com/web:2'),
  }),
  podDebugged: review(podKind, 'pods', {
    operation: 'UPDATE',
    subResource: 'ephemeralcontainers',
    object: {
      ...pod('r.example.com/web:1'),
      spec: {
        containers: [{ name: 'web', image: 'r.example.com/web:1' }],
        ephemeralContainers: [{ name: 'debugger', image: 'busybox', targetContainerName: 'web' }],
      },
    },
    oldObject: pod('r.example.com/web:1'),
  }),
  deploymentCreated: review(deploymentKind, 'deployments', {
    name: 'web',
    object: deployment('r.example.com/web:1', 1),
  }),
  deploymentScaled: review(deploymentKind, 'deployments', {
    operation: 'UPDATE',
    object: deployment('r.example.com/web:1', 5),
    oldObject: deployment('r.example.com/web:1', 1),
  }),
  deploymentScaleSubresource: review(['autoscaling', 'v1', 'Scale'], 'deployments', {
    operation: 'UPDATE',
    subResource: 'scale',
    object: { apiVersion: 'autoscaling/v1', kind: 'Scale', spec: { replicas: 5 } },
  }),
  serviceCreated: review(['', 'v1', 'Service'], 'services', { object: { apiVersion: 'v1', kind: 'Service' } }),
  namespaceCreated: review(['', 'v1', 'Namespace'], 'namespaces', { object: { apiVersion: 'v1', kind: 'Namespace' } }),
} satisfies Record<string, Json>;
