import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { certificate, engineAnswers, inTemporaryDirectory, testServer } from '../../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../../core/index.ts';
import type { EngineId, EngineWorld } from './engine.ts';
import { engines } from './engines.ts';
import { wholeName } from './name.ts';

const options = { timeout: 10_000 };

async function lay(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** What an engine would be asked at: each place, or the code of the refusal. */
async function placesOf(id: EngineId, folder: string, given: Partial<EngineWorld> = {}): Promise<readonly string[]> {
  const engine = engines.find((one) => one.id === id);
  assert.ok(engine !== undefined);
  const world = {
    env: {},
    home: join(folder, 'home'),
    runFolder: join(folder, 'run'),
    plainHttpHosts: [],
    offline: false,
    ...given,
  };
  const told: string[] = [];
  for (const place of engine.places(world)) {
    const refused = await place.find('nobody/asks', options).then(
      () => undefined,
      (error: unknown) => (error instanceof SeaworthyError ? error.code : String(error)),
    );
    const isRefused = place.where === place.by || !place.where.includes('://');
    told.push(
      `${place.by === undefined ? '' : `${place.by} `}${isRefused ? refused : place.where.replaceAll(folder, '')}`,
    );
  }
  return told;
}

const contextId = createHash('sha256').update('desk').digest('hex');
const meta = `home/.docker/contexts/meta/${contextId}/meta.json`;
const contextOf = (host: string): string =>
  JSON.stringify({ Name: 'desk', Metadata: {}, Endpoints: { docker: { Host: host, SkipTLSVerify: true } } });

test('Docker is found as its own command finds it', () =>
  inTemporaryDirectory(async (folder) => {
    assert.deepEqual(await placesOf('docker', folder), []);
    await lay(folder, {
      'run/docker.sock': '',
      'user/docker.sock': '',
      'home/.docker/config.json': JSON.stringify({ currentContext: 'desk', auths: {} }),
      [meta]: contextOf('unix:///desk.sock'),
      'other/config.json': '{}',
    });
    const rootless = { XDG_RUNTIME_DIR: join(folder, 'user') };
    const elsewhere = { DOCKER_CONFIG: join(folder, 'other') };
    const cases: readonly (readonly [Readonly<Record<string, string>>, readonly string[]])[] = [
      [{}, ['context desk unix:///desk.sock']],
      [{ DOCKER_HOST: 'unix:///x.sock', DOCKER_CONTEXT: 'desk' }, ['DOCKER_HOST unix:///x.sock']],
      [{ DOCKER_CONTEXT: 'default' }, ['unix:///run/docker.sock']],
      [{ ...elsewhere }, ['unix:///run/docker.sock']],
      [{ ...elsewhere, ...rootless }, ['unix:///run/docker.sock', 'unix:///user/docker.sock']],
      [{ ...elsewhere, XDG_RUNTIME_DIR: 'user' }, ['unix:///run/docker.sock']],
      [{ DOCKER_CONTEXT: 'none' }, ['E_TARGET_NOT_FOUND']],
      [{ ...elsewhere, DOCKER_CONTEXT: 'desk' }, ['E_TARGET_NOT_FOUND']],
    ];
    for (const [env, places] of cases)
      assert.deepEqual(await placesOf('docker', folder, { env }), places, JSON.stringify(env));
    for (const text of ['{', '[]', '{"Endpoints":{"docker":{}}}', '{"Endpoints":{"docker":{"Host":7}}}']) {
      await lay(folder, { [meta]: text });
      assert.deepEqual(await placesOf('docker', folder), ['E_FORMAT'], text);
    }
    await lay(folder, { 'home/.docker/config.json': 'null and void' });
    assert.deepEqual(await placesOf('docker', folder), ['E_FORMAT']);
  }));

test('Podman and containerd are found as their own tools find them', () =>
  inTemporaryDirectory(async (folder) => {
    for (const id of ['podman', 'containerd'] as const) assert.deepEqual(await placesOf(id, folder), []);
    await lay(folder, {
      'run/podman/podman.sock': '',
      'user/podman/podman.sock': '',
      'run/containerd/containerd.sock': '',
      'run/k3s/containerd/containerd.sock': '',
    });
    const env = { XDG_RUNTIME_DIR: join(folder, 'user') };
    assert.deepEqual(await placesOf('podman', folder), ['unix:///run/podman/podman.sock']);
    assert.deepEqual(await placesOf('podman', folder, { env }), [
      'unix:///user/podman/podman.sock',
      'unix:///run/podman/podman.sock',
    ]);
    const host = { CONTAINER_HOST: 'unix:///p.sock' };
    assert.deepEqual(await placesOf('podman', folder, { env: host }), ['CONTAINER_HOST unix:///p.sock']);
    assert.deepEqual(await placesOf('containerd', folder), [
      'unix:///run/containerd/containerd.sock, namespace default',
      'unix:///run/k3s/containerd/containerd.sock, namespace default',
    ]);
    for (const address of ['/c.sock', 'unix:///c.sock'])
      assert.deepEqual(
        await placesOf('containerd', folder, { env: { CONTAINERD_ADDRESS: address }, containerdNamespace: 'k8s.io' }),
        ['CONTAINERD_ADDRESS unix:///c.sock, namespace k8s.io'],
      );
    assert.deepEqual(await placesOf('containerd', folder, { env: { CONTAINERD_ADDRESS: 'tcp://x' } }), [
      'CONTAINERD_ADDRESS E_USAGE',
    ]);
    for (const containerdNamespace of ['', 'a b', 'a\r\nx: y', '../x', 'a'.repeat(77)])
      assert.deepEqual(await placesOf('containerd', folder, { containerdNamespace }), ['E_USAGE'], containerdNamespace);
  }));

test('hosts that are not opened are refused with the way that there is', () =>
  inTemporaryDirectory(async (folder) => {
    const cases: readonly (readonly [string, string, RegExp])[] = [
      ['ssh://me:secret@host', 'E_USAGE', /ssh HOST docker save NAME \| seaworthy scan -/],
      ['npipe:////./pipe/docker_engine', 'E_USAGE', /unix:\/\/\/PATH/],
      ['fd://', 'E_USAGE', /unix:\/\/\/PATH/],
      ['/var/run/docker.sock', 'E_USAGE', /unix:\/\/\/PATH/],
      ['unix://docker.sock', 'E_USAGE', /unix:\/\/\/PATH/],
      ['tcp://127.0.0.1:1', 'E_USAGE', /--insecure-plain-http 127\.0\.0\.1:1`/],
      ['tcp://host', 'E_USAGE', /--insecure-plain-http host:2375`/],
      ['tcp://u:p@host:1', 'E_USAGE', /tcp:\/\/HOST:PORT/],
      ['tcp://host:1/path', 'E_USAGE', /tcp:\/\/HOST:PORT/],
      ['tcp://', 'E_USAGE', /tcp:\/\/HOST:PORT/],
      [`unix:///${'a'.repeat(600)}`, 'E_USAGE', /./],
    ];
    for (const [DOCKER_HOST, code, next] of cases) {
      const env = { DOCKER_HOST };
      const docker = engines.find(({ id }) => id === 'docker');
      const world = { env, home: folder, runFolder: folder, plainHttpHosts: [], offline: false };
      const [place] = docker?.places(world) ?? [];
      await assert.rejects(
        async () => place?.find('app', options),
        (error) => {
          assert.ok(error instanceof SeaworthyError && error.code === code, DOCKER_HOST);
          assert.match(error.next, next);
          assert.doesNotMatch(`${error.message} ${error.where} ${error.why} ${error.next}`, /secret|\bp@/);
          return true;
        },
      );
    }
  }));

test('a port: with TLS by Docker’s files, without it only where that was allowed, and never offline', () =>
  inTemporaryDirectory(async (folder) => {
    const authority = certificate({ name: 'authority' });
    const tls = certificate({ name: 'engine', hosts: ['127.0.0.1'], issuer: authority });
    const images = [{ id: `sha256:${'a'.repeat(64)}`, names: ['app:1'], archive: Buffer.of() }];
    const answers = engineAnswers(images);
    await using secure = await testServer(({ url }, response) => answers(url, response), { tls });
    await using plain = await testServer(({ url }, response) => answers(url, response));
    await lay(folder, { 'certs/ca.pem': authority.certificate, 'empty/x': '', 'half/cert.pem': tls.certificate });
    const find = async (env: Readonly<Record<string, string>>, given: Partial<EngineWorld> = {}): Promise<string> => {
      const world = { env, home: folder, runFolder: folder, plainHttpHosts: [], offline: false, ...given };
      const [place] = engines.find(({ id }) => id === 'docker')?.places(world) ?? [];
      return (
        place?.find('app:1', options).then(
          (held) => (held?.form === 'saved' ? held.id.slice(0, 10) : 'none'),
          (error: unknown) => (error instanceof SeaworthyError ? error.code : String(error)),
        ) ?? 'no place'
      );
    };
    const host = { DOCKER_HOST: `tcp://${secure.host}` };
    const certs = join(folder, 'certs');
    assert.equal(await find({ ...host, DOCKER_CERT_PATH: certs, DOCKER_TLS_VERIFY: '1' }), 'sha256:aaa');
    // Docker's own tools would not check the server here; we do.
    assert.equal(await find({ ...host, DOCKER_CERT_PATH: certs }), 'sha256:aaa');
    assert.equal(await find({ ...host, DOCKER_CERT_PATH: join(folder, 'empty') }), 'E_NETWORK');
    assert.equal(await find({ ...host, DOCKER_CERT_PATH: join(folder, 'half') }), 'E_READ');
    assert.equal(await find({ ...host, DOCKER_CERT_PATH: certs }, { offline: true }), 'E_OFFLINE');
    const open = { DOCKER_HOST: `tcp://${plain.host}` };
    assert.equal(await find(open), 'E_USAGE');
    assert.equal(await find(open, { plainHttpHosts: [plain.host] }), 'sha256:aaa');
    assert.equal(await find(open, { plainHttpHosts: [plain.host], offline: true }), 'E_OFFLINE');
    assert.equal(plain.requests.length, 1);
  }));

test('names in full, as Docker reads them', () => {
  const id = `sha256:${'0'.repeat(64)}`;
  const cases: readonly (readonly [string, string])[] = [
    ['alpine', 'docker.io/library/alpine:latest'],
    ['alpine:3.20', 'docker.io/library/alpine:3.20'],
    ['me/app', 'docker.io/me/app:latest'],
    ['localhost/app', 'localhost/app:latest'],
    ['r.example/app', 'r.example/app:latest'],
    ['r.example:5000/a/b:1', 'r.example:5000/a/b:1'],
    ['r:5000/a', 'r:5000/a:latest'],
    [`me/app@${id}`, `docker.io/me/app@${id}`],
    [id, id],
  ];
  for (const [name, whole] of cases) assert.equal(wholeName(name), whole);
});
