import type { ComposeCheck } from './check.ts';
import { environmentChecks } from './checks/environment.ts';
import { imageChecks } from './checks/images.ts';
import { mountChecks } from './checks/mounts.ts';
import { namespaceChecks } from './checks/namespaces.ts';
import { portChecks } from './checks/ports.ts';
import { privilegeChecks } from './checks/privilege.ts';
import { resourceChecks } from './checks/resources.ts';
import { upkeepChecks } from './checks/upkeep.ts';

/** Every check of Compose files, in the order of the handbook. A new one is an entry in the list of its subject. */
export const composeChecks: readonly ComposeCheck[] = [
  ...privilegeChecks,
  ...namespaceChecks,
  ...mountChecks,
  ...portChecks,
  ...imageChecks,
  ...environmentChecks,
  ...resourceChecks,
  ...upkeepChecks,
];
