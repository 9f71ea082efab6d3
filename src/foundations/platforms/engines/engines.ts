import { containerd } from './containerd/index.ts';
import { docker } from './docker/index.ts';
import type { Engine } from './engine.ts';
import { podman } from './podman/index.ts';

/** Engines of this machine, in the order in which a bare name is looked for. */
export const engines: readonly Engine[] = [docker, podman, containerd];
