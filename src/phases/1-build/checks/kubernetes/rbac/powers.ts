import { defined, type Severity } from '../../../../../core/index.ts';
import { violation } from '../../../../../foundations/kubernetes/index.ts';
import { controls } from '../../frameworks.ts';
import type { ManifestCheck } from '../check.ts';
import { documents } from '../examples.ts';
import { rbac, rbacGoodPractices } from '../references.ts';
import { type Binding, bindings, gives, isReserved, type Power, roleKinds, rulesOf, subjectsText } from './access.ts';

/** A power that a role should rarely give: a check of roles, and one of whom a binding gives it to. */
interface PowerCheck extends Power {
  readonly name: string;
  /** `run commands in containers`: what one may do with it. */
  readonly what: string;
  readonly why: string;
  readonly severity: Severity;
  readonly cis?: string;
  readonly attack?: string;
  readonly ofRoles: readonly string[];
  readonly ofBindings: readonly string[];
  /** Names that a cluster keeps for itself are told by `reserved-role-name` alone. */
  readonly leavesReserved?: true;
  /** With it one takes more than one was given. */
  readonly takesOver?: true;
  /** Only bindings in this namespace, or of the cluster, give it. */
  readonly onlyIn?: string;
}

const all = ['*'];
const write = ['create', 'update', 'patch'];

const entries: readonly PowerCheck[] = [
  {
    name: 'exec',
    takesOver: true,
    what: 'run commands in containers',
    groups: [''],
    resources: ['pods/exec', 'pods/attach'],
    verbs: ['create', 'get'],
    severity: 'high',
    attack: 'T1609',
    ofRoles: ['KSV-0053', 'clusterrolePodExecAttach', 'rolePodExecAttach'],
    ofBindings: [
      'C-0002',
      'exec-into-container-v1',
      'clusterrolebindingPodExecAttach',
      'rolebindingRolePodExecAttach',
      'rolebindingClusterRolePodExecAttach',
    ],
    leavesReserved: true,
    why: 'A command in a container has its secrets, its network and its account.',
  },
  {
    name: 'secrets-read',
    takesOver: true,
    what: 'read secrets',
    groups: [''],
    resources: ['secrets'],
    verbs: ['get', 'list', 'watch'],
    severity: 'high',
    cis: '5.1.2',
    attack: 'T1552.007',
    ofRoles: ['KSV-0041', 'KSV-0113', 'access-to-secrets'],
    ofBindings: ['C-0015', 'C-0186', 'rule-can-list-get-secrets-v1'],
    why: 'To list is to read: tokens of other accounts are among them, and with those their rights.',
  },
  {
    name: 'pods-create',
    takesOver: true,
    what: 'make pods',
    groups: ['', 'apps', 'batch'],
    resources: [
      'pods',
      'deployments',
      'daemonsets',
      'statefulsets',
      'replicasets',
      'jobs',
      'cronjobs',
      'replicationcontrollers',
    ],
    verbs: ['create'],
    severity: 'medium',
    cis: '5.1.4',
    attack: 'T1610',
    ofRoles: ['KSV-0048', 'access-to-create-pods'],
    ofBindings: ['C-0188', 'rule-can-create-pod'],
    why: 'A pod runs as any account of its namespace, mounts any of its secrets, and reaches the node where nothing forbids it.',
  },
  {
    name: 'port-forward',
    what: 'reach ports of pods past every policy',
    groups: [''],
    resources: ['pods/portforward'],
    verbs: ['create', 'get'],
    severity: 'medium',
    ofRoles: [],
    ofBindings: ['C-0063', 'rule-can-portforward-v1'],
    why: 'What listens for its neighbours only is then open to whoever has the right.',
  },
  {
    name: 'ephemeral-containers',
    what: 'put a container into a pod that runs',
    groups: [''],
    resources: ['pods/ephemeralcontainers'],
    verbs: ['update', 'patch'],
    severity: 'high',
    attack: 'T1610',
    ofRoles: [],
    ofBindings: [],
    why: 'It sees the processes, the files and the secrets of the others, and is none that anybody deployed.',
  },
  {
    name: 'impersonate',
    takesOver: true,
    what: 'act as somebody else',
    groups: ['', 'authentication.k8s.io'],
    resources: ['users', 'groups', 'serviceaccounts', 'userextras'],
    verbs: ['impersonate'],
    severity: 'critical',
    cis: '5.1.8',
    attack: 'T1078',
    ofRoles: ['KSV-0043'],
    ofBindings: ['C-0065', 'rule-can-impersonate-users-groups-v1'],
    why: 'With it one has the rights of every user, group or account that one may name.',
  },
  {
    name: 'bind',
    takesOver: true,
    what: 'give roles that one does not have',
    groups: ['rbac.authorization.k8s.io'],
    resources: ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'],
    verbs: ['bind'],
    severity: 'critical',
    cis: '5.1.8',
    attack: 'T1098.006',
    ofRoles: ['CKV_K8S_157'],
    ofBindings: ['C-0191', 'rule-can-bind-escalate'],
    why: 'Whoever may bind a role gives it to themselves.',
  },
  {
    name: 'escalate',
    takesOver: true,
    what: 'write roles that give more than one has',
    groups: ['rbac.authorization.k8s.io'],
    resources: ['roles', 'clusterroles'],
    verbs: ['escalate'],
    severity: 'critical',
    cis: '5.1.8',
    attack: 'T1098.006',
    ofRoles: ['CKV_K8S_158', 'KSV-0050'],
    ofBindings: ['C-0191', 'rule-can-bind-escalate'],
    why: 'Whoever may escalate adds to their own role what it does not give yet.',
  },
  {
    name: 'certificates-approve',
    what: 'approve certificates',
    groups: ['certificates.k8s.io'],
    resources: ['certificatesigningrequests/approval'],
    verbs: ['update', 'patch'],
    severity: 'high',
    cis: '5.1.11',
    ofRoles: ['CKV_K8S_156'],
    ofBindings: ['C-0280', 'rule-can-approve-cert-signing-request'],
    why: 'An approved request is a certificate for any name, that of an administrator too, and cannot be taken back.',
  },
  {
    name: 'webhooks-write',
    what: 'change what every request passes through',
    groups: ['admissionregistration.k8s.io'],
    resources: ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'],
    verbs: ['create', 'update', 'patch'],
    severity: 'high',
    cis: '5.1.12',
    attack: 'T1562',
    ofRoles: ['CKV_K8S_155', 'KSV-0114'],
    ofBindings: ['C-0281', 'rule-can-modify-admission-webhooks'],
    why: 'A webhook sees every object, secrets too, and changes it on the way; or one that forbids is taken off.',
  },
  {
    name: 'tokens-create',
    takesOver: true,
    what: 'make tokens of accounts',
    groups: [''],
    resources: ['serviceaccounts/token'],
    verbs: ['create'],
    severity: 'high',
    cis: '5.1.13',
    attack: 'T1528',
    ofRoles: [],
    ofBindings: ['C-0282', 'rule-can-create-service-account-token'],
    why: 'With a token one has the rights of its account.',
  },
  {
    name: 'volumes-create',
    what: 'make volumes of the cluster',
    groups: [''],
    resources: ['persistentvolumes'],
    verbs: ['create'],
    severity: 'high',
    cis: '5.1.9',
    attack: 'T1611',
    ofRoles: [],
    ofBindings: ['C-0278', 'rule-can-create-persistent-volumes'],
    why: 'A volume may be a folder of a node, past every rule about `hostPath` in pods.',
  },
  {
    name: 'node-proxy',
    takesOver: true,
    what: 'speak to kubelets past the API server',
    groups: [''],
    resources: ['nodes/proxy'],
    verbs: ['get', 'create'],
    severity: 'critical',
    cis: '5.1.10',
    attack: 'T1609',
    ofRoles: ['KSV-0047'],
    ofBindings: ['C-0279', 'rule-can-access-proxy-subresource'],
    why: 'Commands run in every container of the nodes, and neither admission nor the audit log sees them.',
  },
  {
    name: 'config-maps-write',
    what: 'change the settings of the cluster’s own programs',
    groups: [''],
    resources: ['configmaps'],
    verbs: ['update', 'patch'],
    severity: 'medium',
    ofRoles: ['KSV-0049'],
    ofBindings: ['C-0037', 'rule-can-update-configmap-v1'],
    onlyIn: 'kube-system',
    why: 'In kube-system lie those of DNS and of the proxy: names and addresses then lead where somebody else wants.',
  },
  {
    name: 'delete',
    what: 'delete what runs',
    groups: ['', 'apps', 'batch'],
    resources: [
      'secrets',
      'pods',
      'services',
      'deployments',
      'replicasets',
      'daemonsets',
      'statefulsets',
      'jobs',
      'cronjobs',
    ],
    verbs: ['delete', 'deletecollection'],
    severity: 'medium',
    ofRoles: [],
    ofBindings: ['C-0007', 'rule-excessive-delete-rights-v1'],
    why: 'A slip, or somebody with a stolen token, takes the workloads down.',
  },
  {
    name: 'events-delete',
    what: 'delete what was recorded',
    groups: ['', 'events.k8s.io'],
    resources: ['events'],
    verbs: ['delete', 'deletecollection'],
    severity: 'low',
    attack: 'T1070',
    ofRoles: ['KSV-0042'],
    ofBindings: ['C-0031', 'rule-can-delete-k8s-events-v1'],
    why: 'Traces of an attack are then gone.',
  },
  {
    name: 'roles-write',
    what: 'write roles and bindings',
    groups: ['rbac.authorization.k8s.io'],
    resources: ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'],
    verbs: write,
    severity: 'medium',
    ofRoles: ['KSV-0051', 'KSV-0052'],
    ofBindings: [],
    why: 'One gives others what one has oneself, and nobody sees it in the manifests.',
  },
  {
    name: 'network-write',
    what: 'change who may reach whom',
    groups: ['', 'networking.k8s.io'],
    resources: ['networkpolicies', 'services', 'endpoints', 'ingresses'],
    verbs: write,
    severity: 'low',
    ofRoles: ['KSV-0056'],
    ofBindings: [],
    why: 'Traffic is led elsewhere, or a wall taken down.',
  },
  {
    name: 'status-write',
    what: 'write the status of services and nodes',
    groups: [''],
    resources: ['services/status', 'nodes/status', 'pods/status'],
    verbs: ['update', 'patch'],
    severity: 'medium',
    ofRoles: [],
    ofBindings: [],
    why: 'By the status of a Service traffic for other addresses is drawn over (CVE-2020-8554); by that of a node, pods.',
  },
];

const role = (power: Power, kind = 'ClusterRole', name = 'helper'): string =>
  `apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: { name: ${name} }
rules:
  - apiGroups: ["${power.groups[0]}"]
    resources: ["${power.resources[0]}"]
    verbs: ["${power.verbs[0]}"]
`;
const binding = (name = 'helper', role = 'helper', kind = 'ClusterRoleBinding', metadata = ''): string =>
  `apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: { name: ${name}${metadata} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${role} }
subjects: [{ kind: ServiceAccount, name: helper, namespace: tools }]
`;

const harmless: Power = { groups: [''], resources: ['services'], verbs: ['get'] };
const takeOver: readonly Power[] = entries.filter((entry) => entry.takesOver === true);

/** Whether a binding gives a power by which one takes more than one was given. */
export const takesOver = ({ role: found }: Binding): boolean =>
  found !== undefined && rulesOf(found).some((rule) => takeOver.some((power) => gives(rule, power)));

function common({
  why,
  cis,
  attack,
}: PowerCheck): Pick<ManifestCheck, 'version' | 'why' | 'references' | 'frameworks'> {
  return {
    version: 1,
    why,
    references: [rbac, rbacGoodPractices],
    frameworks: controls({
      'nist-800-190': '4.3.1',
      'nsa-cisa': 'authentication',
      ...defined({ 'cis-kubernetes': cis, attack }),
    }),
  };
}

function ofRoles(entry: PowerCheck): ManifestCheck {
  const { name, what, severity, leavesReserved } = entry;
  return {
    ...common(entry),
    id: `kubernetes/role-${name}`,
    title: `A role lets whoever has it ${what}`,
    severity,
    aliases: entry.ofRoles,
    remedy: 'Take it out of the role, or name the one resource that is needed.',
    violating: [role(entry), role({ groups: all, resources: all, verbs: all })],
    clean: [role(harmless)],
    look: function* (view) {
      for (const object of view.of(...roleKinds)) {
        if (leavesReserved && isReserved(object.name)) continue;
        for (const rule of rulesOf(object))
          if (gives(rule, entry))
            yield { object, ...violation(object.kind, rule.node, `nothing that lets one ${what}`) };
      }
    },
  };
}

/** The rule of the role by which a binding gives a power. */
const given = ({ role: found }: Binding, power: Power) =>
  found === undefined ? undefined : rulesOf(found).find((rule) => gives(rule, power));

function ofBindings(entry: PowerCheck): ManifestCheck {
  const { name, what, severity, leavesReserved, onlyIn } = entry;
  const metadata = onlyIn === undefined ? '' : `, namespace: ${onlyIn}`;
  return {
    ...common(entry),
    id: `kubernetes/bound-${name}`,
    title: `Somebody may ${what}`,
    severity,
    aliases: entry.ofBindings,
    remedy: 'Take the subject out of the binding, or bind a role that gives less.',
    violating: [
      documents(role(entry), binding()),
      ...(onlyIn === undefined ? [] : [documents(role(entry), binding('helper', 'helper', 'RoleBinding', metadata))]),
    ],
    clean: [documents(role(harmless), binding()), role(entry)],
    look: function* (view) {
      for (const bound of view.derived(bindings)) {
        const { object, subjects, roleName } = bound;
        if (leavesReserved && isReserved(object.name)) continue;
        if (onlyIn !== undefined && object.kind === 'RoleBinding' && object.inNamespace !== onlyIn) continue;
        const rule = given(bound, entry);
        if (rule === undefined) continue;
        const observed = `${subjectsText(subjects)}, by ${bound.roleKind} ${roleName.text()}`;
        yield { object, ...violation(object.kind, roleName, 'a role that gives less'), observed };
      }
    },
  };
}

/** What roles let people do, and whom bindings let do it. */
export const powerChecks: readonly ManifestCheck[] = entries.flatMap((entry) => [ofRoles(entry), ofBindings(entry)]);
