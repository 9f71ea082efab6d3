import { violation } from '../../../../../foundations/kubernetes/index.ts';
import { controls } from '../../frameworks.ts';
import type { ManifestCheck } from '../check.ts';
import { deployment, documents, object } from '../examples.ts';
import { breach, ofKinds, wantIf } from '../look.ts';
import { inNewVersion } from '../mends/versions.ts';

/** Kinds of objects that live in a namespace (Kubernetes API reference), and that people write. */
const namespaced = [
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'PodTemplate',
  'Service',
  'Secret',
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ConfigMap',
  'Ingress',
  'Endpoints',
  'EndpointSlice',
  'NetworkPolicy',
  'PersistentVolumeClaim',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'ControllerRevision',
  'Lease',
  'CSIStorageCapacity',
  'LimitRange',
  'ResourceQuota',
] as const;

/** What every cluster has there. */
const isOwn = (kind: string, name: string): boolean =>
  (kind === 'Service' && name === 'kubernetes') ||
  (kind === 'ServiceAccount' && name === 'default') ||
  (kind === 'ConfigMap' && name === 'kube-root-ca.crt');

const removed: Readonly<Record<string, readonly [kinds: readonly string[], version: string, since: string]>> = {
  'extensions/v1beta1': [
    ['Deployment', 'DaemonSet', 'ReplicaSet', 'NetworkPolicy', 'PodSecurityPolicy', 'Ingress'],
    'apps/v1 or networking.k8s.io/v1',
    '1.16 to 1.22',
  ],
  'apps/v1beta1': [['Deployment', 'StatefulSet', 'ReplicaSet'], 'apps/v1', '1.16'],
  'apps/v1beta2': [['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'], 'apps/v1', '1.16'],
  'networking.k8s.io/v1beta1': [['Ingress', 'IngressClass'], 'networking.k8s.io/v1', '1.22'],
  'rbac.authorization.k8s.io/v1beta1': [
    ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'],
    'rbac.authorization.k8s.io/v1',
    '1.22',
  ],
  'rbac.authorization.k8s.io/v1alpha1': [
    ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'],
    'rbac.authorization.k8s.io/v1',
    '1.22',
  ],
  'admissionregistration.k8s.io/v1beta1': [
    ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    'admissionregistration.k8s.io/v1',
    '1.22',
  ],
  'apiextensions.k8s.io/v1beta1': [['CustomResourceDefinition'], 'apiextensions.k8s.io/v1', '1.22'],
  'certificates.k8s.io/v1beta1': [['CertificateSigningRequest'], 'certificates.k8s.io/v1', '1.22'],
  'scheduling.k8s.io/v1beta1': [['PriorityClass'], 'scheduling.k8s.io/v1', '1.22'],
  'storage.k8s.io/v1beta1': [
    ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment', 'CSIStorageCapacity'],
    'storage.k8s.io/v1',
    '1.22 to 1.27',
  ],
  'batch/v1beta1': [['CronJob'], 'batch/v1', '1.25'],
  'batch/v2alpha1': [['CronJob'], 'batch/v1', '1.21'],
  'discovery.k8s.io/v1beta1': [['EndpointSlice'], 'discovery.k8s.io/v1', '1.25'],
  'events.k8s.io/v1beta1': [['Event'], 'events.k8s.io/v1', '1.25'],
  'autoscaling/v2beta1': [['HorizontalPodAutoscaler'], 'autoscaling/v2', '1.25'],
  'autoscaling/v2beta2': [['HorizontalPodAutoscaler'], 'autoscaling/v2', '1.26'],
  'policy/v1beta1': [['PodDisruptionBudget', 'PodSecurityPolicy'], 'policy/v1, or Pod Security admission', '1.25'],
  'node.k8s.io/v1beta1': [['RuntimeClass'], 'node.k8s.io/v1', '1.25'],
  'flowcontrol.apiserver.k8s.io/v1beta1': [
    ['FlowSchema', 'PriorityLevelConfiguration'],
    'flowcontrol.apiserver.k8s.io/v1',
    '1.26',
  ],
  'flowcontrol.apiserver.k8s.io/v1beta2': [
    ['FlowSchema', 'PriorityLevelConfiguration'],
    'flowcontrol.apiserver.k8s.io/v1',
    '1.29',
  ],
  'flowcontrol.apiserver.k8s.io/v1beta3': [
    ['FlowSchema', 'PriorityLevelConfiguration'],
    'flowcontrol.apiserver.k8s.io/v1',
    '1.32',
  ],
};

/** Where objects live, and by which version of the API they are written. */
export const namespaceChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/default-namespace',
    version: 1,
    title: 'An object lives in the namespace default',
    severity: 'low',
    aliases: [
      'CKV_K8S_21',
      'KSV-0110',
      'C-0061',
      'C-0212',
      'use-namespace',
      ...namespaced.map((kind) => `${kind === 'Pod' ? 'pods' : kind.toLowerCase()}-in-default-namespace`),
    ],
    frameworks: controls({ 'cis-kubernetes': '5.6.4' }),
    why: 'What belongs to nobody in particular lies there together, so that roles, quotas and network policies hold for all or for none.',
    remedy: 'Name a namespace of the application.',
    references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/'],
    violating: [deployment({}), deployment({ metadata: 'namespace: default' })],
    clean: [deployment({ metadata: 'namespace: shop' }), object('v1', 'ServiceAccount').replace('example', 'default')],
    look: ofKinds(namespaced, ({ kind, name, inNamespace, node }) => {
      const field = node.at('metadata', 'namespace');
      return wantIf(inNamespace === 'default' && !isOwn(kind, name), field, 'a namespace of the application');
    }),
  },
  {
    id: 'kubernetes/system-namespace',
    version: 1,
    title: 'A workload lives among those of the cluster itself',
    severity: 'low',
    aliases: ['KSV-0037'],
    frameworks: controls({ 'nsa-cisa': 'pods' }),
    why: 'Policies look past kube-system, and its accounts have rights that an application should not come near.',
    remedy: 'Name a namespace of the application.',
    references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/'],
    violating: [deployment({ metadata: 'namespace: kube-system' })],
    clean: [deployment({ metadata: 'namespace: shop' })],
    look: function* (view) {
      for (const one of view.workloads)
        if (one.inNamespace === 'kube-system')
          yield breach(one, one.node.at('metadata', 'namespace'), 'a namespace of the application');
    },
  },
  {
    id: 'kubernetes/pod-security-label',
    version: 1,
    title: 'A namespace lets pods do whatever they ask for',
    severity: 'medium',
    aliases: ['C-0192', 'pod-security-admission-applied-1'],
    frameworks: controls({ 'cis-kubernetes': '5.2.1', 'nist-800-190': '4.4.3', 'nsa-cisa': 'pods' }),
    why: 'Without the label `pod-security.kubernetes.io/enforce` nothing is refused there, unless another policy does it.',
    remedy: 'Set the label to `baseline` or `restricted`.',
    references: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/'],
    violating: [
      object('v1', 'Namespace'),
      object('v1', 'Namespace', '', 'labels: { pod-security.kubernetes.io/enforce: privileged }'),
    ],
    clean: [object('v1', 'Namespace', '', 'labels: { pod-security.kubernetes.io/enforce: restricted }')],
    look: ofKinds(['Namespace'], ({ node }) => {
      const label = node.at('metadata', 'labels', 'pod-security.kubernetes.io/enforce');
      return wantIf(!['baseline', 'restricted'].includes(label.text() ?? ''), label, 'baseline or restricted');
    }),
  },
  {
    id: 'kubernetes/removed-version',
    version: 1,
    title: 'The object is written in a version of the API that is gone',
    severity: 'medium',
    aliases: ['KSV-0107', 'no-extensions-v1beta'],
    why: 'Newer clusters refuse it, so that it is missing after the upgrade, a policy too.',
    remedy: 'Write it in the version that took its place.',
    references: ['https://kubernetes.io/docs/reference/using-api/deprecation-guide/'],
    violating: [
      documents(
        'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: { name: a }\nspec: { schedule: "* * * * *", jobTemplate: { spec: { template: { spec: { containers: [{ name: a, image: b }] } } } } }\n',
      ),
    ],
    clean: [deployment({}), object('a.example/v1beta1', 'Colour')],
    mender: inNewVersion,
    look: function* (view) {
      for (const one of view.objects) {
        const [kinds = [], version = '', since = ''] = removed[one.apiVersion] ?? [];
        if (!kinds.includes(one.kind)) continue;
        const found = violation(one.kind, one.node.get('apiVersion'), `${version} (gone since ${since})`);
        yield { object: one, ...found };
      }
    },
  },
];
