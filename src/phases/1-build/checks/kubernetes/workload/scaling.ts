import type { ManifestCheck } from '../check.ts';
import { deployment, documents, object } from '../examples.ts';
import { breach, ofKinds, wantIf } from '../look.ts';
import { podLabels, selects } from '../selectors.ts';
import type { ManifestObject, ManifestView } from '../view.ts';

const page = 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/';
const budgets = 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/';
const scaler = (replicas: string): string =>
  object(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    `spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, ${replicas} }`,
  );
const budget = (spec: string): string =>
  object('policy/v1', 'PodDisruptionBudget', `spec: { selector: { matchLabels: { app: web } }, ${spec} }`);

/** What a disruption budget asks for beside what the autoscaler of the same workload gives. */
function* besideScalers(
  view: ManifestView,
  isBad: (least: number, scaler: ManifestObject) => boolean,
  expected: string,
): Iterable<ReturnType<typeof breach>> {
  for (const workload of view.workloads.filter(({ kind }) => kind === 'Deployment')) {
    const own = (one: ManifestObject): boolean => one.inNamespace === workload.inNamespace;
    const labels = podLabels(workload);
    const kept = view
      .of('PodDisruptionBudget')
      .find((one) => own(one) && selects(one.node.at('spec', 'selector'), labels));
    const scaledBy = view
      .of('HorizontalPodAutoscaler')
      .find((one) => own(one) && one.node.at('spec', 'scaleTargetRef', 'name').text() === workload.name);
    const least = kept?.node.at('spec', 'minAvailable').value;
    if (scaledBy !== undefined && typeof least === 'number' && isBad(least, scaledBy))
      yield breach(workload, workload.node.at('metadata', 'name'), expected);
  }
}

const fewest = (one: ManifestObject): number => one.node.at('spec', 'minReplicas').number() ?? 1;
const most = (one: ManifestObject): number => one.node.at('spec', 'maxReplicas').number() ?? Number.POSITIVE_INFINITY;

const shared = {
  version: 1,
  severity: 'low',
  why: 'A node with one of the pods cannot be drained while there are no more than that.',
  remedy: 'Ask for fewer in `minAvailable` than the autoscaler keeps.',
  references: [budgets, page],
} as const;

/** Autoscalers, and budgets beside them. */
export const scalingChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/autoscaler-single',
    version: 1,
    title: 'An autoscaler goes down to one pod',
    severity: 'low',
    aliases: ['hpaMinAvailability'],
    why: 'While the node of that pod is repaired, or it starts anew, nobody answers.',
    remedy: 'Set `minReplicas` to two or more.',
    references: [page],
    violating: [scaler('minReplicas: 1, maxReplicas: 3')],
    clean: [scaler('minReplicas: 2, maxReplicas: 3'), scaler('maxReplicas: 3')],
    look: ofKinds(['HorizontalPodAutoscaler'], ({ node }) => {
      const field = node.at('spec', 'minReplicas');
      return wantIf((field.number() ?? 2) < 2, field, '2 or more');
    }),
  },
  {
    id: 'kubernetes/autoscaler-fixed',
    version: 1,
    title: 'An autoscaler cannot scale',
    severity: 'low',
    aliases: ['hpaMaxAvailability'],
    why: 'Its largest number is not above its smallest, so it does nothing when more comes in.',
    remedy: 'Set `maxReplicas` above `minReplicas`.',
    references: [page],
    violating: [scaler('minReplicas: 3, maxReplicas: 3')],
    clean: [scaler('minReplicas: 2, maxReplicas: 3')],
    look: ofKinds(['HorizontalPodAutoscaler'], (one) =>
      wantIf(
        one.node.at('spec', 'minReplicas').isSet && most(one) <= fewest(one),
        one.node.at('spec', 'maxReplicas'),
        'more than minReplicas',
      ),
    ),
  },
  {
    ...shared,
    id: 'kubernetes/budget-above-autoscaler',
    title: 'A disruption budget asks for more pods than the autoscaler keeps',
    aliases: ['pdbMinAvailableGreaterThanHPAMinReplicas'],
    violating: [documents(deployment({}), scaler('minReplicas: 2, maxReplicas: 9'), budget('minAvailable: 3'))],
    clean: [documents(deployment({}), scaler('minReplicas: 2, maxReplicas: 9'), budget('minAvailable: 1'))],
    look: (view) => besideScalers(view, (least, one) => least > fewest(one), 'a budget below minReplicas'),
  },
  {
    ...shared,
    id: 'kubernetes/budget-equals-autoscaler',
    title: 'A disruption budget asks for all pods that the autoscaler keeps',
    aliases: ['pdbMinAvailableEqualToHPAMinReplicas'],
    violating: [documents(deployment({}), scaler('minReplicas: 2, maxReplicas: 9'), budget('minAvailable: 2'))],
    clean: [documents(deployment({}), scaler('minReplicas: 2, maxReplicas: 9'), budget('minAvailable: 1'))],
    look: (view) => besideScalers(view, (least, one) => least === fewest(one), 'a budget below minReplicas'),
  },
  {
    ...shared,
    id: 'kubernetes/budget-above-most',
    title: 'A disruption budget asks for more pods than there can be',
    severity: 'medium',
    aliases: ['pdbMinAvailableGreaterThanHPAMaxReplicas'],
    violating: [documents(deployment({}), scaler('minReplicas: 2, maxReplicas: 3'), budget('minAvailable: 4'))],
    clean: [documents(deployment({}), scaler('minReplicas: 2, maxReplicas: 3'), budget('minAvailable: 1'))],
    look: (view) => besideScalers(view, (least, one) => least > most(one), 'a budget below maxReplicas'),
  },
];
