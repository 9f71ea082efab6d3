import { allSetters, violation } from '../../../../../foundations/kubernetes/index.ts';
import { controls } from '../../frameworks.ts';
import type { ManifestCheck } from '../check.ts';
import { deployment } from '../examples.ts';
import { ofContainers, ofPods, wantIf } from '../look.ts';
import { podSecurity, securityContexts } from '../references.ts';

/** Settings of the kernel that hold for one pod alone (Kubernetes, "Using sysctls in a Kubernetes Cluster"). */
const safeSysctls = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
]);

/** What pods share with the kernel and with one another. */
export const kernelChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/proc-mount',
    version: 1,
    title: 'A container sees parts of /proc that are hidden for a reason',
    severity: 'medium',
    aliases: ['KSV-0027', 'unsafe-proc-mount', 'procMount'],
    frameworks: controls({ 'pod-security': 'baseline' }),
    why: 'Among them are files by which the kernel of the node is read and set.',
    remedy: 'Remove `procMount`, or set it to Default.',
    references: [podSecurity],
    violating: [deployment({ container: 'securityContext: { procMount: Unmasked }' })],
    clean: [deployment({}), deployment({ container: 'securityContext: { procMount: Default }' })],
    look: ofContainers(({ security }) => {
      const node = security.get('procMount');
      return wantIf((node.text() ?? 'Default') !== 'Default', node, 'Default or not set');
    }),
  },
  {
    id: 'kubernetes/sysctls',
    version: 1,
    title: 'A pod changes settings of the kernel that others share',
    severity: 'medium',
    aliases: ['KSV-0026', 'unsafe-sysctls'],
    frameworks: controls({ 'pod-security': 'baseline' }),
    why: 'Such a setting holds for the whole node, or lets the pod take from others what they need.',
    remedy: 'Remove it from `sysctls`, or have whoever runs the nodes set it.',
    references: ['https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/'],
    violating: [deployment({ pod: 'securityContext: { sysctls: [{ name: kernel.msgmax, value: "65536" }] }' })],
    clean: [deployment({ pod: 'securityContext: { sysctls: [{ name: net.ipv4.tcp_syncookies, value: "1" }] }' })],
    look: ofPods(({ security }) =>
      security
        .get('sysctls')
        .items()
        .map((one) => one.get('name'))
        .filter((name) => !safeSysctls.has(name.text() ?? ''))
        .map((name) => violation('pod', name, 'a setting of the pod alone')),
    ),
  },
  {
    id: 'kubernetes/host-process',
    version: 1,
    title: 'A container of Windows runs as a process of the node',
    severity: 'high',
    aliases: ['KSV-0103', 'C-0202', 'hostProcess'],
    frameworks: controls({ 'cis-kubernetes': '5.2.10', 'pod-security': 'baseline' }),
    why: 'It is no container: it has the files, the network and the rights of the node.',
    remedy: 'Remove `windowsOptions.hostProcess`.',
    references: [podSecurity],
    violating: [deployment({ container: 'securityContext: { windowsOptions: { hostProcess: true } }' })],
    clean: [deployment({}), deployment({ container: 'securityContext: { windowsOptions: { hostProcess: false } }' })],
    look: ofPods((pod) =>
      allSetters(pod)
        .map(({ owner, security }) => ({ owner, node: security.at('windowsOptions', 'hostProcess') }))
        .filter(({ node }) => node.boolean() === true)
        .map(({ owner, node }) => violation(owner, node, 'false or not set')),
    ),
  },
  {
    id: 'kubernetes/app-armor-off',
    version: 1,
    title: 'AppArmor is switched off for a container',
    severity: 'medium',
    aliases: ['KSV-0002'],
    frameworks: controls({ 'pod-security': 'baseline', 'nist-800-190': '4.4.3', 'nsa-cisa': 'pods' }),
    why: 'The profile of the runtime keeps containers from files and mounts that are known ways out.',
    remedy: 'Remove `appArmorProfile`, or choose RuntimeDefault.',
    references: ['https://kubernetes.io/docs/tutorials/security/apparmor/'],
    violating: [
      deployment({ container: 'securityContext: { appArmorProfile: { type: Unconfined } }' }),
      deployment({ template: '  annotations: { container.apparmor.security.beta.kubernetes.io/web: unconfined }' }),
    ],
    clean: [deployment({}), deployment({ pod: 'securityContext: { appArmorProfile: { type: RuntimeDefault } }' })],
    look: ofPods((pod) => {
      const types = allSetters(pod).map(({ owner, security }) => ({
        owner,
        node: security.at('appArmorProfile', 'type'),
      }));
      const old = pod.annotations
        .filter(({ name }) => name.startsWith('container.apparmor.security.beta.kubernetes.io/'))
        .map(({ node }) => ({ owner: 'pod', node }));
      return [...types, ...old]
        .filter(({ node }) => (node.text() ?? '').toLowerCase() === 'unconfined')
        .map(({ owner, node }) => violation(owner, node, 'RuntimeDefault or a profile'));
    }),
  },
  {
    id: 'kubernetes/share-process-namespace',
    version: 1,
    title: 'The containers of the pod share their processes',
    severity: 'low',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.4.3' }),
    why: 'Each sees the files and the environment of the others, secrets among them, through /proc.',
    remedy: 'Remove `shareProcessNamespace: true`.',
    references: ['https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/'],
    violating: [deployment({ pod: 'shareProcessNamespace: true' })],
    clean: [deployment({}), deployment({ pod: 'shareProcessNamespace: false' })],
    look: ofPods(({ spec }) => {
      const node = spec.get('shareProcessNamespace');
      return node.boolean() === true ? [violation('pod', node, 'false or not set')] : [];
    }),
  },
  {
    id: 'kubernetes/host-aliases',
    version: 1,
    title: 'The pod has names of hosts of its own',
    severity: 'low',
    aliases: ['KSV-0007'],
    why: 'What is written there wins over DNS, so that names lead elsewhere than everybody thinks, and nobody notices when that changes.',
    remedy: 'Use DNS instead of `hostAliases`.',
    references: ['https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/'],
    violating: [deployment({ pod: 'hostAliases: [{ ip: 10.0.0.1, hostnames: [db.example] }]' })],
    clean: [deployment({}), deployment({ pod: 'hostAliases: []' })],
    look: ofPods(({ spec }) => {
      const node = spec.get('hostAliases');
      return node.items().length > 0 ? [violation('pod', node, 'not set')] : [];
    }),
  },
  {
    id: 'kubernetes/windows-user',
    version: 1,
    title: 'A container of Windows runs as its administrator',
    severity: 'medium',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.4.3' }),
    why: 'Whoever breaks into the process has every right inside the container.',
    remedy: 'Set `windowsOptions.runAsUserName` to ContainerUser.',
    references: [securityContexts],
    violating: [deployment({ pod: 'securityContext: { windowsOptions: { runAsUserName: ContainerAdministrator } }' })],
    clean: [deployment({ pod: 'securityContext: { windowsOptions: { runAsUserName: ContainerUser } }' })],
    look: ofPods((pod) =>
      allSetters(pod)
        .map(({ owner, security }) => ({ owner, node: security.at('windowsOptions', 'runAsUserName') }))
        .filter(({ node }) => /^ContainerAdministrator$/i.test(node.text() ?? ''))
        .map(({ owner, node }) => violation(owner, node, 'another user')),
    ),
  },
];
