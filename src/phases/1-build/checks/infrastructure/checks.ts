import type { ResourceCheck } from './check.ts';
import { clusterChecks } from './checks/clusters.ts';
import { registryChecks } from './checks/registries.ts';
import { taskChecks } from './checks/tasks.ts';

/** Every check of resources of a cloud, in the order of the handbook. A new one is an entry in the list of its subject. */
export const resourceChecks: readonly ResourceCheck[] = [...registryChecks, ...taskChecks, ...clusterChecks];
