import { gateWords } from '../gates.ts';
import type { GreenInput, GreenKind } from '../green.ts';
import { ends, isJudged, namesNothing } from '../oracles.ts';

const crd = (apiVersion: string, kind: string, spec: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\nspec: ${spec}\n`;
const container = '{ name: a, image: "registry.example.com/a:1", securityContext: { privileged: true } }';
const template = `{ template: { spec: { containers: [${container}] } } }`;
const review = (object: object, operation = 'CREATE', kind = 'Pod'): string =>
  JSON.stringify({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      uid: 'u',
      kind: { group: '', version: 'v1', kind },
      resource: { group: '', version: 'v1', resource: `${kind.toLowerCase()}s` },
      namespace: 'prod',
      operation,
      ...object,
    },
  });

/** Texts in which no workload is that a gate could judge. */
const texts: readonly (readonly [name: string, text: string | Uint8Array])[] = [
  ['nothing', ''],
  ['blanks', ' \n\n'],
  ['a comment', '# nothing yet\n'],
  ['separators', '---\n---\n'],
  ['null', 'null\n'],
  ['words', 'NOT an image!!\n'],
  ['an image name', 'nginx:latest\n'],
  ['a number', '42\n'],
  ['a list', '- a\n- b\n'],
  ['an empty object', '{}\n'],
  ['an empty List', 'apiVersion: v1\nkind: List\nitems: []\n'],
  [
    'a List of nothing known',
    'apiVersion: v1\nkind: List\nitems: [{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }]\n',
  ],
  ['a Service', crd('v1', 'Service', '{ ports: [{ port: 80 }] }')],
  ['a ConfigMap', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { pod: "kind: Pod" }\n'],
  ['a Namespace', 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n'],
  ['an Ingress', crd('networking.k8s.io/v1', 'Ingress', '{}')],
  [
    'a ClusterRole',
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: a }\nrules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]\n',
  ],
  [
    'a ClusterRoleBinding',
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: a }\nroleRef: { kind: ClusterRole, name: cluster-admin, apiGroup: rbac.authorization.k8s.io }\nsubjects: []\n',
  ],
  ['a NetworkPolicy', crd('networking.k8s.io/v1', 'NetworkPolicy', '{ podSelector: {} }')],
  [
    'a CustomResourceDefinition',
    crd('apiextensions.k8s.io/v1', 'CustomResourceDefinition', '{ group: a.example.com }'),
  ],
  ['a Rollout of Argo', crd('argoproj.io/v1alpha1', 'Rollout', template)],
  [
    'a Workflow of Argo',
    crd('argoproj.io/v1alpha1', 'Workflow', `{ templates: [{ name: a, container: ${container} }] }`),
  ],
  ['a Service of Knative', crd('serving.knative.dev/v1', 'Service', template)],
  ['a CloneSet of OpenKruise', crd('apps.kruise.io/v1alpha1', 'CloneSet', template)],
  ['a TaskRun of Tekton', crd('tekton.dev/v1', 'TaskRun', `{ taskSpec: { steps: [${container}] } }`)],
  [
    'a SparkApplication',
    crd('sparkoperator.k8s.io/v1beta2', 'SparkApplication', '{ image: "registry.example.com/a:1" }'),
  ],
  [
    'a VirtualMachine',
    crd(
      'kubevirt.io/v1',
      'VirtualMachine',
      '{ template: { spec: { volumes: [{ containerDisk: { image: "registry.example.com/a:1" } }] } } }',
    ),
  ],
  [
    'an Application of Argo CD',
    crd('argoproj.io/v1alpha1', 'Application', '{ source: { repoURL: "https://example.com" } }'),
  ],
  ['a DeploymentConfig of OpenShift', crd('apps.openshift.io/v1', 'DeploymentConfig', template)],
  ['a Pod of another group', crd('example.com/v1', 'Pod', `{ containers: [${container}] }`)],
  ['a pod without its kind', `apiVersion: v1\nmetadata: { name: a }\nspec: { containers: [${container}] }\n`],
  ['a kind in lower case', `apiVersion: v1\nkind: pod\nmetadata: { name: a }\nspec: { containers: [${container}] }\n`],
  ['a Pod without containers', crd('v1', 'Pod', '{}')],
  ['a Pod of an empty list of containers', crd('v1', 'Pod', '{ containers: [] }')],
  ['a Pod whose containers are a word', crd('v1', 'Pod', '{ containers: nginx }')],
  ['a Pod whose container has no image', crd('v1', 'Pod', '{ containers: [{ name: a }] }')],
  ['a Deployment without a template', crd('apps/v1', 'Deployment', '{ replicas: 1 }')],
  ['a CronJob without a template', crd('batch/v1', 'CronJob', '{ schedule: "* * * * *" }')],
  ['a Compose file', 'services:\n  web: { image: "nginx:latest", privileged: true }\n'],
  ['a Kustomization', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [deploy.yaml]\n'],
  ['a Chart.yaml', 'apiVersion: v2\nname: a\nversion: 1.0.0\n'],
  ['a values.yaml', 'image: { repository: nginx, tag: latest }\n'],
  [
    'a template of Helm',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: {{ .Release.Name }} }\nspec:\n  containers:\n    {{- toYaml .Values.c | nindent 4 }}\n',
  ],
  ['a Dockerfile', 'FROM nginx\nUSER root\n'],
  [
    'a task definition of ECS',
    '{"family":"a","containerDefinitions":[{"name":"a","image":"nginx","privileged":true}]}',
  ],
  [
    'a job of Nomad',
    'job "a" { group "g" { task "t" { driver = "docker" config { image = "nginx" privileged = true } } } }\n',
  ],
  ['a Quadlet', '[Container]\nImage=nginx\n'],
  ['a devcontainer', '{"image":"nginx","privileged":true}'],
  ['a web page', '<!doctype html><html><title>Login</title></html>'],
  ['binary', Buffer.from([0, 1, 2, 3, 255, 254])],
  ['an SBOM', '{"bomFormat":"CycloneDX","components":[]}'],
  ['a report of ours', '{"schemaVersion":"1.0","findings":[]}'],
  ['an AdmissionReview without a request', '{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview"}'],
  ['an AdmissionReview without an object', review({})],
  [
    'an AdmissionReview of a Service',
    review({ object: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: {} } }, 'CREATE', 'Service'),
  ],
  ['an AdmissionReview of v1beta1', review({ object: {} }).replace('k8s.io/v1', 'k8s.io/v1beta1')],
  [
    'an AdmissionReview that answers',
    '{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u","allowed":true}}',
  ],
];

const rules: readonly (readonly [name: string, rule: string])[] = [
  ['Pod Security', 'podSecurity: { level: restricted }'],
  ['image source', 'imageSource: { allow: ["registry.example.com/**"] }'],
];

/** Words on the command line that name nothing. */
const words: readonly string[] = [
  'NOT an image!!',
  'a b',
  '!!',
  '',
  ' ',
  'http://',
  'https://registry.example.com/a:1',
  'a@b',
  'a/UPPER',
  'a:1:2',
  ':tag',
  '@sha256:0',
  'a@sha256:12',
  '--',
  'registry:',
  'oci:',
  'a/../b',
  '🐳',
  'nginx latest',
];

const pod = `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [{ name: a, image: "registry.example.com/a:1" }] }\n`;

export const gateTargets: GreenKind = {
  id: 'gate-targets',
  title: 'what a gate is given and cannot judge: nothing, words, objects that hold no pod',
  inputs: [
    ...texts.map(
      ([name, piped]): GreenInput => ({
        name: `standard input: ${name}`,
        piped,
        expect: ends(1, 2, 3, 5),
        prepare: (world) => gateWords(world, rules[0]?.[1] ?? '', '-'),
      }),
    ),
    ...texts.map(
      ([name, text]): GreenInput => ({
        name: `file: ${name}`,
        expect: ends(1, 2, 3, 5),
        prepare: async (world) => {
          await world.write({ 'a.yaml': text });
          return gateWords(world, rules[1]?.[1] ?? '', 'a.yaml');
        },
      }),
    ),
    ...words.map(
      (word): GreenInput => ({
        name: `word: ${JSON.stringify(word)}`,
        expect: namesNothing(1, 2, 5),
        prepare: (world) => gateWords(world, 'imageSource: { allow: ["**"] }', word),
      }),
    ),
    {
      name: 'a folder that is no layout',
      expect: ends(1, 2, 3, 5),
      prepare: async (world) =>
        gateWords(world, 'imageSource: { allow: ["**"] }', await world.write({ a: '' }, 'folder')),
    },
    {
      name: 'a Pod',
      control: true,
      piped: pod,
      expect: isJudged,
      prepare: (world) => gateWords(world, rules[1]?.[1] ?? '', '-'),
    },
    {
      name: 'a Pod and a Service',
      control: true,
      piped: `${pod}---\napiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: {}\n`,
      expect: isJudged,
      prepare: (world) => gateWords(world, rules[1]?.[1] ?? '', '-'),
    },
    {
      name: 'an AdmissionReview of a Pod',
      control: true,
      piped: review({
        object: {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'a' },
          spec: { containers: [{ name: 'a', image: 'registry.example.com/a:1' }] },
        },
      }),
      expect: isJudged,
      prepare: (world) => gateWords(world, rules[1]?.[1] ?? '', '-'),
    },
  ],
};
