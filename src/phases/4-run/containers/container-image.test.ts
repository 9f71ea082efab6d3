import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SeaworthyError } from '../../../core/index.ts';
import { type AskSocket, imageOfContainer } from './container-image.ts';

const id = '0123456789abcdef'.repeat(4);
const config = `sha256:${'c'.repeat(64)}`;
const manifest = `sha256:${'d'.repeat(64)}`;
const index = `sha256:${'e'.repeat(64)}`;

/** An engine that answers from a table of paths; what is not in it is unknown. */
const engine =
  (answers: Readonly<Record<string, unknown>>, asked: string[] = []): AskSocket =>
  (socket, path) => {
    asked.push(`${socket}${path}`);
    const answer = answers[path];
    if (answer === undefined) return Promise.resolve({ status: 404, body: Buffer.from('{}') });
    if (answer instanceof Error) return Promise.reject(answer);
    if (typeof answer === 'number') return Promise.resolve({ status: answer, body: Buffer.of() });
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
    return Promise.resolve({ status: 200, body: Buffer.from(text) });
  };

const container = `/containers/${id}/json`;
const image = `/images/${config}/json`;

test('the image of a container, with every digest it is known by', async () => {
  const asked: string[] = [];
  const ask = engine(
    {
      [container]: {
        Image: config,
        Name: '/web',
        Config: { Image: 'nginx:1.27' },
        ImageManifestDescriptor: { digest: manifest },
      },
      [image]: { RepoDigests: [`nginx@${index}`, `docker.io/library/nginx@${manifest}`, 'nginx:1.27', 7] },
    },
    asked,
  );
  assert.deepEqual(await imageOfContainer({ id, engine: 'docker' }, ask), {
    container: 'web',
    name: 'nginx:1.27',
    config,
    manifests: [manifest, index],
  });
  assert.deepEqual(asked, [`/var/run/docker.sock${container}`, `/var/run/docker.sock${image}`]);
});

test('an image that was built here has only its configuration', async () => {
  const ask = engine({ [container]: { Image: 'c'.repeat(64), Config: null } });
  assert.deepEqual(await imageOfContainer({ id, engine: 'podman' }, ask), { config, manifests: [] });
});

test('no engine knows it, none can be asked, one answers nonsense', async () => {
  const cases: readonly (readonly [string, unknown, string | undefined])[] = [
    ['unknown', undefined, undefined],
    ['refused', 500, 'E_NETWORK'],
    ['not JSON', '<html>', 'E_FORMAT'],
    ['no object', '[]', 'E_FORMAT'],
    ['no image', {}, 'E_FORMAT'],
    ['an image that is none', { Image: '../../etc' }, 'E_FORMAT'],
    ['nobody there', new SeaworthyError('E_NETWORK', 'x'), 'E_NETWORK'],
  ];
  for (const [name, answer, code] of cases) {
    const asking = imageOfContainer({ id, engine: 'docker' }, engine({ [container]: answer }));
    if (code === undefined) assert.equal(await asking, undefined, name);
    else await assert.rejects(asking, { code }, name);
  }
  const asked: string[] = [];
  for (const odd of ['../x', '', 'a/b', 'a?b', 'x'.repeat(200)])
    assert.equal(await imageOfContainer({ id: odd, engine: 'docker' }, engine({}, asked)), undefined);
  assert.equal(await imageOfContainer({ id, engine: 'cri-o' }, engine({}, asked)), undefined);
  assert.deepEqual(asked, []);
});
