import { controls } from '../../frameworks.ts';
import type { OpenNode } from '../../open-node.ts';
import type { ComposeCheck } from '../check.ts';
import { ofServices, type ServiceField, service, wantIf } from '../look.ts';
import { engineSecurity, services } from '../references.ts';
import type { ComposeService } from '../view.ts';

const capability = (value: unknown): string => String(value).toUpperCase().replace(/^CAP_/, '');

/** What a container of Docker has by itself. */
const usual = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
);
/** Those with which a container gets out, or at what the kernel keeps. */
const escapes = new Set(
  'ALL SYS_ADMIN SYS_MODULE SYS_PTRACE SYS_RAWIO SYS_BOOT DAC_READ_SEARCH BPF PERFMON MAC_ADMIN MAC_OVERRIDE'.split(
    ' ',
  ),
);

const added =
  (isBad: (name: string) => boolean) =>
  ({ node }: ComposeService): readonly ServiceField[] =>
    node
      .get('cap_add')
      .items()
      .filter((one) => isBad(capability(one.text())))
      .map((one) => ({ node: one, expected: 'a list without it' }));

/** The value of an option, whichever of both signs stands before it. */
function option(node: OpenNode, name: string): string | undefined {
  const text = node.text() ?? '';
  const [, value] = new RegExp(`^${name}[:=](.*)$`, 'i').exec(text) ?? [];
  return value?.trim().toLowerCase();
}

const withOption =
  (name: string, isBad: (value: string) => boolean, expected: string) =>
  ({ node }: ComposeService): readonly ServiceField[] =>
    node
      .get('security_opt')
      .items()
      .filter((one) => isBad(option(one, name) ?? ''))
      .map((one) => ({ node: one, expected }));

/** Whether processes are kept from gaining privileges: the option alone means that they are. */
const keepsPrivileges = (node: OpenNode): boolean =>
  node
    .get('security_opt')
    .items()
    .some((one) => one.text()?.trim() === 'no-new-privileges' || option(one, 'no-new-privileges') === 'true');

/** What a service may do. */
export const privilegeChecks: readonly ComposeCheck[] = [
  {
    id: 'compose/privileged',
    version: 1,
    title: 'A service runs privileged',
    severity: 'critical',
    aliases: ['ae5b6871-7f45-42e0-bb4c-ab300c4d2026', 'privileged-service'],
    frameworks: controls({ 'cis-docker': '5.4', 'nist-800-190': '4.4.3', attack: 'T1611' }),
    why: 'It has every capability and every device of the machine: whoever gets into it has the machine.',
    remedy: 'Remove `privileged`, and add the one capability or device that is needed.',
    references: [services],
    violating: [
      service('privileged: true'),
      service('privileged: "yes"'),
      service('post_start: [{ command: ./fix.sh, privileged: true }]'),
    ],
    clean: [service(), service('privileged: false')],
    look: ofServices(({ node }) =>
      [
        node.get('privileged'),
        ...['post_start', 'pre_stop'].flatMap((hook) =>
          node
            .get(hook)
            .items()
            .map((one) => one.get('privileged')),
        ),
      ].flatMap((one) => wantIf(one.boolean() === true, one, 'false or not set')),
    ),
  },
  {
    id: 'compose/capability-escape',
    version: 1,
    title: 'A service is given a capability that leads out of its container',
    severity: 'high',
    aliases: [],
    frameworks: controls({ 'cis-docker': '5.3', 'nist-800-190': '4.4.3', attack: 'T1611' }),
    why: 'With it a process loads code into the kernel, reads the memory of others or mounts the disks of the machine.',
    remedy: 'Take it off `cap_add`.',
    references: [engineSecurity],
    violating: [
      service('cap_add: [SYS_ADMIN]'),
      service('cap_add: [cap_sys_ptrace, CHOWN]'),
      service('cap_add: [ALL]'),
    ],
    clean: [service(), service('cap_add: [NET_BIND_SERVICE]')],
    look: ofServices(added((name) => escapes.has(name))),
  },
  {
    id: 'compose/capability-added',
    version: 1,
    title: 'A service is given a capability that containers do not have by themselves',
    severity: 'medium',
    aliases: [],
    frameworks: controls({ 'cis-docker': '5.3', 'nist-800-190': '4.4.3' }),
    why: 'Each is a piece of root of the whole machine: its clock, its network, its logs.',
    remedy: 'Take it off `cap_add`, or set the finding aside with the reason for it.',
    references: [engineSecurity],
    violating: [service('cap_add: [NET_ADMIN]'), service('cap_add: [SYS_TIME]')],
    clean: [service(), service('cap_drop: [ALL]\ncap_add: [CHOWN, setuid]')],
    look: ofServices(added((name) => name !== '' && !usual.has(name) && !escapes.has(name))),
  },
  {
    id: 'compose/capabilities-kept',
    version: 1,
    title: 'A service keeps the capabilities that containers have by themselves',
    severity: 'low',
    aliases: [],
    frameworks: controls({ 'cis-docker': '5.3', 'nist-800-190': '4.4.3' }),
    why: 'Few programs need one of them, and each is of use to whoever gets in.',
    remedy: 'Set `cap_drop: [ALL]`, and add those that are missed.',
    references: [engineSecurity],
    violating: [service(), service('cap_drop: [NET_RAW]')],
    clean: [service('cap_drop: [ALL]'), service('cap_drop: [all]\ncap_add: [CHOWN]')],
    look: ofServices(({ node }) => {
      const drop = node.get('cap_drop');
      const names = drop.items().map((one) => one.text());
      // Whether one that is not known is ALL nobody can say: it is remarked on.
      return wantIf(!names.some((name) => name === undefined || capability(name) === 'ALL'), drop, 'a list with ALL');
    }),
  },
  {
    id: 'compose/no-new-privileges',
    version: 1,
    title: 'Processes of a service may gain privileges',
    severity: 'medium',
    aliases: ['27fcc7d6-c49b-46e0-98f1-6c082a6a2750', 'no-new-privileges'],
    frameworks: controls({ 'cis-docker': '5.26', attack: 'T1548' }),
    why: 'A program with the setuid bit makes root of whoever runs it.',
    remedy: 'Set `security_opt: [no-new-privileges:true]`.',
    references: [engineSecurity],
    violating: [service(), service('security_opt: ["no-new-privileges:false"]')],
    clean: [
      service('security_opt: ["no-new-privileges:true"]'),
      service('security_opt: [no-new-privileges]'),
      service('security_opt: [no-new-privileges=true]'),
    ],
    look: ofServices(({ node }) =>
      wantIf(!keepsPrivileges(node), node.get('security_opt'), 'a list with no-new-privileges:true'),
    ),
  },
  {
    id: 'compose/seccomp-unconfined',
    version: 1,
    title: 'The filter of system calls is off for a service',
    severity: 'high',
    aliases: ['404fde2c-bc4b-4371-9747-7054132ac953', 'seccomp-confinement-disabled'],
    frameworks: controls({ 'cis-docker': '5.22', 'nist-800-190': '4.4.3', attack: 'T1611' }),
    why: 'Calls by which others have got out of containers are then let through to the kernel.',
    remedy: 'Remove the option, or name a profile that allows the calls that are needed.',
    references: ['https://docs.docker.com/engine/security/seccomp/'],
    violating: [service('security_opt: ["seccomp:unconfined"]'), service('security_opt: [seccomp=unconfined]')],
    clean: [service(), service('security_opt: ["seccomp:./profile.json"]')],
    look: ofServices(withOption('seccomp', (value) => value === 'unconfined', 'a profile, or no such option')),
  },
  {
    id: 'compose/apparmor-unconfined',
    version: 1,
    title: 'AppArmor is off for a service',
    severity: 'high',
    aliases: [],
    frameworks: controls({ 'cis-docker': '5.2', 'nist-800-190': '4.4.3' }),
    why: 'Nothing then keeps its processes from mounting file systems or writing below /proc and /sys.',
    remedy: 'Remove the option, or name a profile of its own.',
    references: ['https://docs.docker.com/engine/security/apparmor/'],
    violating: [service('security_opt: ["apparmor:unconfined"]')],
    clean: [service(), service('security_opt: ["apparmor:web"]')],
    look: ofServices(withOption('apparmor', (value) => value === 'unconfined', 'a profile, or no such option')),
  },
  {
    id: 'compose/selinux-disabled',
    version: 1,
    title: 'SELinux is off for a service',
    severity: 'medium',
    aliases: ['selinux-separation-disabled'],
    frameworks: controls({ 'cis-docker': '5.3' }),
    why: 'Labels keep containers from the files of the machine and of one another where all else has failed.',
    remedy: 'Remove `label:disable`; a volume is relabelled by `:z` or `:Z`.',
    references: [services],
    violating: [service('security_opt: ["label:disable"]'), service('security_opt: [label=disable]')],
    clean: [service(), service('security_opt: ["label:type:web_t"]')],
    look: ofServices(withOption('label', (value) => value === 'disable', 'a label, or no such option')),
  },
  {
    id: 'compose/system-paths-unconfined',
    version: 1,
    title: 'A service sees the paths of the kernel that others do not',
    severity: 'high',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.4.3', attack: 'T1611' }),
    why: 'Files below /proc and /sys that change the machine, or tell its secrets, are then within reach.',
    remedy: 'Remove `systempaths=unconfined`.',
    references: [engineSecurity],
    violating: [service('security_opt: [systempaths=unconfined]')],
    clean: [service()],
    look: ofServices(withOption('systempaths', (value) => value === 'unconfined', 'no such option')),
  },
  {
    id: 'compose/root-user',
    version: 1,
    title: 'A service is told to run as root',
    severity: 'medium',
    aliases: [],
    frameworks: controls({ 'cis-docker': '4.1', 'nist-800-190': '4.1.2' }),
    why: 'Whatever user the image names, root of the container is what an attacker then is; where none is named here, the image says it.',
    remedy: 'Name another user by its number: `user: "10001"`.',
    references: [services],
    violating: [service('user: root'), service('user: 0'), service('user: "0:0"'), service('user: "root:1000"')],
    clean: [service(), service('user: "10001:10001"'), service('user: "1000:0"')],
    look: ofServices(({ node }) =>
      wantIf(/^(?:root|0+)(?::|$)/.test(node.get('user').text()?.trim() ?? ''), node.get('user'), 'another user'),
    ),
  },
  {
    id: 'compose/writable-root',
    version: 1,
    title: 'A service can write to its root file system',
    severity: 'low',
    aliases: ['writable-filesystem-service'],
    frameworks: controls({ 'cis-docker': '5.13', 'nist-800-190': '4.4.4' }),
    why: 'Whoever gets in can change the programs that run, and leave others there.',
    remedy: 'Set `read_only: true`, and mount a `tmpfs` or a volume where it must write.',
    references: [services],
    violating: [service(), service('read_only: false')],
    clean: [service('read_only: true\ntmpfs: /tmp')],
    look: ofServices(({ node }) => {
      const field = node.get('read_only');
      return wantIf(field.isKnown() && field.boolean() !== true, field, 'true');
    }),
  },
];
