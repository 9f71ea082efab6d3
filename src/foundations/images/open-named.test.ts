import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  containerdSocket,
  dockerArchive,
  engineAnswers,
  httpSocket,
  imageBlobs,
  inTemporaryDirectory,
  layer,
} from '../../../lab/fixtures/index.ts';
import { defaultLimits, SeaworthyError } from '../../core/index.ts';
import { openTarget } from './open-target.ts';
import type { EngineChoice, OpenOptions } from './target.ts';

/* Where a name without a scheme is looked for. */

const image = {
  layers: [layer([{ path: 'etc/name', body: 'base' }])],
  tags: ['app:1'],
};
const other = { layers: [layer([{ path: 'etc/name', body: 'other' }])], tags: ['other:1'] };
const blobs = imageBlobs(image);
const configId = blobs.config.digest;
const manifestId = blobs.manifest.digest;
const limits = { ...defaultLimits, networkTimeout: 5_000 };

/** Sockets in a folder, under the names that they have in that of the system. */
function choice(folder: string, given: Partial<EngineChoice> = {}): OpenOptions & { readonly engines: EngineChoice } {
  return {
    limits,
    engines: { env: {}, home: folder, runFolder: folder, plainHttpHosts: [], offline: true, ...given },
  };
}

/** An engine of Docker in its usual place. */
const dockerIn = (folder: string, answer: Parameters<typeof httpSocket>[1]) =>
  httpSocket(join(folder, 'docker.sock'), answer);

const saved = (style: 'old' | 'new') => dockerArchive(image, style).bytes;

const held = { id: configId, names: ['app:1'], archive: saved('old') };

/** What came of a bare name: where from, and the note. */
async function bare(name: string, options: OpenOptions): Promise<readonly [string, string]> {
  const opened = await openTarget(name, options);
  await opened.close();
  return [
    opened.subject.name,
    (opened.told ?? []).map(({ message, incomplete }) => `${incomplete ? '!' : ''}${message}`).join(),
  ];
}

test('a bare name: engines that answer in their order, then the registry; the rest is told', () =>
  inTemporaryDirectory(async (folder) => {
    const asked: string[] = [];
    const registry: NonNullable<OpenOptions['registry']> = async (reference) => {
      asked.push(reference);
      const { subject, ...rest } = await openTarget('docker:app:1', { ...choice(folder), engines: dockerOnly });
      return { ...rest, subject: { ...subject, name: reference } };
    };
    const path = join(folder, 'c.sock');
    const podman = join(folder, 'p.sock');
    await using first = await dockerIn(
      folder,
      engineAnswers([{ id: configId, names: ['app:1'], archive: saved('old') }]),
    );
    await using second = await httpSocket(
      podman,
      engineAnswers([{ id: configId, names: ['both:1', 'app:1', 'pod:1'], archive: saved('old') }], '/v4.0.0/libpod'),
    );
    await using third = await containerdSocket(path, {
      images: { default: { 'docker.io/library/kept:1': blobs.manifest } },
      blobs: blobs.blobs,
    });
    const env = { CONTAINER_HOST: `unix://${podman}`, CONTAINERD_ADDRESS: path };
    const dockerOnly = choice(folder).engines as EngineChoice;
    const options = { ...choice(folder, { env }), registry };
    const [dockers, podmans, containerds] = [
      `Docker (unix://${first.path})`,
      `Podman (CONTAINER_HOST: unix://${podman})`,
      `containerd (CONTAINERD_ADDRESS: unix://${path}, namespace default)`,
    ];
    const notAsked = 'its registry was not asked (--from registry takes it from there)';
    assert.deepEqual(await bare('app:1', options), ['docker:app:1', `taken from ${dockers}; ${notAsked}`]);
    assert.deepEqual([second.asked, third.asked], [[], []]);
    assert.deepEqual(await bare('pod:1', options), [
      'podman:pod:1',
      `taken from Podman (unix://${podman}), after ${dockers} has no image of that name; ${notAsked}`,
    ]);
    assert.equal((await bare('kept:1', options))[0], 'containerd:kept:1');
    assert.deepEqual(asked, []);
    assert.deepEqual(await bare('else:1', options), [
      'else:1',
      `taken from its registry: ${[dockers, podmans, containerds].map((one) => `${one} has no image of that name`).join('; ')}`,
    ]);
    assert.deepEqual(await bare('registry:app:1', options), ['app:1', '']);
    const fixed = (from: EngineChoice['from']): OpenOptions => ({
      ...choice(folder, { env, ...(from ? { from } : {}) }),
      registry,
    });
    assert.deepEqual(await bare('app:1', fixed('registry')), ['app:1', '']);
    assert.deepEqual(await bare('app:1', fixed('podman')), ['podman:app:1', '']);
    await assert.rejects(bare('app:1', fixed('containerd')), { code: 'E_TARGET_NOT_FOUND' });
    // A scheme is more than the flag.
    assert.deepEqual(await bare('docker:app:1', fixed('podman')), ['docker:app:1', '']);
  }));

test('an engine that cannot be asked is told, whatever comes after it', () =>
  inTemporaryDirectory(async (folder) => {
    await using _ = await dockerIn(folder, (_url, response) => response.writeHead(500).end('{"message":"broken"}'));
    const path = join(folder, 'c.sock');
    await using _containerd = await containerdSocket(path, {
      images: { default: { 'docker.io/library/app:1': blobs.manifest } },
      blobs: blobs.blobs,
    });
    const env = { CONTAINERD_ADDRESS: path };
    const [name, note] = await bare('app:1', choice(folder, { env }));
    assert.equal(name, 'containerd:app:1');
    assert.match(note, /Docker \(unix:.*\) could not be asked: .* refuses \(status 500\): broken/);
    // Where nothing has it, the error says all that was tried.
    const registry: OpenOptions['registry'] = async () => {
      throw new SeaworthyError('E_NOT_FOUND', 'the registry has no such image', { why: 'it says so' });
    };
    await assert.rejects(bare('none:1', { ...choice(folder, { env }), registry }), (error) => {
      assert.ok(error instanceof SeaworthyError && error.code === 'E_NOT_FOUND');
      assert.match(
        error.why ?? '',
        /^it says so; Docker .* could not be asked: .*; containerd .* has no image of that name$/,
      );
      return true;
    });
    // One that has it and hands over something else is no reason to look elsewhere.
    await using _broken = await httpSocket(
      join(folder, 'd2.sock'),
      engineAnswers([{ id: configId, names: ['app:1'], archive: dockerArchive(other).bytes }]),
    );
    const broken = { ...env, DOCKER_HOST: `unix://${join(folder, 'd2.sock')}` };
    await assert.rejects(bare('app:1', choice(folder, { env: broken })), { code: 'E_DIGEST_MISMATCH' });
  }));

test('an engine that has the image for another platform is told, and the next one asked', () =>
  inTemporaryDirectory(async (folder) => {
    await using first = await dockerIn(folder, engineAnswers([held]));
    const registry: OpenOptions['registry'] = async (reference) => {
      const opened = await openTarget('docker:app:1', choice(folder));
      return { ...opened, subject: { ...opened.subject, name: reference }, close: () => opened.close() };
    };
    const platform = { os: 'linux', architecture: 'arm64' };
    const [name, note] = await bare('app:1', { ...choice(folder), registry, platform });
    assert.equal(name, 'app:1');
    assert.match(note, /^taken from its registry: Docker \(unix:.*\) has it, and not for the platform: .*linux\/amd64/);
    assert.ok(first.asked.length > 2);
    // Who names the engine gets its error.
    await assert.rejects(openTarget('docker:app:1', { ...choice(folder), platform }), { code: 'E_PLATFORM' });
  }));

test('a name with a digest is taken from an engine only where the digest is that of what comes; a short id is no name', () =>
  inTemporaryDirectory(async (folder) => {
    const digest = `app@${manifestId}`;
    const registry: OpenOptions['registry'] = async () => {
      throw new SeaworthyError('E_OFFLINE', 'registry');
    };
    {
      await using _ = await dockerIn(folder, engineAnswers([{ id: configId, names: [digest], archive: saved('old') }]));
      await assert.rejects(bare(digest, { ...choice(folder), registry }), { code: 'E_OFFLINE' });
      // Who names the engine takes its word for the name, and gets the digest that is true.
      const opened = await openTarget(`docker:${digest}`, choice(folder));
      assert.ok(opened.subject.kind === 'image');
      assert.equal(opened.subject.digest, configId);
      await opened.close();
    }
    {
      await using _ = await dockerIn(
        folder,
        engineAnswers([{ id: manifestId, names: [digest], archive: saved('new') }]),
      );
      assert.equal((await bare(digest, { ...choice(folder), registry }))[0], `docker:${digest}`);
    }
    await using _ = await dockerIn(folder, engineAnswers([held]));
    const short = configId.slice(7, 11);
    await assert.rejects(bare(short, { ...choice(folder), registry }), { code: 'E_OFFLINE' });
    for (const id of [configId.slice(7, 19), configId])
      assert.equal((await bare(id, { ...choice(folder), registry }))[0], `docker:${id}`);
  }));

test('without engines a bare name is one of a registry, and an engine that is named is refused', () =>
  inTemporaryDirectory(async (folder) => {
    await assert.rejects(openTarget('docker:app:1', { limits }), { code: 'E_USAGE' });
    await assert.rejects(openTarget('docker:app:1', choice(folder)), {
      code: 'E_NETWORK',
      why: `there is no socket at ${join(folder, 'docker.sock')}`,
    });
    await assert.rejects(openTarget('app:1', choice(folder)), { code: 'E_OFFLINE' });
  }));
