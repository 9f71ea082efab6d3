/** The container that a process runs in, as its control groups tell. */
export interface ContainerIdentity {
  /** First twelve digits: what people see. */
  readonly id: string;
  readonly fullId: string;
  /** `docker`, `podman`, `cri-o`, `containerd`, `lxc`; `unknown` where the path does not tell. */
  readonly type: string;
}

/** What follows is taken for the runtime when the path of the control group contains it. The first that does counts. */
const runtimes: readonly (readonly [part: string, type: string])[] = [
  ['libpod', 'podman'],
  ['crio-', 'cri-o'],
  ['docker', 'docker'],
  ['cri-containerd', 'containerd'],
  ['kubepods', 'containerd'],
];

/** Helpers of runtimes that stand in a control group named like their container, outside of it. */
const helpers = ['crio-conmon-', 'libpod-conmon-', 'conmon-'];

const identifier = /[0-9a-f]{64}/g;
const lxc = /\/lxc(?:\.payload)?[./]([A-Za-z0-9_.-]{1,64})(?:\/|$)/;

/** The container of a process, by its control groups (`controller=path`); undefined on the host. */
export function containerOf(cgroups: readonly string[]): ContainerIdentity | undefined {
  for (const cgroup of cgroups) {
    const path = cgroup.slice(cgroup.indexOf('=') + 1);
    const found = containerOfPath(path);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The container that a path of a control group belongs to. */
export function containerOfPath(path: string): ContainerIdentity | undefined {
  if (helpers.some((helper) => path.includes(helper))) return undefined;
  const fullId = path.match(identifier)?.at(-1);
  if (fullId !== undefined) {
    const type = runtimes.find(([part]) => path.includes(part))?.[1] ?? 'unknown';
    return { id: fullId.slice(0, 12), fullId, type };
  }
  const name = lxc.exec(path)?.[1];
  return name === undefined ? undefined : { id: name, fullId: name, type: 'lxc' };
}
