import { field, isObject, type JsonObject } from '../../../../foundations/formats/index.ts';
import { memberAt, membersAt, objectOf, textOf, textsOf } from '../json-lines/json-path.ts';
import {
  computedField,
  computedList,
  indexedList,
  type JsonField,
  type JsonSource,
  keyedField,
  listField,
  textField,
  untoldField,
  valuesField,
} from '../json-lines/json-source.ts';
import { anyPrivileged, containerFields, imagesOf, repositoryOf } from './container-fields.ts';

const subjects = ['requestObject', 'subjects'] as const;
const volumes = ['requestObject', 'spec', 'volumes'] as const;

/** Those whom a binding gives a role, of one kind, as `text` tells them. */
function subjectsOf(
  event: JsonObject,
  kind: string,
  text: (subject: JsonObject) => string,
): readonly string[] | undefined {
  const all = memberAt(event, subjects);
  const found = Array.isArray(all) ? all.filter(isObject).filter((subject) => subject.kind === kind) : [];
  return textsOf(found.map(text));
}

const nameOf = (subject: JsonObject): string => textOf(field(subject, 'name') ?? '');

/** The value of a parameter in the query of the request. */
function parameterOf(event: JsonObject, name: string): string | undefined {
  const uri = field(event, 'requestURI');
  const query = typeof uri === 'string' ? uri.indexOf('?') : -1;
  return typeof uri === 'string' && query >= 0
    ? (new URLSearchParams(uri.slice(query + 1)).get(name) ?? undefined)
    : undefined;
}

/** A part of all rules of a role, in one list. */
const ruleParts = (part: string): JsonField => valuesField(`ka.req.role.rules.${part}`, 'requestObject', 'rules', part);

/** What volumes are: the members of each beside its name. */
function volumeTypes(event: JsonObject, index: number | undefined): readonly string[] | undefined {
  return membersAt(event, volumes, index)?.flatMap((volume) =>
    Object.keys(objectOf(volume) ?? {}).filter((key) => key !== 'name'),
  );
}

/** Whether a volume is a path of the host; a `*` at the end stands for all that begin so. */
function mountsHostPath(event: JsonObject, path: string): string | undefined {
  const all = membersAt(event, [...volumes, 'hostPath', 'path']);
  if (all === undefined) return undefined;
  const fits = (text: string): boolean => (path.endsWith('*') ? text.startsWith(path.slice(0, -1)) : text === path);
  return String((textsOf(all) ?? []).some(fits));
}

const fields: readonly JsonField[] = [
  textField('ka.auditid', 'auditID'),
  textField('ka.stage', 'stage'),
  textField('ka.auth.decision', 'annotations', 'authorization.k8s.io/decision'),
  textField('ka.auth.reason', 'annotations', 'authorization.k8s.io/reason'),
  textField('ka.auth.openshift.decision', 'annotations', 'authentication.openshift.io/decision'),
  textField('ka.auth.openshift.username', 'annotations', 'authentication.openshift.io/username'),
  textField(
    'ka.validations.admission.policy.failure',
    'annotations',
    'validation.policy.admission.k8s.io/validation_failure',
  ),
  textField('ka.security.pod.violations', 'annotations', 'pod-security.kubernetes.io/audit-violations'),
  textField('ka.user.name', 'user', 'username'),
  listField('ka.user.groups', 'user', 'groups'),
  textField('ka.impuser.name', 'impersonatedUser', 'username'),
  textField('ka.verb', 'verb'),
  textField('ka.uri', 'requestURI'),
  keyedField('ka.uri.param', parameterOf),
  textField('ka.target.name', 'objectRef', 'name'),
  textField('ka.target.namespace', 'objectRef', 'namespace'),
  textField('ka.target.resource', 'objectRef', 'resource'),
  textField('ka.target.subresource', 'objectRef', 'subresource'),
  computedField('ka.target.pod.name', (event) => {
    if (memberAt(event, ['objectRef', 'resource']) !== 'pods') return undefined;
    const name = memberAt(event, ['objectRef', 'name']) ?? memberAt(event, ['responseObject', 'metadata', 'name']);
    return name === undefined ? undefined : textOf(name);
  }),
  listField('ka.req.binding.subjects', ...subjects),
  computedList('ka.req.binding.subjects.user_names', (event) => subjectsOf(event, 'User', nameOf)),
  computedList('ka.req.binding.subjects.serviceaccount_names', (event) => subjectsOf(event, 'ServiceAccount', nameOf)),
  computedList('ka.req.binding.subjects.serviceaccount_ns_names', (event) =>
    subjectsOf(event, 'ServiceAccount', (one) => `${textOf(field(one, 'namespace') ?? '')}:${nameOf(one)}`),
  ),
  computedList('ka.req.binding.subjects.group_names', (event) => subjectsOf(event, 'Group', nameOf)),
  textField('ka.req.binding.role', 'requestObject', 'roleRef', 'name'),
  keyedField('ka.req.binding.subject.has_name', () => 'N/A'),
  textField('ka.req.configmap.name', 'objectRef', 'name'),
  textField('ka.req.configmap.obj', 'requestObject', 'data'),
  ...containerFields,
  computedField('ka.req.container.image', (event) => imagesOf(event, 'containers', 0)?.[0]),
  computedField('ka.req.container.image.repository', (event) => imagesOf(event, 'containers', 0)?.map(repositoryOf)[0]),
  computedField('ka.req.container.privileged', anyPrivileged),
  textField('ka.req.pod.host_ipc', 'requestObject', 'spec', 'hostIPC'),
  textField('ka.req.pod.host_network', 'requestObject', 'spec', 'hostNetwork'),
  textField('ka.req.container.host_network', 'requestObject', 'spec', 'hostNetwork'),
  textField('ka.req.pod.host_pid', 'requestObject', 'spec', 'hostPID'),
  textField('ka.req.pod.run_as_user', 'requestObject', 'spec', 'securityContext', 'runAsUser'),
  textField('ka.req.pod.run_as_group', 'requestObject', 'spec', 'securityContext', 'runAsGroup'),
  textField('ka.req.pod.fs_group', 'requestObject', 'spec', 'securityContext', 'fsGroup'),
  listField('ka.req.pod.supplemental_groups', 'requestObject', 'spec', 'securityContext', 'supplementalGroups'),
  listField('ka.req.role.rules', 'requestObject', 'rules'),
  ...['apiGroups', 'nonResourceURLs', 'verbs', 'resources'].map(ruleParts),
  textField('ka.req.service.type', 'requestObject', 'spec', 'type'),
  valuesField('ka.req.service.ports', 'requestObject', 'spec', 'ports'),
  valuesField('ka.req.pod.volumes.hostpath', ...volumes, 'hostPath', 'path'),
  keyedField('ka.req.volume.hostpath', mountsHostPath),
  valuesField('ka.req.pod.volumes.flexvolume_driver', ...volumes, 'flexVolume', 'driver'),
  indexedList('ka.req.pod.volumes.volume_type', volumeTypes),
  textField('ka.resp.name', 'responseObject', 'metadata', 'name'),
  textField('ka.response.code', 'responseStatus', 'code'),
  textField('ka.response.reason', 'responseStatus', 'reason'),
  textField('ka.useragent', 'userAgent'),
  valuesField('ka.sourceips', 'sourceIPs'),
  // No audit event says of which cluster it is: whoever collects them knows.
  untoldField('ka.cluster.name', { list: true, argument: { required: false, form: 'index' } }),
];

const isEvent = (value: JsonObject): boolean =>
  field(value, 'kind') === 'Event' &&
  (field(value, 'auditID') !== undefined || String(field(value, 'apiVersion')).startsWith('audit.k8s.io/'));

/**
 * What the API server of Kubernetes tells of requests: a line of its log, a list, or what its webhook sends (`audit.k8s.io/v1`, and versions before). The
 * events of rules and fields of Falco's plug-in `k8saudit`.
 */
export const k8sAudit: JsonSource = {
  name: 'k8s_audit',
  title: 'Kubernetes audit events',
  plugin: { name: 'k8saudit', version: '0.18.0' },
  fields,
  eventsIn(document) {
    if (isEvent(document)) return [document];
    const items = field(document, 'items');
    return field(document, 'kind') === 'EventList' && Array.isArray(items) ? items : undefined;
  },
  timeOf: (event) => field(event, 'stageTimestamp') ?? field(event, 'requestReceivedTimestamp'),
};
