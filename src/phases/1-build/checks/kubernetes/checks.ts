import type { ManifestCheck } from './check.ts';
import { configurationChecks } from './cluster/configuration.ts';
import { namespaceChecks } from './cluster/namespaces.ts';
import { podSecurityPolicyChecks } from './cluster/pod-security-policies.ts';
import { apiServerChecks } from './control-plane/api-server.ts';
import { componentChecks } from './control-plane/other-components.ts';
import { exposureChecks } from './network/exposure.ts';
import { ingressChecks } from './network/ingresses.ts';
import { networkPolicyChecks } from './network/policies.ts';
import { machineChecks } from './rbac/machines.ts';
import { powerChecks } from './rbac/powers.ts';
import { subjectChecks } from './rbac/subjects.ts';
import { workloadRightChecks } from './rbac/workloads.ts';
import { accountChecks } from './workload/accounts.ts';
import { availabilityChecks } from './workload/availability.ts';
import { capabilityChecks } from './workload/capabilities.ts';
import { hostNamespaceChecks } from './workload/host-namespaces.ts';
import { imageChecks } from './workload/images.ts';
import { kernelChecks } from './workload/kernel.ts';
import { portChecks } from './workload/ports.ts';
import { practiceChecks } from './workload/practices.ts';
import { privilegeChecks } from './workload/privilege.ts';
import { resourceChecks } from './workload/resources.ts';
import { scalingChecks } from './workload/scaling.ts';
import { secretChecks } from './workload/secrets.ts';
import { securityContextChecks } from './workload/security-context.ts';
import { volumeChecks } from './workload/volumes.ts';

/** Every check of manifests, in the order of the handbook. A new one is an entry in the list of its subject. */
export const manifestChecks: readonly ManifestCheck[] = [
  ...privilegeChecks,
  ...hostNamespaceChecks,
  ...securityContextChecks,
  ...capabilityChecks,
  ...kernelChecks,
  ...volumeChecks,
  ...portChecks,
  ...imageChecks,
  ...resourceChecks,
  ...accountChecks,
  ...secretChecks,
  ...availabilityChecks,
  ...scalingChecks,
  ...practiceChecks,
  ...exposureChecks,
  ...ingressChecks,
  ...networkPolicyChecks,
  ...subjectChecks,
  ...machineChecks,
  ...workloadRightChecks,
  ...powerChecks,
  ...namespaceChecks,
  ...configurationChecks,
  ...podSecurityPolicyChecks,
  ...apiServerChecks,
  ...componentChecks,
];
