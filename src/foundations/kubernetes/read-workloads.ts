import { type WorkloadSubject, workloadSubject } from '../../core/index.ts';
import { readObjects, type UnreadObject } from './read-objects.ts';
import type { Workload } from './workload.ts';

/** What one document holds that makes pods. */
export interface WorkloadReading {
  readonly workloads: readonly Workload[];
  readonly unread: readonly UnreadObject[];
}

/** What it is known by. It is in the namespace that it names, else in the one given; no object says in which cluster. */
export function subjectOfWorkload(
  workload: Pick<Workload, 'apiVersion' | 'kind' | 'name' | 'generated' | 'namespace'>,
  where: { readonly cluster?: string | undefined; readonly namespace?: string | undefined } = {},
): WorkloadSubject {
  const { apiVersion, kind, name, generated, namespace } = workload;
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const object = generated === true ? { group, kind, name: name.slice(0, -1), generated } : { group, kind, name };
  return workloadSubject(object, { cluster: where.cluster, namespace: namespace ?? where.namespace });
}

/** The name by which people know it: `namespace/kind/name`. */
export const workloadName = (workload: Workload): string => subjectOfWorkload(workload).name;

/**
 * Every workload in a Kubernetes document (`readObjects`). What holds no pod is named in `unread`. Never throws.
 */
export function readWorkloads(document: unknown): WorkloadReading {
  const { objects, unread } = readObjects(document);
  return { workloads: objects.flatMap(({ workload }) => workload ?? []), unread };
}
