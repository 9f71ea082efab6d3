import { violation } from '../../../../../foundations/kubernetes/index.ts';
import { controls } from '../../frameworks.ts';
import type { ManifestBreach, ManifestCheck } from '../check.ts';
import { deployment, documents } from '../examples.ts';
import { rbac, rbacGoodPractices } from '../references.ts';
import type { ManifestView } from '../view.ts';
import { type Binding, bindings, isEverything, rulesOf } from './access.ts';
import { takesOver } from './powers.ts';
import { bound, everything, harmless, role } from './rbac-examples.ts';

const references = [rbac, rbacGoodPractices];
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: tools }\nspec: { serviceAccountName: helper, containers: [{ name: a, image: b }] }\n';
const rulesAll = ({ role: found }: Binding): boolean => found !== undefined && rulesOf(found).some(isEverything);
/** Rights of the account that a pod runs as, by bindings of the whole cluster. */
function* workloadsWith(view: ManifestView, isBad: (binding: Binding) => boolean): Iterable<ManifestBreach> {
  const bad = view.derived(bindings).filter((one) => one.object.kind === 'ClusterRoleBinding' && isBad(one));
  for (const object of view.workloads) {
    const { spec } = object.pod;
    const node = spec.get('serviceAccountName');
    const name = node.text() ?? spec.get('serviceAccount').text() ?? 'default';
    const own = view.of('ServiceAccount').find((one) => one.name === name && one.inNamespace === object.inNamespace);
    const token =
      spec.get('automountServiceAccountToken').boolean() ?? own?.node.get('automountServiceAccountToken').boolean();
    if (token === false) continue;
    const giver = bad.find(({ subjects }) =>
      subjects.some(
        (one) => one.kind === 'ServiceAccount' && one.name === name && one.namespace === object.inNamespace,
      ),
    );
    if (giver === undefined) continue;
    const observed = `account ${name}, by ${giver.object.kind} ${giver.object.name}`;
    yield { object, ...violation('pod', node, 'an account with fewer rights'), observed };
  }
}

/** What pods may do by the account that they run as. */
export const workloadRightChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/workload-cluster-admin',
    version: 1,
    title: 'A pod runs as an account that may do everything',
    severity: 'critical',
    aliases: ['C-0272', 'workload-with-administrative-roles'],
    frameworks: controls({ 'cis-kubernetes': '5.1.1', 'nist-800-190': '4.3.1', attack: 'T1078' }),
    why: 'Whoever breaks into one of its containers owns the cluster.',
    remedy: 'Bind a role that names what is needed, or mount no token.',
    references,
    violating: [documents(everything, bound({}), pod)],
    clean: [documents(harmless, bound({}), pod), documents(everything, bound({}), deployment({}))],
    look: (view) => workloadsWith(view, rulesAll),
  },
  {
    id: 'kubernetes/workload-takeover',
    version: 1,
    title: 'A pod runs as an account that can take more than it was given',
    severity: 'high',
    aliases: ['C-0267', 'workload-with-cluster-takeover-roles'],
    frameworks: controls({ 'nist-800-190': '4.3.1', attack: 'T1078' }),
    why: 'Whoever breaks into one of its containers goes on from there: by a token that it reads, or a pod that it makes.',
    remedy: 'Bind a role that names what is needed, or mount no token.',
    references,
    violating: [documents(role('apiGroups: [""], resources: [secrets], verbs: [get]'), bound({}), pod)],
    clean: [documents(harmless, bound({}), pod), documents(everything, bound({}), deployment({}))],
    look: (view) => workloadsWith(view, takesOver),
  },
];
