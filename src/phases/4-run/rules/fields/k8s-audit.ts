import type { FieldInfo } from '../../../../foundations/languages/falco/index.ts';
import { fields } from './table.ts';

/** What is told of each kind of containers of a pod: one value for each of them. */
const containers = [
  'name',
  'image',
  'image.repository',
  'command',
  'args',
  'privileged',
  'allow_privilege_escalation',
  'read_only_fs',
  'run_as_user',
  'eff_run_as_user',
  'run_as_group',
  'eff_run_as_group',
  'proc_mount',
  'add_capabilities',
];

const ofContainers = (kind: string): string => containers.map((part) => `ka.req.pod.${kind}.${part}`).join(' ');

/**
 * Fields of Kubernetes audit events: what the `k8saudit` and `json` plug-ins of falcosecurity/plugins define. All of them are text; the value of
 * `jevt.value` and `json.value` is found by a JSON pointer (RFC 6901).
 */
export const k8sAuditFields: readonly FieldInfo[] = [
  ...fields(
    'string',
    {},
    `
  ka.auditid ka.stage ka.auth.decision ka.auth.reason ka.auth.openshift.decision ka.validations.admission.policy.failure
  ka.security.pod.violations ka.auth.openshift.username ka.user.name ka.impuser.name ka.verb ka.uri ka.target.name
  ka.target.namespace ka.target.resource ka.target.subresource ka.target.pod.name ka.req.binding.role ka.req.configmap.name
  ka.req.configmap.obj ka.req.container.image ka.req.container.image.repository ka.req.pod.host_ipc ka.req.pod.host_network
  ka.req.container.host_network ka.req.pod.host_pid ka.req.container.privileged ka.req.pod.run_as_user ka.req.pod.run_as_group
  ka.req.pod.fs_group ka.req.service.type ka.resp.name ka.response.code ka.response.reason ka.useragent json.obj json.rawtime
  jevt.obj jevt.rawtime
`,
  ),
  ...fields(
    'string',
    { list: true },
    `
  ka.user.groups ka.req.binding.subjects ka.req.binding.subjects.user_names ka.req.binding.subjects.serviceaccount_names
  ka.req.binding.subjects.serviceaccount_ns_names ka.req.binding.subjects.group_names ka.req.role.rules
  ka.req.pod.supplemental_groups
`,
  ),
  ...fields(
    'string',
    { list: true, argument: { required: false, form: 'index' } },
    `
  ka.req.pod.containers.args ka.req.pod.containers.command ka.req.pod.containers.name ka.req.pod.containers.image
  ka.req.pod.containers.image.repository ka.req.pod.containers.host_port ka.req.pod.containers.privileged
  ka.req.pod.containers.allow_privilege_escalation ka.req.pod.containers.read_only_fs ka.req.pod.containers.run_as_user
  ka.req.pod.containers.eff_run_as_user ka.req.pod.containers.run_as_group ka.req.pod.containers.eff_run_as_group
  ka.req.pod.containers.proc_mount ka.req.role.rules.apiGroups ka.req.role.rules.nonResourceURLs ka.req.role.rules.verbs
  ka.req.role.rules.resources ka.req.pod.containers.add_capabilities ka.req.service.ports ka.req.pod.volumes.hostpath
  ka.req.pod.volumes.flexvolume_driver ka.req.pod.volumes.volume_type ka.sourceips ka.cluster.name
`,
  ),
  ...fields(
    'string',
    { argument: { required: true, form: 'key' } },
    `
  ka.uri.param ka.req.binding.subject.has_name ka.req.volume.hostpath json.value jevt.value
`,
  ),
  ...fields(
    'string',
    { list: true, argument: { required: false, form: 'index' } },
    `${ofContainers('initContainers')} ${ofContainers('ephemeralContainers')} ka.req.pod.initContainers.host_port`,
  ),
];
