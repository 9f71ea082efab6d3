import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { SeaworthyError } from '../../../core/index.ts';
import type { ContainerInfo } from '../state/container-info.ts';
import { ContainerDirectory } from './container-directory.ts';
import type { CgroupContainer } from './container-of-cgroup.ts';
import { aboutCriStatus } from './cri-status.ts';
import type { Reach, RuntimeName } from './runtime.ts';

const id = '0123456789abcdef'.repeat(4);
const config = 'c'.repeat(64);
const manifest = `sha256:${'d'.repeat(64)}`;
const index = `sha256:${'e'.repeat(64)}`;

type Answers = Readonly<Record<string, unknown>>;

/** Files and answers from a table of paths; what is not in it is not there. */
function reachOf(files: Answers, answers: Answers = {}, asked: string[] = []): Reach {
  return {
    read: (path) => {
      const file = files[path];
      return file === undefined || typeof file === 'string' ? file : JSON.stringify(file);
    },
    ask: (socket, path) => {
      asked.push(`${socket}${path}`);
      const answer = answers[path];
      if (answer instanceof Error) return Promise.reject(answer);
      if (answer === undefined) return Promise.resolve({ status: 404, body: Buffer.from('{}') });
      if (typeof answer === 'number') return Promise.resolve({ status: answer, body: Buffer.of() });
      const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
      return Promise.resolve({ status: 200, body: Buffer.from(text) });
    },
    call: (socket, method, message) => {
      asked.push(`${socket}${method} ${Buffer.from(message).subarray(2)}`);
      const answer = answers[method];
      if (answer instanceof Error) return Promise.reject(answer);
      return Promise.resolve(answer instanceof Uint8Array ? answer : undefined);
    },
  };
}

/** What is learnt of one container: at once, and in the end. */
async function learn(engine: RuntimeName, reach: Reach, whose: Partial<CgroupContainer> = {}) {
  const found: ContainerInfo[] = [];
  const directory = new ContainerDirectory(reach, (info) => found.push(info));
  directory.see({ id, engine, ...whose });
  const atOnce = found.at(-1);
  await directory.settle();
  return { atOnce, info: found.at(-1), unknown: directory.unknown, directory };
}

const inspected = {
  Image: `sha256:${config}`,
  Name: '/web',
  Created: '2026-11-30T20:00:00.123456789Z',
  Config: { Image: 'registry.example:5000/shop/web:1.27', Labels: { a: 'b', 'io.kubernetes.pod.name': 'web-1' } },
  HostConfig: { Privileged: true, PidMode: 'host', NetworkMode: 'bridge', IpcMode: 'private' },
  NetworkSettings: { Networks: { bridge: { IPAddress: '172.17.0.2' } } },
  Mounts: [{ Source: '/srv', Destination: '/data', Mode: 'rw', RW: true, Propagation: 'rprivate' }],
};
const known = {
  id: id.slice(0, 12),
  fullId: id,
  name: 'web',
  image: 'registry.example:5000/shop/web:1.27',
  imageRepository: 'registry.example:5000/shop/web',
  imageTag: '1.27',
  imageId: config,
};

test('Docker’s files tell all at once, and nobody is asked', async () => {
  const asked: string[] = [];
  const folder = `/var/lib/docker/containers/${id}`;
  const { Mounts: _, HostConfig, ...own } = inspected;
  const files = {
    [`${folder}/config.v2.json`]: { ...own, MountPoints: { '/data': inspected.Mounts[0] } },
    [`${folder}/hostconfig.json`]: HostConfig,
    '/var/lib/docker/image/overlay2/repositories.json': {
      Repositories: {
        web: { 'web:1.27': `sha256:${config}`, [`web@${index}`]: `sha256:${config}`, 'x:1': 'sha256:0' },
      },
    },
  };
  const { atOnce } = await learn('docker', reachOf(files, {}, asked));
  assert.deepEqual(atOnce, {
    ...known,
    imageDigest: index,
    privileged: true,
    hostPid: true,
    hostNetwork: false,
    hostIpc: false,
    ip: '172.17.0.2',
    created: Date.parse('2026-11-30T20:00:00Z') / 1000,
    labels: new Map([
      ['a', 'b'],
      ['io.kubernetes.pod.name', 'web-1'],
    ]),
    mounts: [{ source: '/srv', destination: '/data', mode: 'rw', writable: true, propagation: 'rprivate' }],
  });
  assert.deepEqual(asked, []);
});

test('where files tell nothing the socket does, the digest that runs before those it was pulled by', async () => {
  const asked: string[] = [];
  const answers = {
    [`/containers/${id}/json`]: { ...inspected, ImageManifestDescriptor: { digest: manifest } },
    [`/images/sha256:${config}/json`]: { RepoDigests: [`web@${index}`, 'x', 7] },
  };
  const { atOnce, info } = await learn('docker', reachOf({}, answers, asked));
  assert.equal(atOnce, undefined);
  assert.deepEqual({ ...known, imageDigest: manifest }, { ...known, imageDigest: info?.imageDigest });
  assert.deepEqual(asked, [
    `/var/run/docker.sock/containers/${id}/json`,
    `/var/run/docker.sock/images/sha256:${config}/json`,
  ]);
  const pulled = await learn('docker', reachOf({}, { ...answers, [`/containers/${id}/json`]: inspected }));
  assert.equal(pulled.info?.imageDigest, index);
  const podman = await learn('podman', reachOf({}, { [`/containers/${id}/json`]: { Image: config, Config: null } }));
  assert.deepEqual(podman.info, { id: id.slice(0, 12), fullId: id, imageId: config });
});

test('each runtime’s files tell the image, and what Kubernetes calls it', async () => {
  const storage = '/var/lib/containers/storage';
  const bundle = (annotations: object) => ({ ociVersion: '1.0.2', annotations });
  const pod = {
    'io.kubernetes.pod.name': 'web-1',
    'io.kubernetes.pod.namespace': 'shop',
    'io.kubernetes.pod.uid': 'u',
  };
  const labels = new Map([...Object.entries(pod), ['io.kubernetes.container.name', 'web']]);
  const table: readonly (readonly [RuntimeName, Answers, Partial<ContainerInfo>])[] = [
    [
      'podman',
      {
        [`${storage}/overlay-containers/containers.json`]: [
          { id: 'x' },
          { id, names: ['other'], image: config, metadata: '{"image-name":"docker.io/shop/web:1.4","name":"web"}' },
        ],
        [`${storage}/overlay-images/images.json`]: [{ id: config, digest: manifest }],
      },
      { name: 'web', image: 'docker.io/shop/web:1.4', imageTag: '1.4', imageId: config, imageDigest: manifest },
    ],
    [
      'containerd',
      {
        [`/run/containerd/io.containerd.runtime.v2.task/k8s.io/${id}/config.json`]: bundle({
          'io.kubernetes.cri.container-type': 'container',
          'io.kubernetes.cri.container-name': 'web',
          'io.kubernetes.cri.image-name': `registry.example/shop/web@${manifest}`,
          'io.kubernetes.cri.sandbox-id': 's',
          'io.kubernetes.cri.sandbox-name': 'web-1',
          'io.kubernetes.cri.sandbox-namespace': 'shop',
          'io.kubernetes.cri.sandbox-uid': 'u',
        }),
      },
      { name: 'web', imageRepository: 'registry.example/shop/web', imageDigest: manifest, podSandboxId: 's', labels },
    ],
    [
      'cri-o',
      {
        [`/run/containers/storage/overlay-containers/${id}/userdata/config.json`]: bundle({
          ...pod,
          'io.kubernetes.container.name': 'web',
          'io.kubernetes.cri-o.Name': 'k8s_web_web-1_shop_u_0',
          'io.kubernetes.cri-o.ImageName': 'registry.example/shop/web:1.4',
          'io.kubernetes.cri-o.ImageRef': config,
          'io.kubernetes.cri-o.SandboxID': 's',
          'io.kubernetes.cri-o.Labels': '{"app":"web"}',
        }),
      },
      { name: 'k8s_web_web-1_shop_u_0', imageTag: '1.4', imageId: config, podSandboxId: 's' },
    ],
  ];
  for (const [engine, files, expected] of table) {
    // Below `kubepods` a bare id does not tell who made it.
    for (const told of [engine, 'unknown'] as const) {
      const { atOnce } = await learn(told, reachOf(files));
      for (const [name, value] of Object.entries(expected)) {
        const got = atOnce?.[name as keyof ContainerInfo];
        if (value instanceof Map)
          for (const [label, text] of value) assert.equal((got as typeof value).get(label), text);
        else assert.deepEqual(got, value, `${engine} ${name}`);
      }
    }
  }
});

/** A message of CRI: texts and messages by the number of their field. */
function message(...fields: readonly (readonly [number, string | Uint8Array | number])[]): Buffer {
  return Buffer.concat(
    fields.map(([field, value]) => {
      const varint = (from: number): readonly number[] => {
        const bytes: number[] = [];
        for (let left = from; ; left = Math.floor(left / 128)) {
          if (left < 128) return [...bytes, left];
          bytes.push((left % 128) + 128);
        }
      };
      if (typeof value === 'number') return Buffer.of(...varint(field * 8), ...varint(value));
      const bytes = Buffer.from(value);
      return Buffer.concat([Buffer.of(...varint(field * 8 + 2), ...varint(bytes.length)), bytes]);
    }),
  );
}

const criAnswer = message([
  1,
  message(
    [1, id],
    [2, message([1, 'web'], [2, 0])],
    [4, 1_764_532_800_000_000_000],
    [8, message([1, 'registry.example/shop/web:1.4'])],
    [9, `registry.example/shop/web@${manifest}`],
    [12, message([1, 'io.kubernetes.pod.name'], [2, 'web-1'])],
    [14, message([1, '/data'], [2, '/srv'], [3, 1])],
    [17, `sha256:${config}`],
  ),
]);

test('a runtime of Kubernetes tells the digest that the bundle does not hold', async () => {
  const asked: string[] = [];
  const method = '/runtime.v1.RuntimeService/ContainerStatus';
  const folder = `/run/containerd/io.containerd.runtime.v2.task/k8s.io/${id}/config.json`;
  const files = { [folder]: { annotations: { 'io.kubernetes.cri.image-name': 'registry.example/shop/web:1.4' } } };
  const { atOnce, info } = await learn('containerd', reachOf(files, { [method]: criAnswer }, asked));
  assert.equal(atOnce?.imageDigest, undefined);
  assert.deepEqual(
    [info?.name, info?.image, info?.imageTag, info?.imageId, info?.imageDigest, info?.created],
    ['web', 'registry.example/shop/web:1.4', '1.4', config, manifest, 1_764_532_800],
  );
  assert.equal(info?.labels?.get('io.kubernetes.pod.name'), 'web-1');
  assert.deepEqual(info?.mounts, [
    { source: '/srv', destination: '/data', mode: '', writable: false, propagation: 'rprivate' },
  ]);
  assert.deepEqual(asked, [`/run/containerd/containerd.sock${method} ${id}`]);
  const nonsense = await learn('cri-o', reachOf({}, { [method]: Buffer.from('nonsense') }));
  assert.equal(nonsense.unknown[0]?.failure?.code, 'E_FORMAT');
});

test('any answer of a runtime of Kubernetes is read or refused', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void aboutCriStatus(bytes)));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: criAnswer.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, value) => {
      const other = Buffer.from(criAnswer);
      other[at] = value;
      aboutCriStatus(other);
      aboutCriStatus(other.subarray(0, at));
    }),
  );
});

test('labels and mounts without end are cut', async () => {
  const labels = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`label-${index}`, 'x'.repeat(900)]));
  const mounts = Array.from({ length: 5_000 }, (_, index) => ({ Source: `/${index}/${'y'.repeat(900)}` }));
  const told = { ...inspected, Config: { Image: 'x', Labels: labels }, Mounts: mounts };
  const { info } = await learn('docker', reachOf({}, { [`/containers/${id}/json`]: told }));
  assert.deepEqual([info?.labels?.size, info?.mounts?.length], [17, 17]);
});

test('no engine knows it, none can be asked, one answers nonsense: unknown, and why', async () => {
  const container = `/containers/${id}/json`;
  const table: readonly (readonly [string, Answers, string | undefined])[] = [
    ['unknown', {}, undefined],
    ['refused', { [container]: 500 }, 'E_NETWORK'],
    ['not JSON', { [container]: '<html>' }, 'E_FORMAT'],
    ['no object', { [container]: '[]' }, 'E_FORMAT'],
    ['no image', { [container]: {} }, 'E_FORMAT'],
    ['an image that is none', { [container]: { Image: '../../etc' } }, 'E_FORMAT'],
    ['nobody there', { [container]: new SeaworthyError('E_NETWORK', 'x') }, 'E_NETWORK'],
  ];
  for (const [name, answers, code] of table) {
    const { unknown, info } = await learn('docker', reachOf({}, answers));
    assert.deepEqual([unknown.length, unknown[0]?.failure?.code, info], [1, code, undefined], name);
  }
  const asked: string[] = [];
  for (const odd of ['../x', '', 'a/b', 'a?b', 'x'.repeat(200)])
    await learn('docker', reachOf({}, {}, asked), { id: odd });
  assert.deepEqual(asked, []);
});

test('the pod is known by the control group alone', async () => {
  const { atOnce, info, unknown } = await learn('containerd', reachOf({}), { pod: 'u-1' });
  assert.deepEqual([atOnce?.labels, info], [new Map([['io.kubernetes.pod.uid', 'u-1']]), atOnce]);
  assert.equal(unknown.length, 1);
});

test('an engine that did not answer is asked again, and not for ever', async () => {
  const answers: Record<string, unknown> = { [`/containers/${id}/json`]: new SeaworthyError('E_NETWORK', 'busy') };
  const asked: string[] = [];
  const found: ContainerInfo[] = [];
  const directory = new ContainerDirectory(reachOf({}, answers, asked), (info) => found.push(info));
  directory.see({ id, engine: 'docker' });
  directory.see({ id, engine: 'docker' });
  await setTimeout(20);
  assert.deepEqual([asked.length, directory.unknown[0]?.failure?.message], [1, 'busy']);
  answers[`/containers/${id}/json`] = inspected;
  await setTimeout(400);
  assert.equal(found.at(-1)?.image, known.image);
  assert.deepEqual([directory.unknown, directory.about(id.slice(0, 12))?.name], [[], 'web']);
  const often = asked.length;
  await directory.settle();
  assert.equal(asked.length, often);
});

test('any files have an answer, and ids lead nowhere else', () => {
  const anything = fc.anything({ maxDepth: 3, withNullPrototype: false });
  fc.assert(
    fc.property(
      anything,
      fc.constantFrom<RuntimeName>('docker', 'podman', 'containerd', 'cri-o', 'unknown'),
      (value, engine) => {
        let text = '';
        try {
          text = JSON.stringify(value) ?? '';
        } catch {
          text = '{';
        }
        const directory = new ContainerDirectory(
          { ...reachOf({}), read: () => text, ask: () => new Promise(() => {}) },
          () => {},
        );
        directory.see({ id, engine });
        directory.stop();
      },
    ),
  );
  const read: string[] = [];
  const reach = { ...reachOf({}), read: (path: string) => void read.push(path) };
  for (const odd of ['..', '.hidden', 'a/../../etc'])
    new ContainerDirectory(reach, () => {}).see({ id: odd, engine: 'unknown' });
  assert.deepEqual(read, []);
});
