import { defined } from '../../../core/index.ts';
import { type CgroupContainer, containerOfPath, shortId } from '../containers/index.ts';

/** The container that a process runs in, as its control groups tell. */
export interface ContainerIdentity {
  /** First twelve digits, which is what people see; a name that was given by hand is whole. */
  readonly id: string;
  readonly fullId: string;
  /** `docker`, `podman`, `cri-o`, `containerd`, `lxc`; `unknown` where the path does not tell. */
  readonly type: string;
  /** Unique id of the pod that the container is one of. */
  readonly pod?: string;
}

/** Longest path of a control group that is looked at (Linux: PATH_MAX). */
const maxPath = 4_096;

/** The container of a process, by its control groups as captures list them (`controller=path`); undefined on the host. */
export function cgroupContainerOf(cgroups: readonly string[]): CgroupContainer | undefined {
  for (const cgroup of cgroups) {
    const found = containerOfPath(cgroup.slice(cgroup.indexOf('=') + 1, maxPath));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The same as fields tell of it. */
export function containerOf(cgroups: readonly string[]): ContainerIdentity | undefined {
  const found = cgroupContainerOf(cgroups);
  return found === undefined ? undefined : identityOf(found);
}

/** A container as fields tell of it. */
export function identityOf({ id, engine, pod }: CgroupContainer): ContainerIdentity {
  // Below `kubepods` a bare id does not tell the engine: it is taken for containerd's, as recorders do.
  const type = engine === 'unknown' && pod !== undefined ? 'containerd' : engine;
  return { id: shortId(id), fullId: id, type, ...defined({ pod }) };
}
