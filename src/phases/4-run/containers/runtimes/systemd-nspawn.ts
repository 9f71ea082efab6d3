import type { ContainerRuntime } from '../runtime.ts';

/** `systemd-nspawn`, which registers with `machined`; services of it are called by the machine's name. */
export const systemdNspawn: ContainerRuntime = {
  name: 'systemd-nspawn',
  prefixes: [],
  parents: [],
  named: [/^\/machine\.slice\/systemd-nspawn@([A-Za-z0-9_.-]{1,64})\.service(?:\/|$)/],
  sockets: [],
  criSockets: [],
};
