import { violation } from '../../../../../foundations/kubernetes/index.ts';
import { controls } from '../../frameworks.ts';
import type { ManifestCheck } from '../check.ts';
import { deployment, documents, object } from '../examples.ts';
import { breach, ofKinds, ofPods, wantIf } from '../look.ts';
import { hasAll, labelsIn, meetsExpressions, podLabels, selects } from '../selectors.ts';

const budget = (spec: string, metadata = ''): string =>
  object('policy/v1', 'PodDisruptionBudget', `spec: { ${spec} }`, metadata);
const scaler = (target: string): string =>
  object(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    `spec: { scaleTargetRef: { ${target} }, minReplicas: 2, maxReplicas: 4 }`,
  );

/** Kinds that run as several pods for as long as they are there. */
const lasting = ['Deployment', 'StatefulSet'];
/** Kinds that an autoscaler may name and that stand in manifests. */
const scaled = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController']);

const budgets = 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/';
const scaling = 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/';
const labelsPage = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/';

/** Whether workloads last when nodes and pods go, and whether what belongs together finds itself. */
export const availabilityChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/single-replica',
    version: 1,
    title: 'One pod is all that a workload has',
    severity: 'low',
    aliases: ['deploymentMissingReplicas'],
    why: 'While its node is repaired, or it starts anew, nobody answers.',
    remedy: 'Set `replicas` to two or more, or let an autoscaler do it.',
    references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/'],
    violating: [deployment({}), deployment({ spec: 'replicas: 1' })],
    clean: [
      deployment({ spec: 'replicas: 2' }),
      documents(deployment({}), scaler('apiVersion: apps/v1, kind: Deployment, name: web')),
    ],
    look: ofKinds(['Deployment'], ({ name, node, inNamespace }, view) => {
      const replicas = node.at('spec', 'replicas');
      const isScaled = view
        .of('HorizontalPodAutoscaler')
        .some(
          (one) => one.inNamespace === inNamespace && one.node.at('spec', 'scaleTargetRef', 'name').text() === name,
        );
      return wantIf((replicas.number() ?? 1) === 1 && !isScaled, replicas, '2 or more');
    }),
  },
  {
    id: 'kubernetes/no-disruption-budget',
    version: 1,
    title: 'All pods of a workload may be taken away at once',
    severity: 'low',
    aliases: ['missingPodDisruptionBudget'],
    why: 'When nodes are drained nobody keeps one of the pods until another is ready.',
    remedy: 'Add a PodDisruptionBudget whose selector selects the pods.',
    references: [budgets],
    violating: [
      deployment({}),
      documents(deployment({}), budget('minAvailable: 1, selector: { matchLabels: { app: db } }')),
      documents(deployment({}), budget('minAvailable: 1, selector: { matchLabels: { app: web } }', 'namespace: other')),
    ],
    clean: [documents(deployment({}), budget('minAvailable: 1, selector: { matchLabels: { app: web } }'))],
    look: function* (view) {
      for (const one of view.workloads) {
        if (one.kind !== 'Deployment') continue;
        const labels = podLabels(one);
        const isKept = view
          .of('PodDisruptionBudget')
          .some((other) => other.inNamespace === one.inNamespace && selects(other.node.at('spec', 'selector'), labels));
        if (!isKept) yield breach(one, one.node.at('metadata', 'name'), 'a PodDisruptionBudget that selects its pods');
      }
    },
  },
  {
    id: 'kubernetes/strict-disruption-budget',
    version: 1,
    title: 'A disruption budget lets no pod go',
    severity: 'low',
    aliases: ['pdb-max-unavailable', 'pdbDisruptionsIsZero', 'pdb-min-available'],
    why: 'A node with one of the pods cannot be drained, so that it is not repaired, or by force.',
    remedy: 'Let at least one pod go at a time.',
    references: [budgets],
    violating: [budget('maxUnavailable: 0'), budget('minAvailable: 100%')],
    clean: [budget('maxUnavailable: 1'), budget('minAvailable: 50%')],
    look: ofKinds(['PodDisruptionBudget'], ({ node }) => {
      const [most, least] = [node.at('spec', 'maxUnavailable'), node.at('spec', 'minAvailable')];
      return [
        ...wantIf(['0', '0%'].includes(String(most.value)), most, '1 or more'),
        ...wantIf(String(least.value) === '100%', least, 'fewer than all'),
      ];
    }),
  },
  {
    id: 'kubernetes/topology-spread',
    version: 1,
    title: 'Nothing spreads the pods of a workload over nodes',
    severity: 'low',
    aliases: ['topologySpreadConstraint'],
    why: 'They may all run on one node, and go with it.',
    remedy: 'Set `topologySpreadConstraints`.',
    references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/'],
    violating: [deployment({}), deployment({ pod: 'topologySpreadConstraints: []' })],
    clean: [
      deployment({
        pod: 'topologySpreadConstraints: [{ maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule }]',
      }),
      object('v1', 'Pod', 'spec: { containers: [{ name: a, image: b }] }'),
    ],
    look: ofPods(({ spec }, { kind }) => {
      const node = spec.get('topologySpreadConstraints');
      return lasting.includes(kind) && node.items().length === 0
        ? [violation('pod', node, 'a list of constraints')]
        : [];
    }),
  },
  {
    id: 'kubernetes/priority-class',
    version: 1,
    title: 'Nothing says how much the workload matters',
    severity: 'negligible',
    optional: true,
    aliases: ['priorityClassNotSet', 'priority-class-name'],
    why: 'When nodes run full it is as likely to be put out as anything else.',
    remedy: 'Set `priorityClassName`.',
    references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/'],
    violating: [deployment({})],
    clean: [deployment({ pod: 'priorityClassName: high' })],
    look: ofPods(({ spec }) => {
      const node = spec.get('priorityClassName');
      return node.isSet ? [] : [violation('pod', node, 'a PriorityClass')];
    }),
  },
  {
    id: 'kubernetes/selector-mismatch',
    version: 1,
    title: 'A workload does not select the pods that it makes',
    severity: 'medium',
    aliases: ['C-0296', 'mismatching-selector'],
    why: 'The API refuses it, or it makes pods without end and looks after none.',
    remedy: 'Give the template the labels of the selector.',
    references: [labelsPage],
    violating: [deployment({ spec: 'selector: { matchLabels: { app: wbe } }' })],
    clean: [deployment({ spec: 'selector: { matchLabels: { app: web } }' }), deployment({})],
    look: function* (view) {
      for (const one of view.workloads) {
        const spec = one.kind === 'CronJob' ? one.node.at('spec', 'jobTemplate', 'spec') : one.node.get('spec');
        const selector = spec.get('selector');
        if (one.kind === 'Pod' || !selector.isSet) continue;
        const labels = podLabels(one);
        const plain = one.kind === 'ReplicationController' ? selector : selector.get('matchLabels');
        if (!hasAll(labels, labelsIn(plain))) yield breach(one, plain, 'labels of the template');
        else if (!meetsExpressions(selector, labels))
          yield breach(one, selector.get('matchExpressions'), 'what the labels of the template meet');
      }
    },
  },
  {
    id: 'kubernetes/autoscaler-target',
    version: 1,
    title: 'An autoscaler scales nothing that is here',
    severity: 'low',
    aliases: ['C-0300', 'hpa-has-target', 'dangling-horizontalpodautoscaler'],
    why: 'The workload stays at the number of pods that it has, whatever comes.',
    remedy: 'Name a workload of the same namespace.',
    references: [scaling],
    violating: [scaler('apiVersion: apps/v1, kind: Deployment, name: wbe')],
    clean: [
      documents(deployment({}), scaler('apiVersion: apps/v1, kind: Deployment, name: web')),
      scaler('apiVersion: a.example/v1, kind: Colour, name: web'),
    ],
    look: ofKinds(['HorizontalPodAutoscaler'], ({ node, inNamespace }, view) => {
      const target = node.at('spec', 'scaleTargetRef');
      const [kind = '', name] = [target.get('kind').text(), target.get('name')];
      const isThere = view.of(kind).some((one) => one.name === name.text() && one.inNamespace === inNamespace);
      return wantIf(scaled.has(kind) && !isThere, name, 'a workload of the namespace');
    }),
  },
  {
    id: 'kubernetes/instance-label',
    version: 1,
    title: 'The label of the instance is not the name of the object',
    severity: 'negligible',
    optional: true,
    aliases: ['metadataAndInstanceMismatched'],
    why: 'Tools that put together what belongs together do it by that label.',
    remedy: 'Set `app.kubernetes.io/instance` to the name of the object.',
    references: [labelsPage],
    violating: [deployment({}), deployment({ metadata: 'labels: { app.kubernetes.io/instance: other }' })],
    clean: [deployment({ metadata: 'labels: { app.kubernetes.io/instance: web }' })],
    look: function* (view) {
      for (const one of view.workloads) {
        const node = one.node.at('metadata', 'labels', 'app.kubernetes.io/instance');
        if (node.text() !== one.name) yield breach(one, node, one.name);
      }
    },
  },
  {
    id: 'kubernetes/duplicate-env',
    version: 1,
    title: 'A variable of the environment is set twice',
    severity: 'low',
    aliases: ['C-0295', 'duplicate-env-var'],
    why: 'Which of them counts depends on the order, and on the tool that merges them.',
    remedy: 'Set it once.',
    references: ['https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/'],
    violating: [deployment({ container: 'env: [{ name: A, value: "1" }, { name: A, value: "2" }]' })],
    clean: [deployment({ container: 'env: [{ name: A, value: "1" }, { name: B, value: "2" }]' })],
    look: ofPods(({ containers }) =>
      containers.flatMap(({ node }) => {
        const names = node
          .get('env')
          .items()
          .map((one) => one.get('name'));
        const seen = new Set<unknown>();
        return names
          .filter(({ value }) => seen.size === seen.add(value).size)
          .map((name) => violation('pod', name, 'a name that comes once'));
      }),
    ),
  },
  {
    id: 'kubernetes/dashboard',
    version: 1,
    title: 'The Kubernetes dashboard is deployed',
    severity: 'medium',
    aliases: ['CKV_K8S_33'],
    frameworks: controls({ 'nist-800-190': '4.3.1', attack: 'T1133' }),
    why: 'Whoever reaches it does what its account may, and it has been left open to all many times.',
    remedy: 'Take it out, and use a client with credentials of each person.',
    references: ['https://kubernetes.io/docs/tasks/access-application-cluster/web-ui-dashboard/'],
    violating: [deployment({ image: 'kubernetesui/dashboard:v2.7.0' })],
    clean: [deployment({})],
    look: function* (view) {
      for (const one of view.workloads) {
        const labels = podLabels(one);
        const isLabelled =
          labels.get('app') === 'kubernetes-dashboard' || labels.get('k8s-app') === 'kubernetes-dashboard';
        const found = one.pod.containers.find(({ image = '' }) => /kubernetes-dashboard|kubernetesui/.test(image));
        const node = found?.node.get('image') ?? one.node.at('metadata', 'name');
        if (isLabelled || found !== undefined) yield breach(one, node, 'no dashboard');
      }
    },
  },
  {
    id: 'kubernetes/tiller',
    version: 1,
    title: 'Tiller, the server of Helm 2, is deployed',
    severity: 'high',
    aliases: ['CKV_K8S_34', 'KSV-0102'],
    frameworks: controls({ 'nist-800-190': '4.3.1' }),
    why: 'It does what anybody who reaches it asks for, mostly as an administrator, and nobody has kept it since 2020.',
    remedy: 'Use Helm 3, which needs no server.',
    references: ['https://helm.sh/docs/faq/changes_since_helm2/'],
    violating: [deployment({ image: 'registry.example/kubernetes-helm/tiller:v2.16.1' })],
    clean: [deployment({})],
    look: function* (view) {
      for (const one of view.workloads) {
        const labels = podLabels(one);
        const isLabelled =
          labels.get('name') === 'tiller' || (labels.get('app') === 'helm' && labels.get('name') !== undefined);
        const found = one.pod.containers.find(({ image = '' }) => /(?:^|\/)tiller(?:[:@]|$)/.test(image));
        const node = found?.node.get('image') ?? one.node.at('metadata', 'name');
        if (isLabelled || found !== undefined) yield breach(one, node, 'no Tiller');
      }
    },
  },
  {
    id: 'kubernetes/tiller-service',
    version: 1,
    title: 'Tiller, the server of Helm 2, is reached through a Service',
    severity: 'high',
    aliases: ['CKV_K8S_44'],
    frameworks: controls({ 'nist-800-190': '4.3.1' }),
    why: 'Every pod of the cluster can have it do whatever its account may.',
    remedy: 'Remove the Service, and Tiller with it.',
    references: ['https://helm.sh/docs/faq/changes_since_helm2/'],
    violating: [object('v1', 'Service', 'spec: { selector: { name: tiller }, ports: [{ port: 44134 }] }')],
    clean: [object('v1', 'Service', 'spec: { selector: { app: web }, ports: [{ port: 80 }] }')],
    look: ofKinds(['Service'], ({ node }) => {
      const selector = node.at('spec', 'selector');
      const labels = labelsIn(node.at('metadata', 'labels'));
      const isOne = [...labelsIn(selector).values(), ...labels.values()].includes('tiller');
      return wantIf(isOne, selector, 'no Service of Tiller');
    }),
  },
];
