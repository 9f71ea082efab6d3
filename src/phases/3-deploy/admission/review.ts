import { defined, SeaworthyError } from '../../../core/index.ts';
import { asObject, asString, field, isObject, type JsonObject, parseJson } from '../../../foundations/formats/index.ts';

/** Bytes of a review: an object and its former state may have 3 MiB each, and etcd takes half of that. */
export const maxReviewBytes = 8 * 1024 * 1024;
/** An object of etcd's largest size, full of one-letter fields, and its former state have fewer. */
const maxValues = 500_000;
const maxName = 1_024;
const operations = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'] as const;

/** Group, version and kind, or group, version and resource. */
export interface GroupVersionName {
  readonly group: string;
  readonly version: string;
  readonly name: string;
}

/** What the API server asks (admission.k8s.io/v1, AdmissionRequest), as far as it is looked at. */
export interface AdmissionRequest {
  /** Echoed in the answer. */
  readonly uid: string;
  readonly operation: (typeof operations)[number];
  readonly kind: GroupVersionName;
  readonly resource: GroupVersionName;
  /** Empty for the object itself; `ephemeralcontainers`, `scale`, `status` … */
  readonly subresource: string;
  /** Absent for objects of the cluster. */
  readonly namespace?: string;
  /** Absent when the API server is still to make one up. */
  readonly name?: string;
  readonly user: string;
  /** Nothing will be kept: no side effects are allowed. */
  readonly dryRun: boolean;
  /** Absent on DELETE, and for CONNECT what is connected with. */
  readonly object?: JsonObject;
  /** Before an UPDATE or DELETE. */
  readonly oldObject?: JsonObject;
}

/**
 * The request in an AdmissionReview. Throws `E_FORMAT` for what is none (the API server then does what its failurePolicy says) and `E_LIMIT` for one
 * that is too large or too deep.
 */
export function readAdmissionReview(bytes: Uint8Array, maxBytes = maxReviewBytes): AdmissionRequest {
  const where = 'AdmissionReview';
  const review = asObject(parseJson(bytes, where, { maxBytes, maxDepth: 100, maxValues }), where);
  const apiVersion = text(review, 'apiVersion', where);
  if (text(review, 'kind', where) !== 'AdmissionReview' || apiVersion !== 'admission.k8s.io/v1') {
    throw new SeaworthyError('E_FORMAT', 'not an AdmissionReview of admission.k8s.io/v1', {
      where,
      next: 'Set admissionReviewVersions: ["v1"] in the webhook configuration.',
    });
  }
  const request = asObject(field(review, 'request'), `${where}, request`);
  const at = `${where}, request`;
  const word = text(request, 'operation', at);
  const operation = operations.find((known) => known === word);
  if (operation === undefined)
    throw new SeaworthyError('E_FORMAT', `an operation that is none: ${word.slice(0, 40)}`, { where });
  const namespace = optional(request, 'namespace', at);
  const name = optional(request, 'name', at);
  const object = field(request, 'object');
  const oldObject = field(request, 'oldObject');
  return {
    uid: text(request, 'uid', at),
    operation,
    kind: typeOf(request, 'kind', 'kind', at),
    resource: typeOf(request, 'resource', 'resource', at),
    subresource: optional(request, 'subResource', at) ?? '',
    ...defined({ namespace, name }),
    user: optional(field(request, 'userInfo'), 'username', at) ?? '',
    dryRun: field(request, 'dryRun') === true,
    ...(isObject(object) ? { object } : {}),
    ...(isObject(oldObject) ? { oldObject } : {}),
  };
}

function typeOf(request: JsonObject, member: string, last: string, where: string): GroupVersionName {
  const type = asObject(field(request, member), `${where}, ${member}`);
  return {
    group: optional(type, 'group', where) ?? '',
    version: text(type, 'version', where),
    name: text(type, last, where),
  };
}

function text(object: JsonObject, name: string, where: string): string {
  return bounded(asString(field(object, name), `${where}, ${name}`), name, where);
}

function optional(object: unknown, name: string, where: string): string | undefined {
  const value = field(object, name);
  if (value === undefined || value === null || value === '') return undefined;
  return bounded(asString(value, `${where}, ${name}`), name, where);
}

function bounded(value: string, name: string, where: string): string {
  if (value.length <= maxName) return value;
  throw new SeaworthyError('E_LIMIT', `${name} of ${value.length} characters`, { where });
}
