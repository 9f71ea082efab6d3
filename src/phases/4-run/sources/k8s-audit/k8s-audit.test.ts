import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FieldValue } from '../../../../foundations/languages/falco/index.ts';
import { JsonEvent, JsonEventKind } from '../json-lines/json-event.ts';
import { repositoryOf } from './container-fields.ts';
import { k8sAudit } from './index.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const request = {
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  auditID: 'id-1',
  stage: 'ResponseComplete',
  stageTimestamp: '2026-11-30T20:00:00.123456789Z',
  verb: 'create',
  requestURI: '/api/v1/namespaces/shop/pods?command=sh&command=-c&dryRun=All%20of%20it',
  userAgent: 'kubectl/1.36',
  sourceIPs: ['10.0.0.7', '10.0.0.8'],
  user: { username: 'ada', groups: ['dev', 'ops'] },
  impersonatedUser: { username: 'grace' },
  annotations: {
    'authorization.k8s.io/decision': 'allow',
    'authorization.k8s.io/reason': '',
    'authentication.openshift.io/decision': 'allow',
    'authentication.openshift.io/username': 'ada@corp',
    'validation.policy.admission.k8s.io/validation_failure': '[{"message":"no"}]',
    'pod-security.kubernetes.io/audit-violations': 'would violate "restricted"',
  },
  objectRef: { resource: 'pods', namespace: 'shop', name: 'web', subresource: 'exec' },
  requestObject: {
    spec: {
      hostIPC: true,
      hostNetwork: true,
      hostPID: false,
      securityContext: { runAsUser: 1000, runAsGroup: 2000, fsGroup: 3000, supplementalGroups: [1, 2] },
      containers: [
        {
          name: 'a',
          image: 'registry:5000/shop/web:1.4',
          command: ['sh', '-c'],
          args: ['true'],
          ports: [{ hostPort: 80, containerPort: 8080 }, { containerPort: 9090 }],
          securityContext: {
            ...{
              privileged: true,
              allowPrivilegeEscalation: true,
              readOnlyRootFilesystem: false,
              runAsUser: 0,
              runAsGroup: 0,
            },
            ...{ procMount: 'Unmasked', capabilities: { add: ['SYS_ADMIN', 'NET_RAW'] } },
          },
        },
        { name: 'b', image: `nginx@${digest}` },
      ],
      initContainers: [{ name: 'i', image: 'init', securityContext: { privileged: true } }],
      ephemeralContainers: [{ name: 'e', image: 'debug:2', command: ['sh'] }],
      volumes: [
        { name: 'v', hostPath: { path: '/proc/1' } },
        { name: 'w', flexVolume: { driver: 'd' } },
        { name: 'x', emptyDir: {} },
      ],
    },
  },
  responseObject: { metadata: { name: 'web-1' } },
  responseStatus: { code: 201, reason: 'Created' },
};
const binding = {
  ...{ kind: 'Event', auditID: 'id-2', stageTimestamp: '2026-11-30T20:00:00Z' },
  requestObject: {
    roleRef: { name: 'cluster-admin' },
    subjects: [
      { kind: 'User', name: 'ada' },
      { kind: 'ServiceAccount', name: 'ci', namespace: 'build' },
      { kind: 'Group', name: 'system:masters' },
    ],
    rules: [
      { apiGroups: ['', 'apps'], resources: ['pods'], verbs: ['get', '*'] },
      { nonResourceURLs: ['/metrics'], verbs: ['get'] },
    ],
    data: { key: 'value' },
    type: 'x',
  },
  objectRef: { resource: 'configmaps', name: 'settings' },
};
const service = {
  ...{ kind: 'Event', auditID: 'id-3', requestReceivedTimestamp: '2026-11-30T20:00:00Z' },
  requestObject: { spec: { type: 'NodePort', ports: [{ port: 80 }, { port: 443 }] } },
};

const kind = new JsonEventKind(k8sAudit);
const fieldOf = (event: object, field: string, argument?: string): FieldValue | undefined =>
  new JsonEvent(kind, event as never, 1, 5n).get(field, argument);

type Row = readonly [event: object, field: string, argument: string | undefined, expected: FieldValue | undefined];
const pod = 'ka.req.pod';
const rows: readonly Row[] = [
  [request, 'ka.auditid', undefined, 'id-1'],
  [request, 'ka.stage', undefined, 'ResponseComplete'],
  [request, 'ka.auth.decision', undefined, 'allow'],
  [request, 'ka.auth.reason', undefined, ''],
  [request, 'ka.auth.openshift.decision', undefined, 'allow'],
  [request, 'ka.auth.openshift.username', undefined, 'ada@corp'],
  [request, 'ka.validations.admission.policy.failure', undefined, '[{"message":"no"}]'],
  [request, 'ka.security.pod.violations', undefined, 'would violate "restricted"'],
  [request, 'ka.user.name', undefined, 'ada'],
  [request, 'ka.user.groups', undefined, ['dev', 'ops']],
  [request, 'ka.impuser.name', undefined, 'grace'],
  [request, 'ka.verb', undefined, 'create'],
  [request, 'ka.uri', undefined, request.requestURI],
  [request, 'ka.uri.param', 'command', 'sh'],
  [request, 'ka.uri.param', 'dryRun', 'All of it'],
  [request, 'ka.uri.param', 'none', undefined],
  [request, 'ka.target.name', undefined, 'web'],
  [request, 'ka.target.namespace', undefined, 'shop'],
  [request, 'ka.target.resource', undefined, 'pods'],
  [request, 'ka.target.subresource', undefined, 'exec'],
  [request, 'ka.target.pod.name', undefined, 'web'],
  [binding, 'ka.target.pod.name', undefined, undefined],
  [
    { objectRef: { resource: 'pods' }, responseObject: { metadata: { name: 'made' } } },
    'ka.target.pod.name',
    undefined,
    'made',
  ],
  [binding, 'ka.req.binding.subjects', undefined, binding.requestObject.subjects.map((one) => JSON.stringify(one))],
  [binding, 'ka.req.binding.subjects.user_names', undefined, ['ada']],
  [binding, 'ka.req.binding.subjects.serviceaccount_names', undefined, ['ci']],
  [binding, 'ka.req.binding.subjects.serviceaccount_ns_names', undefined, ['build:ci']],
  [binding, 'ka.req.binding.subjects.group_names', undefined, ['system:masters']],
  [request, 'ka.req.binding.subjects.group_names', undefined, undefined],
  [binding, 'ka.req.binding.role', undefined, 'cluster-admin'],
  [binding, 'ka.req.binding.subject.has_name', 'ada', 'N/A'],
  [binding, 'ka.req.configmap.name', undefined, 'settings'],
  [binding, 'ka.req.configmap.obj', undefined, '{"key":"value"}'],
  [request, `${pod}.containers.name`, undefined, ['a', 'b']],
  [request, `${pod}.containers.name`, '1', ['b']],
  [request, `${pod}.containers.name`, '2', undefined],
  [request, `${pod}.containers.command`, undefined, ['sh', '-c']],
  [request, `${pod}.containers.args`, '0', ['true']],
  [request, `${pod}.containers.args`, '1', undefined],
  [request, `${pod}.containers.image`, undefined, ['registry:5000/shop/web:1.4', `nginx@${digest}`]],
  [request, `${pod}.containers.image.repository`, undefined, ['registry:5000/shop/web', 'nginx']],
  [request, 'ka.req.container.image', undefined, 'registry:5000/shop/web:1.4'],
  [request, 'ka.req.container.image.repository', undefined, 'registry:5000/shop/web'],
  [request, `${pod}.host_ipc`, undefined, 'true'],
  [request, `${pod}.host_network`, undefined, 'true'],
  [request, 'ka.req.container.host_network', undefined, 'true'],
  [request, `${pod}.host_pid`, undefined, 'false'],
  [request, `${pod}.containers.host_port`, undefined, ['80', '9090']],
  [request, `${pod}.containers.privileged`, undefined, ['true']],
  [request, 'ka.req.container.privileged', undefined, 'true'],
  [binding, 'ka.req.container.privileged', undefined, undefined],
  [request, `${pod}.containers.allow_privilege_escalation`, undefined, ['true']],
  [request, `${pod}.containers.read_only_fs`, undefined, ['false']],
  [request, `${pod}.run_as_user`, undefined, '1000'],
  [request, `${pod}.containers.run_as_user`, undefined, ['0']],
  [request, `${pod}.containers.eff_run_as_user`, undefined, ['0', '1000']],
  [request, `${pod}.initContainers.eff_run_as_user`, undefined, ['1000']],
  [request, `${pod}.run_as_group`, undefined, '2000'],
  [request, `${pod}.containers.run_as_group`, undefined, ['0']],
  [request, `${pod}.containers.eff_run_as_group`, undefined, ['0', '2000']],
  [{ requestObject: { spec: { containers: [{}] } } }, `${pod}.containers.eff_run_as_group`, undefined, ['0']],
  [request, `${pod}.containers.proc_mount`, undefined, ['Unmasked']],
  [binding, 'ka.req.role.rules', undefined, binding.requestObject.rules.map((one) => JSON.stringify(one))],
  [binding, 'ka.req.role.rules.apiGroups', undefined, ['', 'apps']],
  [binding, 'ka.req.role.rules.nonResourceURLs', undefined, ['/metrics']],
  [binding, 'ka.req.role.rules.verbs', undefined, ['get', '*', 'get']],
  [binding, 'ka.req.role.rules.verbs', '1', ['get']],
  [binding, 'ka.req.role.rules.resources', undefined, ['pods']],
  [request, `${pod}.fs_group`, undefined, '3000'],
  [request, `${pod}.supplemental_groups`, undefined, ['1', '2']],
  [request, `${pod}.containers.add_capabilities`, undefined, ['SYS_ADMIN', 'NET_RAW']],
  [service, 'ka.req.service.type', undefined, 'NodePort'],
  [service, 'ka.req.service.ports', undefined, ['{"port":80}', '{"port":443}']],
  [service, 'ka.req.service.ports', '1', ['{"port":443}']],
  [request, `${pod}.volumes.hostpath`, undefined, ['/proc/1']],
  [request, `${pod}.volumes.hostpath`, '1', undefined],
  [request, 'ka.req.volume.hostpath', '/proc*', 'true'],
  [request, 'ka.req.volume.hostpath', '/proc', 'false'],
  [request, 'ka.req.volume.hostpath', '/proc/1', 'true'],
  [binding, 'ka.req.volume.hostpath', '/proc*', undefined],
  [request, `${pod}.volumes.flexvolume_driver`, undefined, ['d']],
  [request, `${pod}.volumes.volume_type`, undefined, ['hostPath', 'flexVolume', 'emptyDir']],
  [request, 'ka.resp.name', undefined, 'web-1'],
  [request, 'ka.response.code', undefined, '201'],
  [request, 'ka.response.reason', undefined, 'Created'],
  [request, 'ka.useragent', undefined, 'kubectl/1.36'],
  [request, 'ka.sourceips', undefined, ['10.0.0.7', '10.0.0.8']],
  [request, 'ka.sourceips', '0', ['10.0.0.7']],
  [request, 'ka.cluster.name', undefined, undefined],
  [request, `${pod}.initContainers.privileged`, undefined, ['true']],
  [request, `${pod}.ephemeralContainers.command`, undefined, ['sh']],
  [request, 'json.value', '/user/username', 'ada'],
  [request, 'jevt.value', '/user/groups', '["dev","ops"]'],
  [request, 'jevt.value', '/annotations/authorization.k8s.io~1decision', 'allow'],
  [request, 'jevt.value', '/requestObject/spec/containers/1/name', 'b'],
  [request, 'jevt.value', '/nothing/here', undefined],
  [request, 'jevt.value', '/__proto__', undefined],
  [request, 'jevt.value', '/constructor/name', undefined],
  [service, 'jevt.obj', undefined, JSON.stringify(service)],
  [service, 'jevt.rawtime', undefined, '5'],
  // What is not as it should be has no value, and takes nothing else down.
  [{ requestObject: { spec: { containers: 'none' } } }, `${pod}.containers.image`, undefined, undefined],
  [{ requestObject: { spec: { containers: [] } } }, `${pod}.containers.image`, undefined, undefined],
  [{ requestObject: { spec: { containers: [{ image: 'a' }, {}] } } }, `${pod}.containers.image`, undefined, undefined],
  [{ requestObject: { spec: { containers: [null, 7, { name: 'x' }] } } }, `${pod}.containers.name`, undefined, ['x']],
  [{ user: null }, 'ka.user.name', undefined, undefined],
  [{ user: { username: null } }, 'ka.user.name', undefined, 'null'],
  [{ user: { groups: {} } }, 'ka.user.groups', undefined, undefined],
  [{ requestURI: 7 }, 'ka.uri.param', 'a', undefined],
  [{ requestURI: '/a' }, 'ka.uri.param', 'a', undefined],
];

for (const [event, field, argument, expected] of rows)
  test(`${field}${argument === undefined ? '' : `[${argument}]`} is ${JSON.stringify(expected)}`, () =>
    assert.deepEqual(fieldOf(event, field, argument), expected));

test('every field of the source is in the table', () => {
  const asked = new Set(rows.map(([, field]) => field.replace(/(?:init|ephemeral)Containers/, 'containers')));
  const names = k8sAudit.fields.map(({ info }) => info.name.replace(/(?:init|ephemeral)Containers/, 'containers'));
  assert.deepEqual(
    names.filter((name) => !asked.has(name)),
    [],
  );
});

test('repositories of images, however they are written', () => {
  for (const [image, expected] of [
    ['nginx', 'nginx'],
    ['nginx:1', 'nginx'],
    ['localhost:5000/nginx', 'localhost:5000/nginx'],
    ['localhost:5000/a/b:1', 'localhost:5000/a/b'],
    [`a/b:1@${digest}`, 'a/b'],
    ['', ''],
  ] as const)
    assert.equal(repositoryOf(image), expected);
});
