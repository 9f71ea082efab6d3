import type { FieldArgument, FieldInfo } from '../../../../foundations/languages/falco/index.ts';
import { isEventName } from '../event-names.ts';
import { fields } from './table.ts';

const ancestor: FieldArgument = { required: false, form: 'index' };
const name: FieldArgument = { required: true, form: 'key', dotted: true };
const mount: FieldArgument = { required: true, form: 'index-or-key' };

const processFields: readonly FieldInfo[] = [
  ...fields(
    'string',
    {},
    `proc.exe proc.pexe proc.exepath proc.pexepath proc.name proc.pname proc.cmdline proc.pcmdline proc.exeline proc.cwd
     proc.sname proc.sid.exe proc.sid.exepath proc.vpgid.name proc.vpgid.exe proc.vpgid.exepath proc.pgid.name proc.pgid.exe
     proc.pgid.exepath thread.cap_permitted thread.cap_inheritable thread.cap_effective thread.cgroups thread.nametid`,
  ),
  ...fields('string', { argument: ancestor }, 'proc.args'),
  ...fields(
    'string',
    { argument: ancestor, several: 'any' },
    'proc.aname proc.aexe proc.aexepath proc.acmdline proc.aargs',
  ),
  ...fields('string', { argument: { required: false, form: 'index-or-key' }, several: 'any' }, 'proc.aenv'),
  ...fields('string', { argument: { required: false, form: 'key' } }, 'proc.env'),
  ...fields('string', { argument: name }, 'thread.cgroup'),
  ...fields('integer', { argument: ancestor, several: 'any' }, 'proc.apid'),
  ...fields(
    'integer',
    {},
    `proc.cmdnargs proc.cmdlenargs proc.loginshellid proc.tty proc.pid proc.ppid proc.vpid proc.pvpid proc.sid proc.vpgid proc.pgid
     proc.exe_ino proc.fdopencount proc.fdlimit proc.vmsize proc.vmrss proc.vmswap proc.nthreads proc.nchilds thread.pfmajor
     thread.pfminor thread.tid thread.vtid thread.vmsize thread.vmrss thread.vmsize.b thread.vmrss.b`,
  ),
  ...fields(
    'time',
    {},
    `proc.duration proc.ppid.duration proc.pid.ts proc.ppid.ts proc.exe_ino.ctime proc.exe_ino.mtime
     proc.exe_ino.ctime_duration_proc_start proc.exe_ino.ctime_duration_pidns_start proc.pidns_init_start_ts thread.exectime
     thread.totexectime`,
  ),
  ...fields(
    'bool',
    {},
    `proc.is_exe_writable proc.is_exe_upper_layer proc.is_exe_lower_layer proc.is_exe_from_memfd proc.is_sid_leader
     proc.is_vpgid_leader proc.is_pgid_leader proc.stdin.type.is_pipe thread.ismain`,
  ),
  ...fields('double', {}, 'proc.fdusage thread.cpu thread.cpu.user thread.cpu.system'),
  ...fields(
    'string',
    {},
    'proc.stdin.type proc.stdout.type proc.stderr.type proc.stdin.name proc.stdout.name proc.stderr.name',
  ),
];

const syscallEventFields: readonly FieldInfo[] = [
  ...fields(
    'string',
    { checkConstant: (text) => (isEventName(text) ? undefined : `unknown event type ${text}`) },
    'evt.type',
  ),
  ...fields(
    'string',
    {},
    'evt.dir syscall.type evt.category evt.args evt.info evt.res evt.io_dir evt.latency.human evt.infra.docker.name',
  ),
  ...fields('string', { argument: { ...name, form: 'index-or-key' } }, 'evt.arg'),
  ...fields('any', { argument: name, noTransformer: true, noRight: true }, 'evt.rawarg'),
  ...fields('string', { argument: { required: false, form: 'key', dotted: true } }, 'evt.abspath'),
  ...fields('integer', { argument: name }, 'evt.type.is'),
  ...fields(
    'integer',
    { argument: { required: true, form: 'index-or-key' }, filterOnly: true, noTransformer: true, noRight: true },
    'evt.around',
  ),
  ...fields('bytes', {}, 'evt.buffer'),
  ...fields(
    'integer',
    {},
    `evt.cpu evt.buflen evt.rawres evt.count evt.count.error evt.count.error.file evt.count.error.net evt.count.error.memory
     evt.count.error.other evt.count.exit evt.buflen.in evt.buflen.out evt.buflen.file evt.buflen.file.in evt.buflen.file.out
     evt.buflen.net evt.buflen.net.in evt.buflen.net.out`,
  ),
  ...fields(
    'bool',
    {},
    `evt.failed evt.is_io evt.is_io_read evt.is_io_write evt.is_wait evt.is_syslog evt.is_open_read evt.is_open_write evt.is_open_exec
     evt.is_open_create`,
  ),
  ...fields(
    'time',
    {},
    `evt.latency evt.latency.s evt.latency.ns evt.deltatime evt.deltatime.s evt.deltatime.ns evt.wait_latency`,
  ),
];

const fileFields: readonly FieldInfo[] = [
  ...fields(
    'string',
    {},
    `fd.type fd.typechar fd.name fd.nameraw fd.directory fd.filename fd.l4proto fd.sockfamily fd.uid fd.containername
     fd.containerdirectory fd.cproto fd.sproto fd.lproto fd.rproto fd.cip.name fd.sip.name fd.lip.name fd.rip.name
     fs.path.name fs.path.nameraw fs.path.source fs.path.sourceraw fs.path.target fs.path.targetraw
     fdlist.nums fdlist.names fdlist.cips fdlist.sips fdlist.cports fdlist.sports`,
  ),
  ...fields('string', { several: 'either', filterOnly: true }, 'fd.proto'),
  ...fields('string', { list: true, argument: ancestor }, 'fd.types'),
  ...fields('integer', {}, 'fd.num fd.dev fd.dev.major fd.dev.minor fd.ino'),
  ...fields('port', {}, 'fd.cport fd.sport fd.lport fd.rport'),
  ...fields('port', { several: 'either', filterOnly: true }, 'fd.port'),
  ...fields('bool', {}, 'fd.is_server fd.connected fd.name_changed fd.is_upper_layer fd.is_lower_layer'),
  ...fields('ip', {}, 'fd.cip fd.sip fd.lip fd.rip'),
  ...fields('ip', { several: 'either', filterOnly: true }, 'fd.ip'),
  ...fields('net', { filterOnly: true }, 'fd.cnet fd.snet fd.lnet fd.rnet'),
  ...fields('net', { several: 'either', filterOnly: true }, 'fd.net'),
];

const userFields: readonly FieldInfo[] = [
  ...fields('string', {}, 'user.name user.homedir user.shell user.loginname group.name'),
  ...fields('integer', {}, 'user.uid user.loginuid group.gid'),
  ...fields('string', {}, 'syslog.facility.str syslog.severity.str syslog.message'),
  ...fields('integer', {}, 'syslog.facility syslog.severity'),
];

const containerFields: readonly FieldInfo[] = [
  ...fields(
    'string',
    {},
    `container.id container.full_id container.name container.image container.image.id container.type container.mounts
     container.image.repository container.image.tag container.image.digest container.healthcheck container.liveness_probe
     container.readiness_probe container.ip container.cni.json container.labels`,
  ),
  ...fields(
    'string',
    { argument: mount },
    `container.mount container.mount.source container.mount.dest container.mount.mode container.mount.rdwr
     container.mount.propagation`,
  ),
  ...fields('string', { argument: name }, 'container.label'),
  ...fields('time', {}, 'container.start_ts container.duration'),
  ...fields(
    'bool',
    {},
    `container.privileged container.host_pid container.host_network container.host_ipc proc.is_container_healthcheck
     proc.is_container_liveness_probe proc.is_container_readiness_probe`,
  ),
];

const kubernetesFields: readonly FieldInfo[] = [
  ...fields(
    'string',
    {},
    `k8s.pod.name k8s.pod.id k8s.pod.uid k8s.pod.sandbox_id k8s.pod.full_sandbox_id k8s.pod.labels k8s.pod.ip k8s.pod.cni.json
     k8s.ns.name k8s.ns.id k8s.ns.labels k8s.rc.name k8s.rc.id k8s.rc.labels k8s.svc.name k8s.svc.id k8s.svc.labels
     k8s.rs.name k8s.rs.id k8s.rs.labels k8s.deployment.name k8s.deployment.id k8s.deployment.labels`,
  ),
  ...fields(
    'string',
    { argument: name },
    'k8s.pod.label k8s.ns.label k8s.rc.label k8s.svc.label k8s.rs.label k8s.deployment.label',
  ),
];

/**
 * Fields of system call events, as falcosecurity/libs (`userspace/libsinsp/sinsp_filtercheck_*.cpp`) and its container plug-in define them.
 */
export const syscallFields: readonly FieldInfo[] = [
  ...syscallEventFields,
  ...processFields,
  ...fileFields,
  ...userFields,
  ...containerFields,
  ...kubernetesFields,
];
