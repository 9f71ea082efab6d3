import { violation } from '../../../../../foundations/kubernetes/index.ts';
import { controls } from '../../frameworks.ts';
import type { ManifestCheck } from '../check.ts';
import { documents } from '../examples.ts';
import { rbac, rbacGoodPractices } from '../references.ts';
import {
  type Binding,
  type BoundSubject,
  bindingKinds,
  bindings,
  breachOf,
  isEverything,
  isReserved,
  roleKinds,
  rulesOf,
  subjectsText,
} from './access.ts';
import { takesOver } from './powers.ts';
import { bound, everything, group, harmless, role } from './rbac-examples.ts';

/** Looks at each subject of each binding. */
const ofSubjects = (
  isBad: (subject: BoundSubject, binding: Binding) => boolean,
  expected: string,
): ManifestCheck['look'] =>
  function* (view) {
    for (const binding of view.derived(bindings))
      for (const subject of binding.subjects) if (isBad(subject, binding)) yield breachOf(binding, subject, expected);
  };

const isUnknown = ({ name }: BoundSubject): boolean => name === 'system:anonymous' || name === 'system:unauthenticated';
const isDefault = ({ kind, name }: BoundSubject): boolean => kind === 'ServiceAccount' && name === 'default';
const references = [rbac, rbacGoodPractices];
const rulesAll = ({ role: found }: Binding): boolean => found !== undefined && rulesOf(found).some(isEverything);

/** Whom bindings name, and to what. */
export const subjectChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/cluster-admin',
    version: 1,
    title: 'Somebody is made administrator of the whole cluster',
    severity: 'critical',
    aliases: [
      'C-0185',
      'KSV-0111',
      'cluster-admin-role',
      'cluster-admin-role-binding',
      'clusterrolebindingClusterAdmin',
    ],
    frameworks: controls({ 'cis-kubernetes': '5.1.1', 'nist-800-190': '4.3.1', attack: 'T1078' }),
    why: 'Nothing is forbidden to them: a stolen token is the whole cluster.',
    remedy: 'Bind a role that gives what is needed, in the namespaces where it is.',
    references,
    violating: [bound({ role: 'cluster-admin' })],
    clean: [bound({ role: 'view' }), bound({ role: 'cluster-admin', subject: group('system:masters') })],
    look: ofSubjects(
      ({ name }, { object, roleName, roleKind }) =>
        object.kind === 'ClusterRoleBinding' &&
        roleKind === 'ClusterRole' &&
        roleName.text() === 'cluster-admin' &&
        name !== 'system:masters',
      'another role',
    ),
  },
  {
    id: 'kubernetes/bound-everything',
    version: 1,
    title: 'Somebody may do everything',
    severity: 'critical',
    aliases: [
      'C-0035',
      'C-0187',
      'rule-list-all-cluster-admins-v1',
      'clusterrolebindingClusterAdmin',
      'rolebindingClusterAdminClusterRole',
      'rolebindingClusterAdminRole',
    ],
    frameworks: controls({ 'cis-kubernetes': '5.1.3', 'nist-800-190': '4.3.1', 'nsa-cisa': 'authentication' }),
    why: 'A role with a star for what and for how is that of an administrator under another name.',
    remedy: 'Bind a role that names what is needed.',
    references,
    violating: [documents(everything, bound({}))],
    clean: [documents(harmless, bound({})), bound({})],
    look: function* (view) {
      for (const one of view.derived(bindings).filter(rulesAll)) {
        const { object, roleName, subjects } = one;
        yield {
          object,
          ...violation(object.kind, roleName, 'a role that gives less'),
          observed: subjectsText(subjects),
        };
      }
    },
  },
  {
    id: 'kubernetes/role-wildcard',
    version: 1,
    title: 'A role gives whatever there is, and whatever there will be',
    severity: 'high',
    aliases: ['CKV_K8S_49', 'KSV-0044', 'KSV-0045', 'KSV-0046', 'KSV-0112', 'wildcard-in-rules'],
    frameworks: controls({ 'cis-kubernetes': '5.1.3', 'nist-800-190': '4.3.1', 'nsa-cisa': 'authentication' }),
    why: 'A star covers kinds and verbs that come with the next version or the next operator.',
    remedy: 'Name groups, resources and verbs.',
    references,
    violating: [everything, role('apiGroups: [""], resources: [pods], verbs: ["*"]')],
    clean: [harmless],
    look: function* (view) {
      for (const object of view.of(...roleKinds)) {
        for (const { node, groups, resources, verbs } of rulesOf(object)) {
          const field = verbs.includes('*')
            ? 'verbs'
            : resources.includes('*')
              ? 'resources'
              : groups.includes('*')
                ? 'apiGroups'
                : '';
          if (field !== '') yield { object, ...violation(object.kind, node.get(field), 'names') };
        }
      }
    },
  },
  {
    id: 'kubernetes/anonymous-bound',
    version: 1,
    title: 'Whoever does not say who they are is given a role',
    severity: 'critical',
    aliases: ['C-0262', 'KSV-0122', 'anonymous-access-enabled'],
    frameworks: controls({ 'cis-kubernetes': '5.1.1', 'nist-800-190': '4.3.1', 'nsa-cisa': 'authentication' }),
    why: 'Everybody who reaches the API server has it.',
    remedy: 'Take system:anonymous and system:unauthenticated out of the binding.',
    references,
    violating: [bound({ subject: group('system:unauthenticated') })],
    clean: [bound({})],
    look: ofSubjects(isUnknown, 'somebody who says who they are'),
  },
  {
    id: 'kubernetes/authenticated-takeover',
    version: 1,
    title: 'Everybody who has any credentials can take more than they were given',
    severity: 'critical',
    aliases: ['C-0265', 'KSV-01011', 'system-authenticated-allowed-to-take-over-cluster'],
    frameworks: controls({ 'cis-kubernetes': '5.1.1', 'nist-800-190': '4.3.1' }),
    why: 'system:authenticated is every user and every pod, on some clouds everybody with an account there.',
    remedy: 'Bind those who need it by name.',
    references,
    violating: [
      documents(
        role('apiGroups: [""], resources: [secrets], verbs: [get]'),
        bound({ subject: group('system:authenticated') }),
      ),
    ],
    clean: [documents(harmless, bound({ subject: group('system:authenticated') }))],
    look: ofSubjects(
      (one, binding) => one.name === 'system:authenticated' && takesOver(binding),
      'those who need it, by name',
    ),
  },
  {
    id: 'kubernetes/masters-bound',
    version: 1,
    title: 'A role is given to the group that needs none',
    severity: 'high',
    aliases: ['C-0246', 'KSV-0123'],
    frameworks: controls({ 'cis-kubernetes': '5.1.7', 'nist-800-190': '4.3.1' }),
    why: 'Members of system:masters are asked for no role at all and cannot be taken out of it; whoever counts on it has such credentials about.',
    remedy: 'Give people groups of your own.',
    references,
    violating: [bound({ subject: group('system:masters') })],
    clean: [bound({})],
    look: ofSubjects((one) => one.name === 'system:masters', 'a group of your own'),
  },
  {
    id: 'kubernetes/default-account-bound',
    version: 1,
    title: 'A role is given to every pod without an account of its own',
    severity: 'medium',
    aliases: ['CKV_K8S_42', 'C-0225', 'C-0239', 'ensure-default-service-accounts-has-only-default-roles'],
    frameworks: controls({ 'cis-kubernetes': '5.1.5', 'nist-800-190': '4.3.2' }),
    why: 'Pods that need nothing of the API have the right as well.',
    remedy: 'Make an account for the workload and bind that.',
    references,
    violating: [bound({ subject: 'kind: ServiceAccount, name: default, namespace: tools' })],
    clean: [
      bound({}),
      bound({
        subject: 'kind: ServiceAccount, name: default, namespace: tools',
        labels: ', labels: { kubernetes.io/bootstrapping: rbac-defaults }',
      }),
    ],
    look: ofSubjects(
      (one, { object }) =>
        isDefault(one) &&
        object.node.at('metadata', 'labels', 'kubernetes.io/bootstrapping').text() !== 'rbac-defaults',
      'an account of its own',
    ),
  },
  {
    id: 'kubernetes/dashboard-bound',
    version: 1,
    title: 'Somebody has the rights of the dashboard',
    severity: 'medium',
    aliases: ['C-0014', 'rule-access-dashboard-subject-v1'],
    frameworks: controls({ 'nist-800-190': '4.3.1' }),
    why: 'It reads much of what others keep, and none but itself needs that.',
    remedy: 'Take them out of the binding.',
    references,
    violating: [bound({ role: 'kubernetes-dashboard' })],
    clean: [
      bound({ role: 'view' }),
      bound({
        role: 'kubernetes-dashboard',
        subject: 'kind: ServiceAccount, name: kubernetes-dashboard, namespace: a',
      }),
    ],
    look: ofSubjects(
      ({ name }, { roleName }) => roleName.text() === 'kubernetes-dashboard' && name !== 'kubernetes-dashboard',
      'the account of the dashboard',
    ),
  },
  {
    id: 'kubernetes/role-missing',
    version: 1,
    title: 'What a binding gives does not stand beside it',
    severity: 'low',
    aliases: ['clusterrolebindingPodExecAttach', 'rolebindingRolePodExecAttach', 'rolebindingClusterRolePodExecAttach'],
    why: 'Nobody can say what it gives: a role of that name may be there already, or be made by somebody else.',
    remedy: 'Keep the role beside its binding, or bind one that every cluster has.',
    references,
    violating: [bound({})],
    clean: [documents(harmless, bound({})), bound({ role: 'view' })],
    look: function* (view) {
      for (const { object, role: found, roleName } of view.derived(bindings)) {
        const name = roleName.text() ?? '';
        if (found === undefined && name !== '' && !isReserved(name) && !isReserved(object.name))
          yield { object, ...violation(object.kind, roleName, 'a role that stands beside it') };
      }
    },
  },
  {
    id: 'kubernetes/reserved-role-name',
    version: 1,
    title: 'A role or binding bears a name that the cluster keeps for itself',
    severity: 'medium',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.3.1' }),
    why: 'Who reads it takes it for one that the cluster made; tools look past such names, and upgrades write over them.',
    remedy: 'Give it a name of your own.',
    references,
    violating: [role('apiGroups: [""], resources: [pods], verbs: [get]', 'system:helper')],
    clean: [harmless],
    look: function* (view) {
      for (const object of view.of(...roleKinds, ...bindingKinds)) {
        const node = object.node.at('metadata', 'name');
        if (isReserved(object.name)) yield { object, ...violation(object.kind, node, 'a name of your own') };
      }
    },
  },
];
