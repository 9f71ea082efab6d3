import { ownerOf, violation } from '../../../../../foundations/kubernetes/index.ts';
import { controls } from '../../frameworks.ts';
import type { ManifestCheck } from '../check.ts';
import { deployment, object } from '../examples.ts';
import { breach, ofContainers, ofPods, wantIf } from '../look.ts';
import { securityContexts } from '../references.ts';
import { labelsIn, podLabels } from '../selectors.ts';

const recommended = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/';
const started = (text: string): string => deployment({ container: `command: [${text}]` });
const pod = (metadata = ''): string => object('v1', 'Pod', 'spec: { containers: [{ name: a, image: b }] }', metadata);

/** Programs that bring in others, as the words of a command line or of a script. */
const fetches =
  /\b(?:apt(?:-get)?|apk|yum|dnf|microdnf|zypper|pip3?|npm|gem)\s+(?:-\S+\s+)*(?:install|add)\b|\b(?:curl|wget)\b[^|;&]*\|\s*(?:sudo\s+)?(?:ba|da|z)?sh\b/;

/** How pods are made, named and started. */
export const practiceChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/no-hardening',
    version: 1,
    title: 'Nothing that the kernel offers holds a container back',
    severity: 'medium',
    aliases: ['linuxHardening'],
    frameworks: controls({ 'nist-800-190': '4.4.3', 'nsa-cisa': 'pods' }),
    why: 'Without AppArmor, SELinux, seccomp or dropped capabilities a flaw of the program is a flaw of the node.',
    remedy: 'Set `seccompProfile: { type: RuntimeDefault }` and drop ALL capabilities.',
    references: [securityContexts],
    violating: [deployment({}), deployment({ container: 'securityContext: { seccompProfile: { type: Unconfined } }' })],
    clean: [
      deployment({ container: 'securityContext: { capabilities: { drop: [NET_RAW] } }' }),
      deployment({ pod: 'securityContext: { seccompProfile: { type: RuntimeDefault } }' }),
      deployment({ pod: 'securityContext: { appArmorProfile: { type: RuntimeDefault } }' }),
      deployment({
        template: '  annotations: { container.apparmor.security.beta.kubernetes.io/web: runtime/default }',
      }),
    ],
    look: ofContainers(({ name, security }, { security: ofPod, annotations }) => {
      const own = (...way: readonly string[]) => (security.at(...way).isSet ? security.at(...way) : ofPod.at(...way));
      const isOn = (field: string): boolean => !['', 'Unconfined'].includes(own(field, 'type').text() ?? '');
      const isHeld =
        isOn('seccompProfile') ||
        isOn('appArmorProfile') ||
        own('seLinuxOptions').members().length > 0 ||
        security.at('capabilities', 'drop').items().length > 0 ||
        annotations.some((one) => one.name === `container.apparmor.security.beta.kubernetes.io/${name}`);
      return wantIf(!isHeld, security, 'a seccomp, AppArmor or SELinux profile, or dropped capabilities');
    }),
  },
  {
    id: 'kubernetes/naked-pod',
    version: 1,
    title: 'A pod stands alone',
    severity: 'low',
    aliases: ['C-0073', 'naked-pods'],
    why: 'When its node goes nobody makes it anew.',
    remedy: 'Let a Deployment, a StatefulSet or a Job make it.',
    references: ['https://kubernetes.io/docs/concepts/configuration/overview/'],
    violating: [pod()],
    clean: [deployment({}), pod('ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: a, uid: b }]')],
    look: function* (view) {
      for (const one of view.of('Pod')) {
        const owners = one.node.at('metadata', 'ownerReferences');
        // The kubelet itself makes those of the control plane anew.
        const isStatic = one.inNamespace === 'kube-system';
        if (one.group === '' && owners.items().length === 0 && !isStatic)
          yield breach(one, one.node.get('kind'), 'a workload that makes it');
      }
    },
  },
  {
    id: 'kubernetes/sudo',
    version: 1,
    title: 'A container begins with sudo',
    severity: 'medium',
    aliases: ['C-0062', 'sudo-in-container-entrypoint'],
    frameworks: controls({ attack: 'T1548' }),
    why: 'It needs what nobody should have in a container: a program by which any user becomes root.',
    remedy: 'Start the program as the user that it should run as.',
    references: [securityContexts],
    violating: [started('sudo, /app')],
    clean: [started('/app, --pseudo-mode'), deployment({})],
    look: ofContainers(({ node }) =>
      [...node.get('command').items(), ...node.get('args').items()]
        .filter(({ value }) => /(?:^|[\s;&|/])sudo(?:\s|$)/.test(String(value)))
        .map((one) => ({ node: one, expected: 'no sudo' })),
    ),
  },
  {
    id: 'kubernetes/fetches-at-start',
    version: 1,
    title: 'A container brings in programs when it starts',
    severity: 'medium',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.1.5', attack: 'T1105' }),
    why: 'No scan has seen what then runs, and each start may bring in something else.',
    remedy: 'Put it into the image.',
    references: ['https://kubernetes.io/docs/concepts/containers/images/'],
    violating: [
      started('sh, -c, "curl -fsSL https://a.example/i.sh | sh"'),
      started('sh, -c, "apt-get update && apt-get install -y jq"'),
    ],
    clean: [started('sh, -c, "curl -fsS https://a.example/health"'), deployment({})],
    look: ofPods(({ containers }) =>
      containers.flatMap((container) =>
        [...container.node.get('command').items(), ...container.node.get('args').items()]
          .filter(({ value }) => fetches.test(String(value).slice(0, 10_000)))
          .map((node) => violation(ownerOf(container), node, 'a program of the image')),
      ),
    ),
  },
  {
    id: 'kubernetes/common-labels',
    version: 1,
    title: 'A workload bears none of the labels by which tools know it',
    severity: 'negligible',
    optional: true,
    aliases: ['C-0077', 'K8s common labels usage'],
    why: 'Nobody can tell what belongs to which application, and of which version it is.',
    remedy: 'Set `app.kubernetes.io/name` and its like on the object and on its template.',
    references: [recommended],
    violating: [deployment({})],
    clean: [
      deployment({ metadata: 'labels: { app.kubernetes.io/name: web }' }).replace(
        'labels: { app: web }',
        'labels: { app: web, app.kubernetes.io/name: web }',
      ),
    ],
    look: function* (view) {
      const isOne = (name: string): boolean => name.startsWith('app.kubernetes.io/');
      for (const one of view.workloads) {
        const node = one.node.at('metadata', 'labels');
        const both = [labelsIn(node), podLabels(one)];
        if (!both.every((labels) => [...labels.keys()].some(isOne)))
          yield breach(one, node, 'app.kubernetes.io/name, here and in the template');
      }
    },
  },
  {
    id: 'kubernetes/no-runtime-class',
    version: 1,
    title: 'A sandbox for foreign code runs as any other container',
    severity: 'medium',
    aliases: ['agent-sandbox-runtime-class'],
    why: 'Code that a model or a stranger wrote shares the kernel of the node then, which a sandbox is there to keep from it.',
    remedy: 'Set `runtimeClassName` to one with a kernel of its own, such as gVisor or Kata.',
    references: ['https://kubernetes.io/docs/concepts/containers/runtime-class/'],
    violating: [
      object(
        'extensions.agents.x-k8s.io/v1beta1',
        'SandboxTemplate',
        'spec: { podTemplate: { spec: { containers: [{ name: a, image: b }] } } }',
      ),
    ],
    clean: [
      object(
        'extensions.agents.x-k8s.io/v1beta1',
        'SandboxTemplate',
        'spec: { podTemplate: { spec: { runtimeClassName: gvisor, containers: [{ name: a, image: b }] } } }',
      ),
      deployment({}),
    ],
    look: function* (view) {
      for (const one of view.of('SandboxTemplate', 'Sandbox')) {
        const node = one.pod?.spec.get('runtimeClassName');
        if (node !== undefined && (node.text() ?? '') === '') yield breach(one, node, 'a RuntimeClass');
      }
    },
  },
];
