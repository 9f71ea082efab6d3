import { defined } from '../../../core/index.ts';
import type { JsonObject } from '../../../foundations/formats/index.ts';
import { podImages, readWorkloads, type Workload, workloadKind } from '../../../foundations/kubernetes/index.ts';
import { inScope, type NameScope } from '../gate/name-scope.ts';
import { podMeaning } from './pod-meaning.ts';
import type { AdmissionRequest } from './review.ts';

/** What is left alone before the gate is asked. */
export interface AdmissionSettings {
  /** The namespaces that the gate is about; what goes elsewhere is let pass unjudged. */
  readonly namespaces: NameScope;
}

/** What to do about a request. */
export type AdmissionPlan =
  | { readonly judge: false; readonly why: string }
  | {
      readonly judge: true;
      readonly workload: Workload;
      /** References of its images, each once. */
      readonly images: readonly string[];
      /** False on a dry run: nothing may be kept. */
      readonly record: boolean;
    };

/**
 * Subresources through which containers of a pod change. Others either hold no pod (`scale`, `eviction`, `binding`, `exec`) or cannot change what the gate
 * looks at (`status`, `log`).
 */
const podSubresources = new Set(['', 'ephemeralcontainers', 'resize']);

/** Whether a request is to be judged, and what in it. Pure; never throws. */
export function planAdmission(request: AdmissionRequest, settings: AdmissionSettings): AdmissionPlan {
  const skip = (why: string): AdmissionPlan => ({ judge: false, why });
  const { namespace, operation, subresource, kind, object } = request;
  if (namespace !== undefined && !inScope(settings.namespaces, namespace))
    return skip(`namespace ${namespace} is left alone`);
  if (operation !== 'CREATE' && operation !== 'UPDATE') return skip(`${operation} starts no container`);
  const isPod = kind.group === '' && kind.name === 'Pod';
  if (isPod ? !podSubresources.has(subresource) : subresource !== '')
    return skip(`${request.resource.name}/${subresource} changes no container`);
  const apiVersion = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
  if (workloadKind(apiVersion, kind.name) === undefined) return skip(`${kind.name} holds no pod that we know of`);
  const read = (value: JsonObject | undefined): Workload | undefined =>
    readWorkloads({ ...value, apiVersion, kind: kind.name }).workloads[0];
  const workload = read(object);
  if (workload === undefined) return skip(`this ${kind.name} holds no pod`);
  const old = request.oldObject === undefined ? undefined : read(request.oldObject);
  if (operation === 'UPDATE' && old !== undefined && podMeaning(old.podObject) === podMeaning(workload.podObject))
    return skip('nothing changed that the gate looks at');
  const { namespace: _, generated, ...placeless } = workload;
  return {
    judge: true,
    workload: {
      ...placeless,
      name: request.name ?? workload.name,
      ...(generated === true && request.name === undefined ? { generated } : {}),
      // The request says where it goes; what the object says of itself does not count.
      ...defined({ namespace }),
    },
    images: podImages(workload.pod),
    record: !request.dryRun,
  };
}
