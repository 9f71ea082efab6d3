import {
  type ContainerView,
  containerSetters,
  type PodView,
  podOrEveryContainer,
  violation,
} from '../../../../../foundations/kubernetes/index.ts';
import { controls } from '../../frameworks.ts';
import type { ManifestCheck } from '../check.ts';
import { deployment } from '../examples.ts';
import { ofContainers, ofPods, wantIf } from '../look.ts';
import { asNonRoot, withoutEscalation, withReadOnlyFiles, withSeccomp } from '../mends/hardening.ts';
import { podSecurity, securityContexts } from '../references.ts';

/** A field of the container, or of the pod where the container does not set it. */
const own = ({ security }: ContainerView, pod: PodView, name: string) => {
  const node = security.get(name);
  return node.isSet ? node : pod.security.get(name);
};

const isNonRoot = (container: ContainerView, pod: PodView): boolean => {
  const user = own(container, pod, 'runAsUser').number();
  return own(container, pod, 'runAsNonRoot').boolean() === true ? user !== 0 : user !== undefined && user > 0;
};

/** Whether an annotation chooses a profile, as it was done before there was a field. */
const isOldProfile = ({ name, node }: PodView['annotations'][number]): boolean =>
  name.startsWith('seccomp.security.alpha.kubernetes.io/') &&
  /^(?:runtime|docker)\/default$|^localhost\//.test(node.text() ?? '');

const inContainer = (text: string): string => deployment({ container: `securityContext: { ${text} }` });
const inPod = (text: string): string => deployment({ pod: `securityContext: { ${text} }` });

/** What a container is told about its user, its files and its rights. */
export const securityContextChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/privilege-escalation',
    version: 1,
    title: 'Processes may get more rights than the one that started them',
    severity: 'medium',
    aliases: [
      'CKV_K8S_20',
      'KSV-0001',
      'C-0016',
      'rule-allow-privilege-escalation',
      'privilege-escalation-container',
      'privilegeEscalationAllowed',
    ],
    frameworks: controls({
      'cis-kubernetes': '5.2.6',
      'pod-security': 'restricted',
      'nist-800-190': '4.4.3',
      'nsa-cisa': 'pods',
      attack: 'T1548',
    }),
    why: 'A program that is setuid root makes an ordinary user root again; the kernel forbids that only where it is told to.',
    remedy: 'Set `allowPrivilegeEscalation: false` for every container.',
    references: [securityContexts],
    violating: [deployment({}), inContainer('allowPrivilegeEscalation: true')],
    clean: [inContainer('allowPrivilegeEscalation: false')],
    mender: withoutEscalation,
    look: ofContainers(({ security }) => {
      const node = security.get('allowPrivilegeEscalation');
      return wantIf(node.boolean() !== false, node, 'false');
    }),
  },
  {
    id: 'kubernetes/run-as-non-root',
    version: 1,
    title: 'A container may run as root',
    severity: 'medium',
    aliases: [
      'CKV_K8S_23',
      'KSV-0012',
      'KSV-0105',
      'C-0013',
      'non-root-containers',
      'run-as-non-root',
      'runAsRootAllowed',
    ],
    frameworks: controls({
      'cis-kubernetes': '5.2.7',
      'pod-security': 'restricted',
      'nist-800-190': '4.4.3',
      'nsa-cisa': 'pods',
    }),
    why: 'Root in a container is root on the node as soon as a flaw of the runtime or the kernel lets it out.',
    remedy: 'Set `runAsNonRoot: true`, or a `runAsUser` above 0, for the pod or for each container.',
    references: [securityContexts, podSecurity],
    violating: [
      deployment({}),
      inContainer('runAsNonRoot: true, runAsUser: 0'),
      deployment({
        pod: 'securityContext: { runAsNonRoot: true }',
        container: 'securityContext: { runAsNonRoot: false }',
      }),
    ],
    clean: [inPod('runAsNonRoot: true'), inContainer('runAsUser: 10001')],
    mender: asNonRoot,
    look: ofContainers((container, pod) =>
      wantIf(!isNonRoot(container, pod), container.security.get('runAsNonRoot'), 'true, here or for the pod'),
    ),
  },
  {
    id: 'kubernetes/low-user-id',
    version: 1,
    title: 'The number of the user may be that of a user of the node',
    severity: 'low',
    aliases: ['CKV_K8S_40', 'KSV-0020'],
    frameworks: controls({ 'nist-800-190': '4.4.3' }),
    why: 'Numbers are the same inside and outside: who gets out has the files of whoever has that number on the node.',
    remedy: 'Set `runAsUser` to 10000 or more.',
    references: [securityContexts],
    violating: [deployment({}), inContainer('runAsUser: 1000')],
    clean: [inContainer('runAsUser: 10001'), inPod('runAsUser: 10000')],
    look: ofContainers((container, pod) => {
      const user = own(container, pod, 'runAsUser');
      return wantIf((user.number() ?? 0) < 10_000, user, '10000 or more');
    }),
  },
  {
    id: 'kubernetes/root-group',
    version: 1,
    title: 'Processes belong to the group root',
    severity: 'low',
    aliases: ['KSV-0116'],
    frameworks: controls({ 'nist-800-190': '4.4.3' }),
    why: 'Files that are writable by the group root, and images have many, can be changed.',
    remedy: 'Set `runAsGroup`, `fsGroup` and `supplementalGroups` to numbers above 0.',
    references: [securityContexts],
    violating: [inPod('runAsGroup: 0'), inContainer('runAsGroup: 0'), inPod('supplementalGroups: [0]')],
    clean: [deployment({}), inPod('runAsGroup: 10001, fsGroup: 10001')],
    look: ofPods(({ security, containers }) => {
      const ofPod = [
        security.get('runAsGroup'),
        security.get('fsGroup'),
        ...security.get('supplementalGroups').items(),
      ];
      const ofOwn = containers.map((one) => one.security.get('runAsGroup'));
      const isRoot = (node: (typeof ofOwn)[number]): boolean => node.number() === 0;
      return [...ofPod, ...ofOwn].filter(isRoot).map((node) => violation('pod', node, 'a number above 0'));
    }),
  },
  {
    id: 'kubernetes/writable-root-filesystem',
    version: 1,
    title: 'The files of the image can be changed in the container',
    severity: 'low',
    aliases: [
      'CKV_K8S_22',
      'KSV-0014',
      'C-0017',
      'immutable-container-filesystem',
      'no-read-only-root-fs',
      'notReadOnlyRootFilesystem',
    ],
    frameworks: controls({ 'nist-800-190': '4.4.4', 'nsa-cisa': 'pods' }),
    why: 'Whoever breaks in leaves tools behind and changes programs that run next.',
    remedy: 'Set `readOnlyRootFilesystem: true` and mount an `emptyDir` where the program must write.',
    references: [securityContexts],
    violating: [deployment({}), inContainer('readOnlyRootFilesystem: false')],
    clean: [inContainer('readOnlyRootFilesystem: true')],
    mender: withReadOnlyFiles,
    look: ofContainers(({ security }) => {
      const node = security.get('readOnlyRootFilesystem');
      return wantIf(node.boolean() !== true, node, 'true');
    }),
  },
  {
    id: 'kubernetes/seccomp',
    version: 1,
    title: 'No filter of system calls is on',
    severity: 'medium',
    aliases: ['CKV_K8S_31', 'KSV-0030', 'KSV-0104', 'C-0055', 'C-0210', 'linux-hardening', 'set-seccomp-profile'],
    frameworks: controls({
      'cis-kubernetes': '5.6.2',
      'pod-security': 'restricted',
      'nist-800-190': '4.4.3',
      'nsa-cisa': 'pods',
    }),
    why: 'Without one a container makes every call that the kernel knows, and flaws of the kernel lie in those that nobody needs.',
    remedy: 'Set `seccompProfile: { type: RuntimeDefault }` for the pod.',
    references: ['https://kubernetes.io/docs/tutorials/security/seccomp/', podSecurity],
    violating: [deployment({}), inContainer('seccompProfile: { type: Unconfined }')],
    clean: [
      inPod('seccompProfile: { type: RuntimeDefault }'),
      inContainer('seccompProfile: { type: Localhost, localhostProfile: a.json }'),
      deployment({ template: '  annotations: { seccomp.security.alpha.kubernetes.io/pod: runtime/default }' }),
    ],
    mender: withSeccomp,
    look: ofPods((pod, { node }) => {
      const written = [...pod.annotations, ...node.at('metadata', 'annotations').members()];
      if (written.some(isOldProfile)) return [];
      return podOrEveryContainer(
        pod,
        ({ security }) => security.at('seccompProfile', 'type'),
        (type) => ['RuntimeDefault', 'Localhost'].includes(type.text() ?? ''),
        'RuntimeDefault or Localhost',
      );
    }),
  },
  {
    id: 'kubernetes/no-security-context',
    version: 1,
    title: 'Nothing is said of what a container may do',
    severity: 'low',
    aliases: ['CKV_K8S_30', 'KSV-0118'],
    frameworks: controls({ 'cis-kubernetes': '5.6.3' }),
    why: 'Whatever the cluster allows by default holds, and that is nearly everything.',
    remedy: 'Give each container a `securityContext`.',
    references: [securityContexts],
    violating: [deployment({})],
    clean: [inContainer('runAsNonRoot: true')],
    look: ofContainers(({ security }) => wantIf(!security.isSet, security, 'a securityContext')),
  },
  {
    id: 'kubernetes/no-pod-security-context',
    version: 1,
    title: 'Nothing is said of what the pod may do',
    severity: 'low',
    aliases: ['CKV_K8S_29'],
    frameworks: controls({ 'cis-kubernetes': '5.6.3' }),
    why: 'Whatever the cluster allows by default holds, and that is nearly everything.',
    remedy: 'Give the pod a `securityContext`, or each of its containers.',
    references: [securityContexts],
    violating: [deployment({})],
    clean: [inPod('runAsNonRoot: true'), inContainer('runAsNonRoot: true')],
    look: ofPods((pod) => {
      const isSaid = pod.security.isSet || containerSetters(pod).every(({ security }) => security.isSet);
      return isSaid ? [] : [violation('pod', pod.security, 'a securityContext')];
    }),
  },
  {
    id: 'kubernetes/selinux-options',
    version: 1,
    title: 'No SELinux label is chosen',
    severity: 'negligible',
    optional: true,
    aliases: ['set-seLinuxOptions', 'C-0211'],
    frameworks: controls({ 'cis-kubernetes': '5.6.3' }),
    why: 'On nodes with SELinux the runtime chooses; a label of its own keeps what the container may reach to what it needs.',
    remedy: 'Set `seLinuxOptions` for the pod or the container where nodes run SELinux.',
    references: [securityContexts],
    violating: [deployment({})],
    clean: [
      inContainer('seLinuxOptions: { level: "s0:c123,c456" }'),
      inPod('seLinuxOptions: { level: "s0:c123,c456" }'),
    ],
    look: ofContainers((container, pod) => {
      const node = own(container, pod, 'seLinuxOptions');
      return wantIf(!node.isSet, container.security.get('seLinuxOptions'), 'seLinuxOptions, here or for the pod');
    }),
  },
  {
    id: 'kubernetes/fs-group',
    version: 1,
    title: 'No group owns the files of volumes',
    severity: 'negligible',
    optional: true,
    aliases: ['set-fsgroup-value', 'C-0211'],
    frameworks: controls({ 'cis-kubernetes': '5.6.3' }),
    why: 'A user that is not root cannot write to volumes then, and people make it root for that.',
    remedy: 'Set `fsGroup` of the pod to a number above 0.',
    references: [securityContexts],
    violating: [deployment({}), inPod('fsGroup: -2000')],
    clean: [inPod('fsGroup: 10001')],
    look: ofPods(({ security }) => {
      const node = security.get('fsGroup');
      return (node.number() ?? -1) < 0 ? [violation('pod', node, 'a number above 0')] : [];
    }),
  },
];
