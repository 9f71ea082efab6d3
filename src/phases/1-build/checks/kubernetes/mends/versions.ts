import type { Mender } from '../../mend.ts';
import type { FieldChange, ManifestBreach } from '../check.ts';
import { podLabels, selects } from '../selectors.ts';
import type { ManifestObject, ManifestView } from '../view.ts';
import { setField } from './field-change.ts';

/** Whether an object says the same in the newer version; else why not. */
type Same = (object: ManifestObject) => string | undefined;

const always: Same = () => undefined;

/** Workloads of apps/v1 say which pods are theirs; before, their labels said it (Kubernetes, "Deprecated API Migration Guide", v1.16). */
const withSelector: Same = (object) => {
  const { node } = object;
  if (node.at('spec', 'rollbackTo').isSet) return 'spec.rollbackTo is gone';
  const selector = node.at('spec', 'selector');
  if (selector.get('matchLabels').members().length === 0) return 'apps/v1 wants a selector (spec.selector.matchLabels)';
  const workload = object.pod === undefined ? undefined : { ...object, pod: object.pod };
  return workload !== undefined && selects(selector, podLabels(workload))
    ? undefined
    : 'its selector does not select its own pods, which apps/v1 refuses';
};

/** An empty selector meant no pod and means every pod (v1.25). */
const notEmpty: Same = ({ node }) => {
  const selector = node.at('spec', 'selector');
  const isEmpty =
    selector.isSet &&
    selector.get('matchLabels').members().length + selector.get('matchExpressions').items().length === 0;
  return isEmpty ? 'an empty selector meant no pod, and means every pod there' : undefined;
};

/** `apiVersion` and kind → the version that took its place, where an object may say the same in both. */
const successors: Readonly<Record<string, readonly [version: string, same: Same]>> = {
  ...Object.fromEntries(
    ['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2'].flatMap((version) =>
      ['Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet'].map((kind) => [
        `${version} ${kind}`,
        ['apps/v1', withSelector] as const,
      ]),
    ),
  ),
  ...Object.fromEntries(
    ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'].map((kind) => [
      `rbac.authorization.k8s.io/v1beta1 ${kind}`,
      ['rbac.authorization.k8s.io/v1', always] as const,
    ]),
  ),
  'extensions/v1beta1 NetworkPolicy': ['networking.k8s.io/v1', always],
  'networking.k8s.io/v1beta1 IngressClass': ['networking.k8s.io/v1', always],
  'scheduling.k8s.io/v1beta1 PriorityClass': ['scheduling.k8s.io/v1', always],
  'storage.k8s.io/v1beta1 StorageClass': ['storage.k8s.io/v1', always],
  'batch/v1beta1 CronJob': ['batch/v1', always],
  'autoscaling/v2beta2 HorizontalPodAutoscaler': ['autoscaling/v2', always],
  'policy/v1beta1 PodDisruptionBudget': ['policy/v1', notEmpty],
  'node.k8s.io/v1beta1 RuntimeClass': ['node.k8s.io/v1', always],
};

/** The version of the API that took the place of one that is gone. */
export const inNewVersion: Mender<ManifestView, ManifestBreach, FieldChange> = {
  does: 'the version that took its place, where nothing else has to be written otherwise',
  mend(found) {
    const { object } = found;
    const [version, same] = successors[`${object.apiVersion} ${object.kind}`] ?? [];
    if (version === undefined || same === undefined)
      return { why: 'other fields have to be written otherwise with it' };
    const why = same(object);
    return why === undefined ? setField(found.path, version) : { why };
  },
};
