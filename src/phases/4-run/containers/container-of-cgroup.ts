/** Engines that are told by the names they give to cgroups. */
export type ContainerEngine = 'docker' | 'containerd' | 'cri-o' | 'podman' | 'lxc' | 'unknown';

/** Which container a process is in. */
export interface CgroupContainer {
  /** As the engine knows it; 64 hexadecimal digits for all but containers that were named by hand (`ctr`, LXC). */
  readonly id: string;
  readonly engine: ContainerEngine;
  /** Unique id of the Kubernetes pod. */
  readonly pod?: string;
}

const maxBytes = 4096;
const hexId = /^[0-9a-f]{64}$/;
/** Names of scopes, and of folders, by engine. What follows is the id. */
const prefixes: readonly (readonly [string, ContainerEngine])[] = [
  ['docker-', 'docker'],
  ['cri-containerd-', 'containerd'],
  ['nerdctl-', 'containerd'],
  ['crio-', 'cri-o'],
  ['libpod-', 'podman'],
];
/** Folders above a bare id. */
const parents = new Map<string, ContainerEngine>([
  ['docker', 'docker'],
  ['libpod_parent', 'podman'],
  ['default', 'containerd'],
]);
/** `pod` and a UUID, with dashes, or underscores where systemd's names forbid them; static pods have 32 digits. */
const podName = /pod([0-9a-f]{8}[-_]?[0-9a-f]{4}[-_]?[0-9a-f]{4}[-_]?[0-9a-f]{4}[-_]?[0-9a-f]{12})(?:\.slice)?$/;

function identityOf(segment: string, parent: string): Omit<CgroupContainer, 'pod'> | undefined {
  // `SLICE:cri-containerd:ID`: how containerd's paths look when the kubelet uses systemd and containerd does not.
  const [slice, owner, inner] = segment.split(':');
  if (slice !== undefined && inner !== undefined && hexId.test(inner)) {
    const engine = prefixes.find(([prefix]) => prefix === `${owner}-`)?.[1] ?? 'unknown';
    return { id: inner, engine };
  }
  const name = segment.endsWith('.scope') ? segment.slice(0, -'.scope'.length) : segment;
  for (const [prefix, engine] of prefixes) {
    const id = name.slice(prefix.length);
    if (name.startsWith(prefix) && hexId.test(id)) return { id, engine };
  }
  if (!hexId.test(name)) return undefined;
  return { id: name, engine: parents.get(parent) ?? 'unknown' };
}

/** `/lxc/NAME`, `/lxc.payload.NAME`. */
const lxc = /\/lxc(?:\.payload)?[./]([A-Za-z0-9_.-]{1,64})(?:\/|$)/;

/** The innermost container that the path of a control group names: a container may run an engine of its own. */
export function containerOfPath(path: string): CgroupContainer | undefined {
  const segments = path.split('/');
  for (let index = segments.length - 1; index > 0; index -= 1) {
    const found = identityOf(segments[index] ?? '', segments[index - 1] ?? '');
    if (found === undefined) continue;
    for (let above = index; above > 0; above -= 1) {
      const pod = podName.exec((segments[above] ?? '').split(':')[0] ?? '')?.[1];
      if (pod !== undefined) return { ...found, pod: pod.replaceAll('_', '-') };
    }
    return found;
  }
  // `ctr run IMAGE NAME` in the name space `default`.
  const [empty, space, name, ...more] = segments;
  if (empty === '' && space === 'default' && name !== undefined && name !== '' && more.length === 0)
    return { id: name, engine: 'containerd' };
  const payload = lxc.exec(path)?.[1];
  return payload === undefined ? undefined : { id: payload, engine: 'lxc' };
}

/**
 * The container that the lines of `/proc/PID/cgroup` name (`hierarchy:controllers:path`, cgroups(7)), or `undefined`. Version 2 is asked first, then each
 * hierarchy of version 1. Never throws; what is no line of that form, or lies behind the first 4,096 characters, is passed over.
 */
export function parseContainer(lines: string): CgroupContainer | undefined {
  const paths: string[] = [];
  for (const line of lines.slice(0, maxBytes).split('\n')) {
    const first = line.indexOf(':');
    const second = line.indexOf(':', first + 1);
    if (first < 1 || second < 0) continue;
    const path = line.slice(second + 1);
    if (line.startsWith('0::')) paths.unshift(path);
    else paths.push(path);
  }
  for (const path of paths) {
    const found = containerOfPath(path);
    if (found !== undefined) return found;
  }
  return undefined;
}
