import { controls } from '../../frameworks.ts';
import type { ManifestCheck } from '../check.ts';
import { documents } from '../examples.ts';
import { rbac, rbacGoodPractices } from '../references.ts';
import { type BoundSubject, bindings, breachOf, gives, type Power, rulesOf } from './access.ts';
import { bound, everything, group, harmless, role } from './rbac-examples.ts';

const references = [rbac, rbacGoodPractices];
const isMachine = ({ kind, name }: BoundSubject): boolean =>
  kind === 'ServiceAccount' || kind === 'Node' || (kind === 'Group' && /^system:(?:serviceaccounts|nodes)/.test(name));

/** Looks at each binding to accounts or nodes whose role gives one of these. */
const machinesWith = (powers: readonly Power[]): ManifestCheck['look'] =>
  function* (view) {
    for (const binding of view.derived(bindings)) {
      const rules = binding.role === undefined ? [] : rulesOf(binding.role);
      if (!rules.some((rule) => powers.some((power) => gives(rule, power)))) continue;
      const subject = binding.subjects.find(isMachine);
      if (subject !== undefined) yield breachOf(binding, subject, 'a role that gives less');
    }
  };

/** What accounts of pods, and nodes, may do. */
export const machineChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/machine-binds-roles',
    version: 1,
    title: 'An account or a node can give itself other roles',
    severity: 'critical',
    aliases: ['CKV2_K8S_1'],
    frameworks: controls({ 'cis-kubernetes': '5.1.8', 'nist-800-190': '4.3.1', attack: 'T1098.006' }),
    why: 'Whoever breaks into the pod, or onto the node, becomes administrator.',
    remedy: 'Bind a role without `bind` and `*` on bindings.',
    references,
    violating: [
      documents(
        role('apiGroups: [rbac.authorization.k8s.io], resources: [clusterrolebindings], verbs: ["*"]'),
        bound({}),
      ),
    ],
    clean: [documents(harmless, bound({})), documents(everything, bound({ subject: group('people') }))],
    look: machinesWith([
      {
        groups: ['rbac.authorization.k8s.io'],
        resources: ['rolebindings', 'clusterrolebindings'],
        verbs: ['bind', 'create'],
      },
    ]),
  },
  {
    id: 'kubernetes/machine-exec',
    version: 1,
    title: 'An account or a node can run commands in pods, or speak to kubelets',
    severity: 'high',
    aliases: ['CKV2_K8S_2'],
    frameworks: controls({ 'nist-800-190': '4.3.1', attack: 'T1609' }),
    why: 'Whoever breaks into the pod goes on into every other.',
    remedy: 'Bind a role without `nodes/proxy` and `pods/exec`.',
    references,
    violating: [documents(role('apiGroups: [""], resources: [nodes/proxy], verbs: [create]'), bound({}))],
    clean: [documents(harmless, bound({})), documents(everything, bound({ subject: group('people') }))],
    look: machinesWith([{ groups: [''], resources: ['nodes/proxy', 'pods/exec'], verbs: ['create'] }]),
  },
  {
    id: 'kubernetes/machine-impersonates',
    version: 1,
    title: 'An account or a node can act as somebody else',
    severity: 'critical',
    aliases: ['CKV2_K8S_3'],
    frameworks: controls({ 'cis-kubernetes': '5.1.8', 'nist-800-190': '4.3.1', attack: 'T1078' }),
    why: 'Whoever breaks into the pod, or onto the node, acts as an administrator.',
    remedy: 'Bind a role without `impersonate`.',
    references,
    violating: [documents(role('apiGroups: [""], resources: [users], verbs: [impersonate]'), bound({}))],
    clean: [documents(harmless, bound({})), documents(everything, bound({ subject: group('people') }))],
    look: machinesWith([{ groups: [''], resources: ['users', 'groups', 'serviceaccounts'], verbs: ['impersonate'] }]),
  },
  {
    id: 'kubernetes/machine-writes-status',
    version: 1,
    title: 'An account or a node can write the status of services',
    severity: 'medium',
    aliases: ['CKV2_K8S_4'],
    frameworks: controls({ 'nist-800-190': '4.3.1' }),
    why: 'It draws traffic for other addresses over (CVE-2020-8554).',
    remedy: 'Bind a role without `services/status`.',
    references,
    violating: [documents(role('apiGroups: [""], resources: [services/status], verbs: [patch]'), bound({}))],
    clean: [documents(harmless, bound({}))],
    look: machinesWith([{ groups: [''], resources: ['services/status'], verbs: ['update', 'patch'] }]),
  },
  {
    id: 'kubernetes/machine-reads-secrets',
    version: 1,
    title: 'An account or a node can read all secrets',
    severity: 'high',
    aliases: ['CKV2_K8S_5'],
    frameworks: controls({ 'cis-kubernetes': '5.1.2', 'nist-800-190': '4.3.1', attack: 'T1552.007' }),
    why: 'Whoever breaks into the pod has them.',
    remedy: 'Bind a role that names the secrets that are needed in `resourceNames`, with `get` alone.',
    references,
    violating: [documents(role('apiGroups: [""], resources: [secrets], verbs: [list]'), bound({}))],
    clean: [documents(harmless, bound({}))],
    look: machinesWith([{ groups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] }]),
  },
];
