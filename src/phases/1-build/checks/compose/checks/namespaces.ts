import { controls } from '../../frameworks.ts';
import type { ComposeCheck } from '../check.ts';
import { ofServices, service, wantIf } from '../look.ts';
import { engineSecurity, services } from '../references.ts';

/** A check of a field that must not be `host`. */
const notHost = (
  field: string,
  of: Omit<ComposeCheck, 'version' | 'look' | 'violating' | 'clean' | 'references'> & {
    readonly clean: readonly string[];
  },
): ComposeCheck => ({
  version: 1,
  references: [services],
  violating: [service(`${field}: host`), service(`${field}: "host"`)],
  ...of,
  clean: [service(), ...of.clean],
  look: ofServices(({ node }) => wantIf(node.get(field).text() === 'host', node.get(field), 'not host')),
});

/** What a service shares with the machine, or takes of it. */
export const namespaceChecks: readonly ComposeCheck[] = [
  notHost('network_mode', {
    id: 'compose/host-network',
    title: 'A service has the network of the machine',
    severity: 'high',
    aliases: ['071a71ff-f868-47a4-ac0b-3c59e4ab5443'],
    frameworks: controls({ 'cis-docker': '5.10', 'nist-800-190': '4.4.2', attack: 'T1040' }),
    why: 'It reaches what listens on the machine alone, and listens itself wherever it likes.',
    remedy: 'Remove `network_mode`, and publish the ports that are needed.',
    clean: [service('network_mode: none'), service('network_mode: bridge')],
  }),
  notHost('pid', {
    id: 'compose/host-pid',
    title: 'A service sees every process of the machine',
    severity: 'high',
    aliases: ['4f31dd9f-2cc3-4751-9b53-67e4af83dac0'],
    frameworks: controls({ 'cis-docker': '5.16', 'nist-800-190': '4.4.3', attack: 'T1611' }),
    why: 'It reads their environment, and with a little more it ends or enters them.',
    remedy: 'Remove `pid: host`.',
    clean: [service('pid: "service:db"')],
  }),
  notHost('ipc', {
    id: 'compose/host-ipc',
    title: 'A service shares memory with the processes of the machine',
    severity: 'high',
    aliases: ['baa3890f-bed7-46f5-ab8f-1da8fc91c729'],
    frameworks: controls({ 'cis-docker': '5.17', 'nist-800-190': '4.4.3' }),
    why: 'Segments that other programs share among themselves can be read and written by it.',
    remedy: 'Remove `ipc: host`; `shm_size` gives it more memory of its own.',
    clean: [service('ipc: private'), service('ipc: "service:db"')],
  }),
  notHost('userns_mode', {
    id: 'compose/host-users',
    title: 'Root of a service is root of the machine although users are mapped',
    severity: 'medium',
    aliases: ['8af7162d-6c98-482f-868e-0d33fb675ca8'],
    frameworks: controls({ 'cis-docker': '5.31' }),
    why: 'An engine that maps users does so for a reason, and this service is taken out of it.',
    remedy: 'Remove `userns_mode: host`.',
    clean: [],
  }),
  notHost('uts', {
    id: 'compose/host-name',
    title: 'A service shares the name of the machine',
    severity: 'medium',
    aliases: [],
    frameworks: controls({ 'cis-docker': '5.21' }),
    why: 'With the right to do so it renames the machine, by which others find it and logs are told apart.',
    remedy: 'Remove `uts: host`; `hostname` gives it a name.',
    clean: [service('hostname: web')],
  }),
  notHost('cgroup', {
    id: 'compose/host-cgroup',
    title: 'A service sees the control groups of the machine',
    severity: 'medium',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.4.3' }),
    why: 'It learns what else runs there, and with the right to write it lifts its own limits.',
    remedy: 'Remove `cgroup: host`.',
    clean: [service('cgroup: private')],
  }),
  {
    id: 'compose/cgroup-parent',
    version: 1,
    title: 'A service is put below a control group of its own choice',
    severity: 'low',
    aliases: ['4d9f44c6-2f4a-4317-9bb5-267adbea0232'],
    frameworks: controls({ 'cis-docker': '5.25' }),
    why: 'The limits that the engine sets for all containers do not hold there.',
    remedy: 'Remove `cgroup_parent`.',
    references: [services],
    violating: [service('cgroup_parent: m-executor-abcd')],
    clean: [service()],
    look: ofServices(({ node }) => wantIf(node.get('cgroup_parent').isSet, node.get('cgroup_parent'), 'not set')),
  },
  {
    id: 'compose/host-device',
    version: 1,
    title: 'A service is given a device of the machine',
    severity: 'medium',
    aliases: [],
    frameworks: controls({ 'cis-docker': '5.18', 'nist-800-190': '4.4.3', attack: 'T1611' }),
    why: 'It speaks to hardware past all file systems; a disk or the memory holds everything that the machine has.',
    remedy: 'Remove the device, or set the finding aside with the reason for it.',
    references: [services],
    violating: [
      service('devices: ["/dev/sda:/dev/sda"]'),
      service('devices: [/dev/kmsg]'),
      service('devices: [{ source: /dev/ttyUSB0, target: /dev/ttyUSB0 }]'),
    ],
    clean: [service(), service('devices: ["vendor.example/gpu=0"]')],
    look: ofServices(({ node }) =>
      node
        .get('devices')
        .items()
        .flatMap((one) => {
          const source = typeof one.value === 'object' ? one.get('source').text() : one.text();
          const path = source?.split(':')[0] ?? '';
          if (!path.startsWith('/')) return [];
          const isWorst = /^\/dev\/(?:[shv]d[a-z]|xvd|nvme|dm-|mapper|md\d|mem$|kmem$|port$|kmsg$|$)|^\/dev\/?$/.test(
            path,
          );
          return [
            {
              node: one,
              expected: 'no device of the machine',
              severity: isWorst ? ('high' as const) : ('medium' as const),
            },
          ];
        }),
    ),
  },
  {
    id: 'compose/device-rule',
    version: 1,
    title: 'A service may use every device of a kind',
    severity: 'high',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.4.3', attack: 'T1611' }),
    why: 'It makes the file of any such device for itself, and reads and writes it.',
    remedy: 'Name the device by both of its numbers.',
    references: [services],
    violating: [service("device_cgroup_rules: ['a *:* rwm']"), service("device_cgroup_rules: ['b 8:* rmw']")],
    clean: [service(), service("device_cgroup_rules: ['c 188:0 rw']")],
    look: ofServices(({ node }) =>
      node
        .get('device_cgroup_rules')
        .items()
        .filter((one) => /^\s*(?:a\b|[bc]\s+\S*\*)/.test(one.text() ?? ''))
        .map((one) => ({ node: one, expected: 'one device' })),
    ),
  },
  {
    id: 'compose/kernel-setting',
    version: 1,
    title: 'A service changes settings of the kernel',
    severity: 'low',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.4.3' }),
    why: 'Settings that are not of its own network or of its own messages are those of every container.',
    remedy: 'Remove it from `sysctls`, and set it on the machine where it is needed.',
    references: [services],
    violating: [service('sysctls: { kernel.core_pattern: core }'), service('sysctls: [vm.max_map_count=262144]')],
    clean: [service(), service('sysctls: { net.core.somaxconn: 1024 }'), service('sysctls: [kernel.shmmax=1]')],
    look: ofServices(({ node }) =>
      node
        .get('sysctls')
        .members()
        .filter(({ name }) => !/^(?:net\.|fs\.mqueue\.|kernel\.(?:shm|msg|sem))/.test(name))
        .map((one) => ({ node: one.node, expected: 'a setting of the container alone' })),
    ),
  },
  {
    id: 'compose/oom-kill-off',
    version: 1,
    title: 'A service is not ended when the machine has no memory left',
    severity: 'low',
    aliases: [],
    why: 'The kernel then ends something else, perhaps what keeps the machine up.',
    remedy: 'Remove `oom_kill_disable` and a negative `oom_score_adj`.',
    references: [engineSecurity],
    violating: [service('oom_kill_disable: true'), service('oom_score_adj: -500')],
    clean: [service(), service('oom_score_adj: 100')],
    look: ofServices(({ node }) => [
      ...wantIf(node.get('oom_kill_disable').boolean() === true, node.get('oom_kill_disable'), 'false or not set'),
      ...wantIf(Number(node.get('oom_score_adj').text() ?? 0) < 0, node.get('oom_score_adj'), 'not below 0'),
    ]),
  },
];
