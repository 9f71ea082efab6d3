import type { ContainerRuntime } from '../runtime.ts';
import { containerd } from './containerd.ts';
import { crio } from './cri-o.ts';
import { docker } from './docker.ts';
import { lxc } from './lxc.ts';
import { podman } from './podman.ts';
import { systemdNspawn } from './systemd-nspawn.ts';

/** Runtimes whose containers are known. */
export const runtimes: readonly ContainerRuntime[] = [docker, podman, containerd, crio, lxc, systemdNspawn];
