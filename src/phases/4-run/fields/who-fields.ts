import { compileGlob, fnmatchGlob } from '../../../foundations/formats/index.ts';
import type { FieldValue } from '../../../foundations/languages/falco/index.ts';
import { type ContainerInfo, type ContainerMount, unknownId } from '../state/index.ts';
import type { FieldReader, FieldReaders } from './extractor.ts';
import type { SystemCall } from './system-call.ts';

const container = (at: SystemCall): string | undefined => at.thread.container?.id;

const user = (at: SystemCall) => at.state.accounts.user(at.thread.user, container(at));

/** Of what the runtime tells of the container. */
const told =
  (take: (info: ContainerInfo) => FieldValue | undefined): FieldReader =>
  (at) => {
    const info = at.state.containerOf(at.thread);
    return info === undefined ? undefined : take(info);
  };

const label = (name: string): FieldReader => told((info) => info.labels?.get(name));

const mountText = ({ source, destination, mode, writable, propagation }: ContainerMount): string =>
  `${source}:${destination}:${mode}:${writable}:${propagation}`;

/** A mount by its number, or by a pattern of the paths that `by` gives. */
const mount =
  (by: (mount: ContainerMount) => readonly string[], take: (mount: ContainerMount) => string): FieldReader =>
  (at, argument) => {
    const mounts = at.state.containerOf(at.thread)?.mounts;
    if (mounts === undefined || argument === undefined) return undefined;
    const matches = compileGlob(argument, fnmatchGlob);
    const found = /^\d{1,6}$/.test(argument)
      ? mounts[Number(argument)]
      : mounts.find((one) => by(one).some((path) => matches(path)));
    return found === undefined ? undefined : take(found);
  };

const source = ({ source: path }: ContainerMount): readonly string[] => [path];
const destination = ({ destination: path }: ContainerMount): readonly string[] => [path];

const second = 1_000_000_000n;

const created = (info: ContainerInfo): bigint | undefined =>
  info.created === undefined || !Number.isSafeInteger(info.created) ? undefined : BigInt(info.created) * second;

/** Labels that the runtimes of Kubernetes put on the containers of a pod. */
const pod = (part: string): FieldReader => label(`io.kubernetes.pod.${part}`);

const listed = (labels: ReadonlyMap<string, string> | undefined): string | undefined =>
  labels === undefined ? undefined : [...labels].map(([name, value]) => `${name}:${value}`).join(', ');

const labelsText = told(({ labels }) => listed(labels));

/** A control group names its pod, whatever the runtime tells. */
const podUid: FieldReader = (at) => pod('uid')(at, undefined) ?? identity(at)?.pod;

const identity = (at: SystemCall) => at.thread.container;

/** The number of a user or group, where it is known: no rule is to hold of one that is not. */
const known = (id: number): number | undefined => (id === unknownId ? undefined : id);

export const whoExtractors: FieldReaders = {
  'user.uid': (at) => known(at.thread.user),
  'user.name': (at) => user(at)?.name,
  'user.homedir': (at) => user(at)?.home,
  'user.shell': (at) => user(at)?.shell,
  'user.loginuid': (at) => (at.thread.loginUser === unknownId ? -1 : at.thread.loginUser),
  'user.loginname': (at) => at.state.accounts.user(at.thread.loginUser, '')?.name,
  'group.gid': (at) => known(at.thread.group),
  'group.name': (at) => at.state.accounts.group(at.thread.group, container(at))?.name,
  'container.id': (at) => container(at) ?? 'host',
  'container.full_id': (at) => identity(at)?.fullId ?? (identity(at) === undefined ? 'host' : undefined),
  'container.type': (at) => identity(at)?.type ?? 'host',
  'container.name': (at) => (identity(at) === undefined ? 'host' : at.state.containerOf(at.thread)?.name),
  'container.image': told((info) => info.image),
  'container.image.id': told((info) => info.imageId),
  'container.image.repository': told((info) => info.imageRepository),
  'container.image.tag': told((info) => info.imageTag),
  'container.image.digest': told((info) => info.imageDigest),
  'container.privileged': told((info) => info.privileged),
  'container.ip': told((info) => info.ip),
  'container.host_pid': told((info) => info.hostPid),
  'container.host_network': told((info) => info.hostNetwork),
  'container.host_ipc': told((info) => info.hostIpc),
  'container.start_ts': told(created),
  'container.duration': (at) => {
    const info = at.state.containerOf(at.thread);
    const since = info === undefined ? undefined : created(info);
    return since === undefined ? undefined : at.event.time - since;
  },
  'container.labels': labelsText,
  'container.label': (at, name) => (name === undefined ? undefined : label(name)(at, name)),
  'container.mounts': told(({ mounts }) => mounts?.map(mountText).join(',')),
  'container.mount': mount(source, mountText),
  'container.mount.source': mount(destination, (one) => one.source),
  'container.mount.dest': mount(source, (one) => one.destination),
  'container.mount.mode': mount(source, (one) => one.mode),
  'container.mount.rdwr': mount(source, (one) => String(one.writable)),
  'container.mount.propagation': mount(source, (one) => one.propagation),
  'k8s.pod.name': pod('name'),
  'k8s.pod.uid': podUid,
  'k8s.pod.id': podUid,
  'k8s.ns.name': pod('namespace'),
  'k8s.pod.sandbox_id': told((info) => info.podSandboxId?.slice(0, 12)),
  'k8s.pod.full_sandbox_id': told((info) => info.podSandboxId),
  'k8s.pod.ip': told((info) => (info.podSandboxId === undefined ? undefined : info.ip)),
  'k8s.pod.label': (at, name) =>
    name === undefined
      ? undefined
      : told(({ podLabels, labels }) => podLabels?.get(name) ?? labels?.get(name))(at, name),
  'k8s.pod.labels': told(({ podLabels }) => listed(podLabels)),
  'container.healthcheck': told((info) => info.healthcheck),
  'container.liveness_probe': told((info) => info.livenessProbe),
  'container.readiness_probe': told((info) => info.readinessProbe),
};
