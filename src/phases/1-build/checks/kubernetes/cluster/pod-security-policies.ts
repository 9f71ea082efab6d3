import type { DocumentNode } from '../../../../../foundations/formats/index.ts';
import { violation } from '../../../../../foundations/kubernetes/index.ts';
import type { ManifestCheck } from '../check.ts';
import { documents, object } from '../examples.ts';
import type { ManifestObject } from '../view.ts';

/** Something that a PodSecurityPolicy should forbid. */
interface PolicyRule {
  readonly name: string;
  readonly what: string;
  readonly severity: ManifestCheck['severity'];
  /** Where nothing forbids it, the field to change. */
  bad(spec: DocumentNode, policy: ManifestObject): DocumentNode | undefined;
  readonly expected: string;
  readonly violating: string;
  readonly clean: string;
  /** Ids of the rule about each policy. */
  readonly each: readonly string[];
  /** Ids of the rule that at least one policy forbids it. */
  readonly none?: readonly string[];
}

const isTrue =
  (field: string): PolicyRule['bad'] =>
  (spec) => {
    const node = spec.get(field);
    return node.boolean() === true ? node : undefined;
  };
const lists = (node: DocumentNode, ...wanted: readonly string[]): boolean =>
  node.items().some((one) => wanted.includes(String(one.value)));

const rules: readonly PolicyRule[] = [
  {
    name: 'host-pid',
    what: 'share the processes of the node',
    severity: 'high',
    bad: isTrue('hostPID'),
    expected: 'false or not set',
    violating: 'hostPID: true',
    clean: 'hostPID: false',
    each: ['CKV_K8S_1'],
    none: ['C-0214', 'psp-deny-hostpid'],
  },
  {
    name: 'privileged',
    what: 'be privileged',
    severity: 'critical',
    bad: isTrue('privileged'),
    expected: 'false or not set',
    violating: 'privileged: true',
    clean: 'privileged: false',
    each: ['CKV_K8S_2'],
    none: ['C-0213', 'psp-deny-privileged-container'],
  },
  {
    name: 'host-ipc',
    what: 'share memory segments of the node',
    severity: 'high',
    bad: isTrue('hostIPC'),
    expected: 'false or not set',
    violating: 'hostIPC: true',
    clean: 'hostIPC: false',
    each: ['CKV_K8S_3'],
    none: ['C-0215', 'psp-deny-hostipc'],
  },
  {
    name: 'host-network',
    what: 'share the network of the node',
    severity: 'high',
    bad: isTrue('hostNetwork'),
    expected: 'false or not set',
    violating: 'hostNetwork: true',
    clean: 'hostNetwork: false',
    each: ['CKV_K8S_4'],
    none: ['C-0216', 'psp-deny-hostnetwork'],
  },
  {
    name: 'privilege-escalation',
    what: 'get more rights than they began with',
    severity: 'medium',
    bad: (spec) => {
      const node = spec.get('allowPrivilegeEscalation');
      return node.boolean() === false ? undefined : node;
    },
    expected: 'false',
    violating: 'allowPrivilegeEscalation: true',
    clean: 'allowPrivilegeEscalation: false',
    each: ['CKV_K8S_5'],
    none: ['C-0217', 'psp-deny-allowprivilegeescalation'],
  },
  {
    name: 'root',
    what: 'run as root',
    severity: 'medium',
    bad: (spec) => {
      const rule = spec.at('runAsUser', 'rule');
      const isRanged =
        rule.text() === 'MustRunAs' &&
        spec
          .at('runAsUser', 'ranges')
          .items()
          .every((one) => (one.get('min').number() ?? 0) > 0);
      return rule.text() === 'MustRunAsNonRoot' || isRanged ? undefined : rule;
    },
    expected: 'MustRunAsNonRoot',
    violating: 'runAsUser: { rule: RunAsAny }',
    clean: 'runAsUser: { rule: MustRunAsNonRoot }',
    each: ['CKV_K8S_6'],
    none: ['C-0218', 'psp-deny-root-container'],
  },
  {
    name: 'net-raw',
    what: 'forge packets',
    severity: 'medium',
    bad: (spec) => {
      const node = spec.get('requiredDropCapabilities');
      return lists(node, 'ALL', 'NET_RAW') ? undefined : node;
    },
    expected: 'a list with ALL',
    violating: 'requiredDropCapabilities: [CHOWN]',
    clean: 'requiredDropCapabilities: [ALL]',
    each: ['CKV_K8S_7'],
  },
  {
    name: 'capabilities-added',
    what: 'ask for more capabilities',
    severity: 'medium',
    bad: (spec) => {
      const node = spec.get('allowedCapabilities');
      return node.items().length > 0 ? node : undefined;
    },
    expected: 'not set',
    violating: 'allowedCapabilities: ["*"]',
    clean: 'allowedCapabilities: []',
    each: ['CKV_K8S_24'],
    none: ['C-0219', 'psp-deny-allowed-capabilities'],
  },
  {
    name: 'capabilities-kept',
    what: 'keep the capabilities of the runtime',
    severity: 'low',
    bad: (spec) => {
      const node = spec.get('requiredDropCapabilities');
      return node.items().length > 0 ? undefined : node;
    },
    expected: 'a list with ALL',
    violating: 'requiredDropCapabilities: []',
    clean: 'requiredDropCapabilities: [ALL]',
    each: ['CKV_K8S_36'],
  },
];

const page = 'https://kubernetes.io/docs/concepts/security/pod-security-policy/';
const policy = (spec: string, name = 'example'): string =>
  object('policy/v1beta1', 'PodSecurityPolicy', `spec: { ${spec} }`).replace('name: example', `name: ${name}`);

const seccompField = 'seccomp.security.alpha.kubernetes.io/defaultProfileName';

/** What clusters before 1.25 let pods do. */
export const podSecurityPolicyChecks: readonly ManifestCheck[] = [
  ...rules.flatMap(
    ({ name, what, severity, bad, expected, violating, clean, each, none }): readonly ManifestCheck[] => {
      const shared = {
        version: 1,
        why: `Pods that the policy is used for may ${what}.`,
        remedy: 'Forbid it in the policy; since Kubernetes 1.25 use Pod Security admission instead.',
        references: [page],
      };
      const ofEach: ManifestCheck = {
        ...shared,
        id: `kubernetes/policy-${name}`,
        title: `A PodSecurityPolicy lets pods ${what}`,
        severity,
        aliases: each,
        violating: [policy(violating)],
        clean: [policy(clean)],
        look: function* (view) {
          for (const one of view.of('PodSecurityPolicy')) {
            const node = bad(one.node.get('spec'), one);
            if (node !== undefined) yield { object: one, ...violation(one.kind, node, expected) };
          }
        },
      };
      if (none === undefined) return [ofEach];
      const ofAll: ManifestCheck = {
        ...shared,
        id: `kubernetes/policies-${name}`,
        title: `No PodSecurityPolicy keeps pods from it: to ${what}`,
        severity,
        aliases: none,
        violating: [policy(violating)],
        clean: [documents(policy(violating), policy(clean, 'strict'))],
        look: function* (view) {
          const found = view.of('PodSecurityPolicy').map((one) => ({ one, node: bad(one.node.get('spec'), one) }));
          if (found.some(({ node }) => node === undefined)) return;
          for (const { one, node } of found)
            if (node !== undefined) yield { object: one, ...violation(one.kind, node, expected) };
        },
      };
      return [ofEach, ofAll];
    },
  ),
  {
    id: 'kubernetes/policy-seccomp',
    version: 1,
    title: 'A PodSecurityPolicy chooses no filter of system calls',
    severity: 'low',
    aliases: ['CKV_K8S_32'],
    why: 'Pods that say nothing of it themselves run without one.',
    remedy: `Set the annotation \`${seccompField}\` to runtime/default.`,
    references: [page],
    violating: [policy('privileged: false')],
    clean: [
      object('policy/v1beta1', 'PodSecurityPolicy', 'spec: {}', `annotations: { ${seccompField}: runtime/default }`),
    ],
    look: function* (view) {
      for (const one of view.of('PodSecurityPolicy')) {
        const node = one.node.at('metadata', 'annotations', seccompField);
        if (!/^(?:runtime|docker)\/default$/.test(node.text() ?? ''))
          yield { object: one, ...violation(one.kind, node, 'runtime/default') };
      }
    },
  },
];
