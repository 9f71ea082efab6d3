import type { ManifestCheck } from './check.ts';
import { apiServerChecks } from './control-plane/api-server.ts';
import { componentChecks } from './control-plane/other-components.ts';
import { hostNamespaceChecks } from './workload/host-namespaces.ts';
import { privilegeChecks } from './workload/privilege.ts';

/** Every check of manifests, in the order of the handbook. A new one is an entry in the list of its subject. */
export const manifestChecks: readonly ManifestCheck[] = [
  ...privilegeChecks,
  ...hostNamespaceChecks,
  ...apiServerChecks,
  ...componentChecks,
];
