import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DocumentNode, FieldProblems, formatPath } from '../formats/index.ts';
import { mostImages, tooManyImages, unnamedImage } from './image-fields.ts';
import { podImages, podView } from './pod-view.ts';
import { readManifest } from './read-manifest.ts';
import { readWorkloads, workloadName } from './read-workloads.ts';
import { workloadKinds } from './workload-kinds.ts';

const pod = {
  metadata: { annotations: { a: 'b' } },
  spec: { containers: [{ name: 'web', image: 'example.com/web' }] },
};

/** An object of the kind with the pod where its kind has it. */
function objectOf(group: string, kind: string, way: readonly string[]): Record<string, unknown> {
  const inner = way.reduceRight<Record<string, unknown>>((value, name) => ({ [name]: value }), pod);
  return { apiVersion: group === '' ? 'v1' : `${group}/v1`, kind, ...inner, metadata: { ...pod.metadata, name: 'n' } };
}

for (const { kind, groups, pod: way } of workloadKinds) {
  test(`workloads: ${kind}`, () => {
    for (const group of groups) {
      const { workloads, unread } = readWorkloads(objectOf(group, kind, way));
      assert.deepEqual(unread, []);
      assert.deepEqual(workloads.map(workloadName), [`${kind}/n`]);
      assert.deepEqual(workloads[0]?.podPath, way);
      assert.deepEqual(
        workloads.map(({ pod: view }) => podImages(view)),
        [['example.com/web']],
      );
      assert.deepEqual(workloads[0]?.pod.problems, []);
    }
  });
}

test('workloads: lists of every kind, and what holds no pod is named', () => {
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' } },
      { apiVersion: 'v1', kind: 'PodList', items: [{ ...pod, metadata: { name: 'a', namespace: 'n' } }, 7] },
      { apiVersion: 'example.com/v1', kind: 'Deployment', metadata: { name: 'other' }, spec: { template: pod } },
      { apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: 'empty' }, spec: { replicas: 1 } },
      { spec: {} },
    ],
  };
  const { workloads, unread } = readWorkloads(list);
  assert.deepEqual(workloads.map(workloadName), ['n/Pod/a']);
  assert.deepEqual(workloads[0]?.podPath, ['items', 1, 'items', 0]);
  assert.deepEqual(
    unread.map(({ path, what, why, mayMakePods }) => [formatPath(path), what, why, mayMakePods]),
    [
      ['items[0]', 'v1 Service s', 'its kind holds no pod that we know of', false],
      ['items[1].items[1]', 'v1 Pod', 'it is no object', true],
      [
        'items[2]',
        'example.com/v1 Deployment other',
        'its kind is not known here, and it names containers or images',
        true,
      ],
      ['items[3]', 'v1 ReplicationController empty', 'it has no pod template', false],
      ['items[4]', 'an object without a kind', 'it has no kind, so it is no Kubernetes object', true],
    ],
  );
});

const elsewhere: readonly (readonly [apiVersion: string, kind: string, mayMakePods: boolean])[] = [
  ['kustomize.config.k8s.io/v1beta1', 'Kustomization', true],
  ['kustomize.config.k8s.io/v1alpha1', 'Component', true],
  ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization', true],
  ['argoproj.io/v1alpha1', 'Application', true],
  ['argoproj.io/v1alpha1', 'ApplicationSet', true],
  ['argoproj.io/v1alpha1', 'AppProject', false],
  ['helm.toolkit.fluxcd.io/v2', 'HelmRelease', true],
  ['helm.cattle.io/v1', 'HelmChart', true],
  ['app.k8s.io/v1beta1', 'Application', false],
  ['v1', 'ConfigMap', false],
];
for (const [apiVersion, kind, mayMakePods] of elsewhere)
  test(`workloads: ${apiVersion} ${kind} ${mayMakePods ? 'brings in' : 'brings in no'} pods from elsewhere`, () => {
    const { unread } = readWorkloads({ apiVersion, kind, metadata: { name: 'a' }, spec: {}, resources: ['web.yaml'] });
    assert.deepEqual(
      unread.map((one) => one.mayMakePods),
      [mayMakePods],
    );
  });

test('workloads: the object of an AdmissionReview, in the namespace of its request', () => {
  const { workloads } = readWorkloads({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      namespace: 'prod',
      object: { apiVersion: 'v1', kind: 'Pod', metadata: { generateName: 'web-' }, spec: pod.spec },
    },
  });
  assert.deepEqual(workloads.map(workloadName), ['prod/Pod/web-*']);
});

test('workloads: bounded in nesting and number', () => {
  let nested: unknown = objectOf('', 'Pod', []);
  for (let i = 0; i < 50; i++) nested = { apiVersion: 'v1', kind: 'List', items: [nested] };
  assert.match(readWorkloads(nested).unread[0]?.why ?? '', /too deeply/);
  const many = { apiVersion: 'v1', kind: 'List', items: Array(10_010).fill({ kind: 'Service' }) };
  assert.match(readWorkloads(many).unread.at(-1)?.why ?? '', /more than 10000 objects/);
  for (const value of [null, undefined, 1, 'x', [], {}]) assert.equal(readWorkloads(value).unread.length, 1);
});

test('workloads: a manifest is read as Kubernetes reads it, with places', async () => {
  const text =
    'kind: Service\napiVersion: v1\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  hostNetwork: yes\n  containers: [{name: a, image: b}]\n';
  const { workloads, unread } = await readManifest(Buffer.from(text), 'x.yaml');
  assert.equal(workloads[0]?.pod.spec.get('hostNetwork').boolean(), true);
  assert.deepEqual(workloads[0]?.locate(['spec', 'hostNetwork']), {
    kind: 'manifest',
    path: 'x.yaml',
    pointer: '/spec/hostNetwork',
    line: 8,
    column: 3,
  });
  assert.equal(workloads[0]?.locate(['metadata', 'a/b~c', 0]).pointer, '/metadata/a~1b~0c/0');
  assert.deepEqual(
    unread.map(({ location }) => location),
    [{ kind: 'manifest', path: 'x.yaml', pointer: '', line: 1, column: 1 }],
  );
});

test('pod view: containers of all lists, images once', () => {
  const view = podView({
    spec: {
      os: { name: 'windows' },
      hostUsers: false,
      ephemeralContainers: [{ name: 'd', image: 'x' }],
      initContainers: [{ name: 'i', image: 'x' }],
      containers: [{ name: 'c', image: 'y' }, { name: 'n' }],
    },
  });
  assert.deepEqual(
    view.containers.map(({ role, name, image }) => [role, name, image]),
    [
      ['init container', 'i', 'x'],
      ['container', 'c', 'y'],
      ['container', 'n', undefined],
      ['ephemeral container', 'd', 'x'],
    ],
  );
  assert.deepEqual(podImages(view), ['x', 'y', unnamedImage]);
  assert.deepEqual([view.isWindows, view.hasUserNamespace], [true, true]);
});

test('json node: inherited names are never seen, wrong types leave a problem each', () => {
  const problems = new FieldProblems();
  const node = new DocumentNode({ a: { b: [1, 'x'] }, n: null }, [], problems);
  assert.equal(node.get('constructor').isSet, false);
  assert.equal(node.get('n').text(), undefined);
  assert.deepEqual(problems.all, []);
  assert.equal(node.at('a', 'b').text(), undefined);
  assert.equal(node.at('a', 'b').text(), undefined);
  assert.equal(node.at('a', 'b').items()[0]?.boolean(), undefined);
  assert.equal(node.at('a', 'b').items()[1]?.get('c').isSet, false);
  assert.deepEqual(
    problems.all.map(({ path, message }) => `${formatPath(path)} ${message}`),
    ['a.b must be a text', 'a.b[0] must be true or false', 'a.b[1] must be an object'],
  );
  assert.equal(formatPath(['metadata', 'annotations', 'a.b/c']), 'metadata.annotations["a.b/c"]');
});

const container = { name: 'c', image: 'registry.example.com/a:1' };
const images: readonly [string, Record<string, unknown>, readonly string[]][] = [
  [
    'an image volume',
    { volumes: [{ name: 'm', image: { reference: 'evil.example/model:1' } }] },
    ['evil.example/model:1'],
  ],
  ['image volumes of one image', { volumes: [{ image: { reference: 'a' } }, { image: { reference: 'a' } }] }, ['a']],
  [
    'volumes of other kinds',
    { volumes: [{ name: 'e', emptyDir: {} }, { rbd: { image: 'foo' } }, { image: null }] },
    [],
  ],
  ['an image volume without a name', { volumes: [{ name: 'm', image: { pullPolicy: 'Always' } }] }, [unnamedImage]],
  ['an image volume that is a text', { volumes: [{ name: 'm', image: 'evil.example/model:1' }] }, [unnamedImage]],
  ['a reference that is a number', { volumes: [{ name: 'm', image: { reference: 7 } }] }, [unnamedImage]],
  ['volumes that are no list', { volumes: { image: { reference: 'x' } } }, [unnamedImage]],
  ['a container whose image is empty', { initContainers: [{ name: 'i', image: '' }] }, [unnamedImage]],
  ['a container whose image is a list', { ephemeralContainers: [{ name: 'i', image: ['x'] }] }, [unnamedImage]],
  ['a container that is null', { initContainers: [null] }, [unnamedImage]],
  ['init containers that are no list', { initContainers: { a: { image: 'x' } } }, [unnamedImage]],
];

const many = (count: number, image: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => ({ name: `c${index}`, image: image(index), reference: image(index) }));
const crowds: readonly [string, Record<string, unknown>][] = [
  ['one image more than are looked at', { containers: many(mostImages + 1, (index) => `a:${index}`) }],
  [
    'another image behind ten thousand containers of one',
    { containers: [...many(10_000, () => 'a'), { name: 'evil', image: 'evil.example/rootkit:1' }] },
  ],
  [
    'an image volume behind ten thousand volumes',
    { volumes: [...Array(10_000).fill({ emptyDir: {} }), { image: { reference: 'evil.example/rootkit:1' } }] },
  ],
];

for (const [name, spec] of crowds)
  test(`images of a pod: ${name}`, () => {
    assert.deepEqual(podImages(podView({ spec: { containers: [container], ...spec } })), [tooManyImages]);
  });

test('images of a pod: as many as are looked at, and thousands of containers of a few', () => {
  const most = many(mostImages, (index) => `a:${index}`);
  assert.equal(podImages(podView({ spec: { containers: most } })).length, mostImages);
  const few = many(10_000, (index) => `a:${index % 3}`);
  assert.deepEqual(podImages(podView({ spec: { containers: few } })), ['a:0', 'a:1', 'a:2']);
});

for (const [name, spec, expected] of images)
  test(`images of a pod: ${name}`, () => {
    const view = podView({ spec: { containers: [container], ...spec } });
    assert.deepEqual([...podImages(view)].toSorted(), [container.image, ...expected].toSorted());
  });
