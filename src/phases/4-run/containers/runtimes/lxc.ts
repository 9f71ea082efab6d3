import type { ContainerRuntime } from '../runtime.ts';

/** LXC and LXD: containers of whole systems, which have names and no image that we could know. */
export const lxc: ContainerRuntime = {
  name: 'lxc',
  prefixes: [],
  parents: [],
  named: [/^\/lxc(?:\.payload)?[./]([A-Za-z0-9_.-]{1,64})(?:\/|$)/],
  sockets: [],
  criSockets: [],
};
