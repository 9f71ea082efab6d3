import type { Control } from '../control.ts';
import { appArmor } from './app-armor.ts';
import { capabilities } from './capabilities.ts';
import { hostNamespaces } from './host-namespaces.ts';
import { hostPorts } from './host-ports.ts';
import { hostProbes } from './host-probes.ts';
import { hostProcess } from './host-process.ts';
import { privilegeEscalation } from './privilege-escalation.ts';
import { privileged } from './privileged.ts';
import { procMount } from './proc-mount.ts';
import { runAsNonRoot } from './run-as-non-root.ts';
import { runAsUser } from './run-as-user.ts';
import { seLinux } from './se-linux.ts';
import { seccomp } from './seccomp.ts';
import { sysctls } from './sysctls.ts';
import { volumes } from './volumes.ts';

/** Every control of the Pod Security Standards, in the order of their page. A new one is one file beside these and one line here. */
export const controls: readonly Control[] = [
  hostProcess,
  hostNamespaces,
  privileged,
  capabilities,
  volumes,
  hostPorts,
  hostProbes,
  appArmor,
  seLinux,
  procMount,
  seccomp,
  sysctls,
  privilegeEscalation,
  runAsNonRoot,
  runAsUser,
];
