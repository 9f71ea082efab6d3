import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { podImages, podView } from '../../../foundations/kubernetes/index.ts';
import { controls } from '../pod-security/controls/index.ts';
import { judgePod } from '../pod-security/judge-pod.ts';
import { podMeaning } from './pod-meaning.ts';

type Json = Record<string, unknown>;

/** A pod of every kind of field; changes of it are made by a function of its spec. */
const pod = (): { metadata: Json; spec: Json & { containers: Json[]; volumes: Json[] } } => ({
  metadata: { name: 'web' },
  spec: {
    containers: [
      {
        name: 'web',
        image: 'r.example.com/web:1',
        ports: [{ containerPort: 80 }, { containerPort: 443 }],
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '$(A)' },
        ],
        volumeMounts: [
          { name: 'data', mountPath: '/data' },
          { name: 'model', mountPath: '/model' },
        ],
        resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '1Gi', 'example.com/fuse': '1' } },
        livenessProbe: { httpGet: { port: 80 } },
      },
      { name: 'side', image: 'r.example.com/side:1' },
    ],
    initContainers: [
      { name: 'first', image: 'r.example.com/first:1' },
      { name: 'second', image: 'r.example.com/second:1' },
    ],
    volumes: [
      { name: 'data', emptyDir: {} },
      { name: 'model', image: { reference: 'r.example.com/model:1' } },
      { name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } },
    ],
  },
});

// biome-ignore lint/suspicious/noExplicitAny: changes reach deep into a pod that is written above.
type Change = (pod: { metadata: Json; spec: any }) => void;
const [web, volume] = [0, 1];

/* What an API server, a controller or a person changes in what runs, and what the gate has no say in. */
const nothing: Readonly<Record<string, Change>> = {
  'the first annotation': ({ metadata }) => (metadata.annotations = { 'cni.example.org/podIP': '10.0.0.1/32' }),
  'no annotations, written as an empty object': ({ metadata }) => (metadata.annotations = {}),
  'no annotations, written as null': ({ metadata }) => (metadata.annotations = null),
  labels: ({ metadata }) => (metadata.labels = { team: 'harbour' }),
  finalizers: ({ metadata }) => (metadata.finalizers = ['example.com/a']),
  'an owner': ({ metadata }) => (metadata.ownerReferences = [{ kind: 'ReplicaSet', name: 'a' }]),
  'an empty list of ephemeral containers': ({ spec }) => (spec.ephemeralContainers = []),
  'a list that is null': ({ spec }) => (spec.ephemeralContainers = null),
  'a field that is null': ({ spec }) => (spec.hostNetwork = null),
  'an empty security context of the pod': ({ spec }) => (spec.securityContext = {}),
  'an empty security context of a container': ({ spec }) => (spec.containers[web].securityContext = {}),
  'empty capabilities': ({ spec }) =>
    (spec.containers[web].securityContext = { capabilities: { add: [], drop: null } }),
  'empty resources': ({ spec }) => (spec.containers[1].resources = {}),
  'more processors while it runs': ({ spec }) => (spec.containers[web].resources.requests.cpu = '2'),
  'less memory while it runs': ({ spec }) => (spec.containers[web].resources.limits.memory = '512Mi'),
  'the first request of a processor': ({ spec }) => (spec.containers[1].resources = { requests: { cpu: '2' } }),
  'how it may be resized': ({ spec }) =>
    (spec.containers[web].resizePolicy = [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]),
  'what the whole pod may use': ({ spec }) => (spec.resources = { limits: { cpu: '4' } }),
  tolerations: ({ spec }) => (spec.tolerations = [{ key: 'a', operator: 'Exists' }]),
  'a deadline': ({ spec }) => (spec.activeDeadlineSeconds = 60),
  'a grace period': ({ spec }) => (spec.terminationGracePeriodSeconds = 1),
  'a node': ({ spec }) => (spec.nodeName = 'node-1'),
  'scheduling gates that are gone': ({ spec }) => (spec.schedulingGates = []),
  'a priority': ({ spec }) => Object.assign(spec, { priority: 0, preemptionPolicy: 'PreemptLowerPriority' }),
  'what the API server fills in for a pod': ({ spec }) =>
    Object.assign(spec, {
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      serviceAccount: 'default',
      serviceAccountName: 'default',
      terminationGracePeriodSeconds: 30,
    }),
  'what the API server fills in for a container': ({ spec }) =>
    Object.assign(spec.containers[web], {
      imagePullPolicy: 'IfNotPresent',
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
    }),
  'what the API server fills in for a port': ({ spec }) => (spec.containers[web].ports[0].protocol = 'TCP'),
  'what the API server fills in for a probe': ({ spec }) =>
    (spec.containers[web].livenessProbe = {
      httpGet: { port: 80, path: '/', scheme: 'HTTP' },
      timeoutSeconds: 1,
      periodSeconds: 10,
      successThreshold: 1,
      failureThreshold: 3,
    }),
  'what the API server fills in for volumes': ({ spec }) => {
    spec.volumes[volume].image.pullPolicy = 'IfNotPresent';
    spec.volumes[2].projected.defaultMode = 420;
    spec.volumes[2].projected.sources[0].serviceAccountToken.expirationSeconds = 3_600;
  },
  'a volume that says that it is an emptyDir': ({ spec }) => delete spec.volumes[0].emptyDir,
  'containers in another order': ({ spec }) => spec.containers.reverse(),
  'volumes in another order': ({ spec }) => spec.volumes.reverse(),
  'mounts and ports in another order': ({ spec }) => {
    spec.containers[web].volumeMounts.reverse();
    spec.containers[web].ports.reverse();
  },
  'members in another order': ({ spec }) =>
    (spec.containers[web] = Object.fromEntries(Object.entries(spec.containers[web]).reverse())),
};

/* What must be judged, whole: an image, a right, or something that nobody knows to mean nothing. */
const something: Readonly<Record<string, Change>> = {
  'another image of a container': ({ spec }) => (spec.containers[web].image = 'r.example.com/web:2'),
  'another image of an init container': ({ spec }) => (spec.initContainers[0].image = 'r.example.com/first:2'),
  'another image of a volume': ({ spec }) => (spec.volumes[volume].image.reference = 'r.example.com/model:2'),
  'another image by case alone': ({ spec }) => (spec.containers[web].image = 'r.example.com/Web:1'),
  'another image with the pull policy of its tag': ({ spec }) =>
    Object.assign(spec.containers[web], { image: 'r.example.com/web', imagePullPolicy: 'Always' }),
  'the first ephemeral container': ({ spec }) => (spec.ephemeralContainers = [{ name: 'debug', image: 'busybox' }]),
  'one more container': ({ spec }) => spec.containers.push({ name: 'new', image: 'r.example.com/web:1' }),
  'one more container of the same name': ({ spec }) =>
    spec.containers.push({ name: 'web', image: 'r.example.com/x:1' }),
  'containers of the same name in another order': ({ spec }) => {
    spec.containers[1].name = 'web';
    spec.containers.reverse();
  },
  'a container less': ({ spec }) => spec.containers.pop(),
  'init containers in another order': ({ spec }) => spec.initContainers.reverse(),
  'one more image volume': ({ spec }) => spec.volumes.push({ name: 'b', image: { reference: 'evil.example/b:1' } }),
  'a volume that is now of the node': ({ spec }) => (spec.volumes[0] = { name: 'data', hostPath: { path: '/' } }),
  'a volume of a kind that says nothing more': ({ spec }) => (spec.volumes[0] = { name: 'data', hostPath: {} }),
  privileged: ({ spec }) => (spec.containers[web].securityContext = { privileged: true }),
  'privileged, written as a text': ({ spec }) => (spec.containers[web].securityContext = { privileged: 'true' }),
  'a security context that is a list': ({ spec }) => (spec.containers[web].securityContext = []),
  'a capability': ({ spec }) => (spec.containers[web].securityContext = { capabilities: { add: ['NET_RAW'] } }),
  'root for the pod': ({ spec }) => (spec.securityContext = { runAsUser: 0 }),
  'root, written as a text': ({ spec }) => (spec.securityContext = { runAsUser: '0' }),
  'another proc mount': ({ spec }) => (spec.containers[web].securityContext = { procMount: 'Unmasked' }),
  'the network of the node': ({ spec }) => (spec.hostNetwork = true),
  'a port of the node': ({ spec }) => (spec.containers[web].ports[0].hostPort = 80),
  'another protocol': ({ spec }) => (spec.containers[web].ports[0].protocol = 'SCTP'),
  'another command': ({ spec }) => (spec.containers[web].command = ['sh']),
  'variables in another order': ({ spec }) => spec.containers[web].env.reverse(),
  'another account': ({ spec }) => (spec.serviceAccountName = 'admin'),
  'another runtime': ({ spec }) => (spec.runtimeClassName = 'other'),
  'one more device': ({ spec }) => (spec.containers[web].resources.limits['example.com/fuse'] = '2'),
  'a claim on a device': ({ spec }) => (spec.containers[web].resources.claims = [{ name: 'gpu' }]),
  'AppArmor off by an annotation': ({ metadata }) =>
    (metadata.annotations = { 'container.apparmor.security.beta.kubernetes.io/web': 'unconfined' }),
  'seccomp off by an annotation': ({ metadata }) =>
    (metadata.annotations = { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' }),
  'annotations that are a text': ({ metadata }) => (metadata.annotations = 'container.apparmor'),
  'a field in another case': ({ spec }) => (spec.Containers = []),
  'a field that nobody knows': ({ spec }) => (spec.newThing = {}),
  'an item that is null': ({ spec }) => spec.containers.push(null),
  'no containers': ({ spec }) => (spec.containers = {}),
  'no spec': (given) => delete given.spec,
  'a member named __proto__': ({ spec }) =>
    (spec.containers[web] = JSON.parse('{"name":"web","__proto__":{"image":"r.example.com/web:1"}}')),
};

const changed = (change: Change): unknown => {
  const other = pod();
  change(other);
  return other;
};

for (const [name, change] of Object.entries(nothing))
  test(`means nothing to a gate: ${name}`, () => {
    assert.equal(podMeaning(changed(change)), podMeaning(pod()));
    assert.equal(told(changed(change)), told(pod()), 'and no rule sees it');
  });

for (const [name, change] of Object.entries(something))
  test(`means something to a gate: ${name}`, () => {
    assert.notEqual(podMeaning(changed(change)), podMeaning(pod()));
  });

/** What the rules of a gate, as they are, say of a pod. */
function told(value: unknown): string {
  const results = judgePod(podView(value), { level: 'restricted', version: 'latest' });
  const states = results.map(({ control, state, violations }) => [
    control.id,
    state,
    violations.map(({ owner, path }) => `${owner} ${path.at(-1)}`).toSorted(),
  ]);
  return JSON.stringify([states, [...podImages(podView(value))].toSorted()]);
}

test('two pods of one meaning are the same to every rule, whatever they are made of', () => {
  const examples = controls.flatMap(({ violating, clean }) => [...violating, ...clean].map((example) => example.pod));
  const names = [
    'spec',
    'metadata',
    'containers',
    'volumes',
    'securityContext',
    'image',
    'hostPort',
    'privileged',
    'add',
  ];
  const odd = fc.constantFrom<unknown>(
    null,
    [],
    {},
    '',
    0,
    false,
    true,
    'Always',
    [null],
    [{}],
    { name: 'x' },
    { a: null },
  );
  let same = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...examples, pod()),
      fc.array(fc.tuple(fc.nat(), fc.constantFrom('set', 'add', 'drop', 'reverse'), fc.constantFrom(...names), odd), {
        minLength: 1,
        maxLength: 3,
      }),
      (example, edits) => {
        const other = structuredClone(example) as unknown;
        for (const [at, how, name, value] of edits) edit(other, at, how, name, structuredClone(value));
        if (podMeaning(other) !== podMeaning(example)) return;
        same++;
        assert.equal(told(other), told(example), JSON.stringify([example, other]));
      },
    ),
    { numRuns: 4_000 },
  );
  assert.ok(same > 100, `${same} pairs of one meaning were compared`);
});

/** Changes something somewhere in a document. */
function edit(document: unknown, at: number, how: string, name: string, value: unknown): void {
  const places: { readonly [key: string]: unknown }[] = [];
  const collect = (one: unknown): void => {
    if (typeof one !== 'object' || one === null) return;
    places.push(one as Json);
    Object.values(one).forEach(collect);
  };
  collect(document);
  const place = places[at % places.length] as Json | undefined;
  if (place === undefined) return;
  const keys = Object.keys(place);
  const key = keys[at % Math.max(1, keys.length)] ?? name;
  if (how === 'reverse' && Array.isArray(place)) place.reverse();
  else if (how === 'drop' && Array.isArray(place)) place.splice(Number(key), 1);
  else if (how === 'drop') delete place[key];
  else place[how === 'set' ? key : name] = value;
}
